import type { RecentCall } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import React from 'react';
import { callTimes } from '../model/call-times';
import { PARTS, strings } from '../strings';
import { Duration } from './call-row';
import { useCallNow } from './panel-context';

const COLORS = {
  wait: 'colorBackgroundDecorative10Weakest',
  ring: 'colorBackgroundDecorative20Weakest',
  talk: 'colorBackgroundSuccessWeakest',
  wrap: 'colorBackgroundDecorative30Weakest',
} as const;

/** wait | ring | talk | wrap-up, as wide as they lasted, with their durations in words and figures below. */
export function DurationBar({ call }: { readonly call: RecentCall }): React.JSX.Element {
  const { waitMs, ringMs, talkMs, wrapMs } = callTimes(call, useCallNow());
  const parts = (
    [
      ['wait', waitMs],
      ['ring', ringMs],
      ['talk', talkMs],
      ['wrap', wrapMs],
    ] as const
  ).filter((part): part is readonly [keyof typeof PARTS, number] => part[1] !== null);
  return (
    <Box data-testid="duration-bar">
      <Box display="flex" height="10px" borderRadius="borderRadius20" overflow="hidden" aria-hidden="true">
        {parts.map(([part, ms]) => (
          <Box
            key={part}
            backgroundColor={COLORS[part]}
            borderStyle="solid"
            borderWidth="borderWidth10"
            borderColor="colorBorderWeak"
            flexBasis="0"
            minWidth="2px"
            style={{ flexGrow: Math.max(ms, 1) }}
          />
        ))}
      </Box>
      <Box
        as="dl"
        aria-label={strings.details.durations}
        display="flex"
        flexWrap="wrap"
        columnGap="space50"
        marginY="space20"
        fontSize="fontSize20"
      >
        {parts.map(([part, ms]) => (
          <Box key={part} display="flex" columnGap="space20">
            <Box as="dt" color="colorTextWeak">
              {PARTS[part]}
            </Box>
            <Box as="dd" margin="space0" color="colorText" data-part={part}>
              <Duration ms={ms} />
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
