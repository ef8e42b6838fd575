import { type LiveViewState, type MessageWords, outageWords } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React from 'react';
import { useFormatters } from '../parts/formatters-context';
import { units } from './units';
import { WALL_OUTAGE } from './wall-strings';

/** Says across the wall why its figures are not live, and of when they are. Its region is always there, so it is announced. */
export function WallOutage({ state }: { readonly state: LiveViewState }): React.JSX.Element {
  const words = outageWords(state, WALL_OUTAGE, useFormatters().minuteOfDay);
  const look = state.kind === 'lost' ? LOOKS.lost : LOOKS.stale;
  return (
    <div role="alert" data-testid="wall-outage">
      {words === null ? null : (
        <Box
          {...look}
          borderStyle="solid"
          borderRadius="borderRadius20"
          style={{ borderWidth: units(0.3), padding: `${units(0.8)} ${units(1.2)}` }}
        >
          <Box as="p" margin="space0" fontWeight="fontWeightBold" style={{ fontSize: units(3.2) }}>
            {words.title}
          </Box>
          <Box as="p" margin="space0" style={{ fontSize: units(2) }}>
            {words.text}
          </Box>
        </Box>
      )}
    </div>
  );
}

const LOOKS = {
  lost: {
    backgroundColor: 'colorBackgroundErrorWeakest',
    borderColor: 'colorBorderError',
    color: 'colorTextErrorStrong',
  },
  stale: {
    backgroundColor: 'colorBackgroundWarningWeakest',
    borderColor: 'colorBorderWarning',
    color: 'colorTextWarningStrong',
  },
} as const;

/** What stands in place of the figures. */
export const WallMessage = ({ words }: { readonly words: MessageWords }): React.JSX.Element => (
  <Box
    role="status"
    display="flex"
    flexDirection="column"
    flexGrow={1}
    justifyContent="center"
    textAlign="center"
    data-testid="wall-message"
  >
    <Box as="h1" margin="space0" style={{ fontSize: units(6), lineHeight: 1.15 }}>
      {words.title}
    </Box>
    {words.text === '' ? null : (
      <Box as="p" margin="space0" style={{ fontSize: units(2.4) }}>
        {words.text}
      </Box>
    )}
  </Box>
);
