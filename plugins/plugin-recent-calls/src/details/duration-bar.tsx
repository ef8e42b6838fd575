import type { RecentCall } from '@flex-sync-suite/shared/contract';
import { useLiveNow } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import React from 'react';
import { callTimes } from '../model/call-times';
import { PARTS, strings } from '../parts/strings';
import { Duration } from '../parts/duration';

/** Far enough apart to tell neighbours from each other; the words below the bar say the same. */
const COLORS = {
  wait: 'colorBackgroundStronger',
  ring: 'colorBackgroundWarning',
  talk: 'colorBackgroundSuccess',
  wrap: 'colorBackgroundPrimaryWeak',
} as const;

type Part = keyof typeof PARTS;

/** wait | ring | talk | wrap-up, as wide as they lasted, with their durations in words and figures below. */
export function DurationBar({ call }: { readonly call: RecentCall }): React.JSX.Element {
  const { waitMs, ringMs, talkMs, wrapMs } = callTimes(call, useLiveNow());
  const all: readonly (readonly [Part, number | null])[] = [
    ['wait', waitMs],
    ['ring', ringMs],
    ['talk', talkMs],
    ['wrap', wrapMs],
  ];
  const parts = all.flatMap(([part, ms]) => (ms === null ? [] : { part, ms }));
  return (
    <Box data-testid="duration-bar">
      <Box
        display="flex"
        columnGap="space10"
        height="10px"
        marginTop="space20"
        borderRadius="borderRadius20"
        overflow="hidden"
        aria-hidden="true"
      >
        {parts.map(({ part, ms }) => (
          <Box
            key={part}
            backgroundColor={COLORS[part]}
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
        {parts.map(({ part, ms }) => (
          <PartDuration key={part} part={part} ms={ms} />
        ))}
      </Box>
    </Box>
  );
}

function PartDuration({ part, ms }: { readonly part: Part; readonly ms: number }): React.JSX.Element {
  return (
    <Box display="flex" alignItems="center" columnGap="space20">
      <Box as="dt" display="flex" alignItems="center" columnGap="space20" color="colorTextWeak">
        <Box
          as="span"
          width="10px"
          height="10px"
          borderRadius="borderRadius20"
          backgroundColor={COLORS[part]}
          aria-hidden="true"
        />
        {PARTS[part]}
      </Box>
      <Box as="dd" margin="space0" color="colorText" data-part={part}>
        <Duration ms={ms} />
      </Box>
    </Box>
  );
}
