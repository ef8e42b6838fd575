import { Box } from '@twilio-paste/core/box';
import React, { type ReactNode } from 'react';
import { useShortWindow } from './use-short-window';

export interface ControlRowProps {
  /** `dl` for figures with their names. Default `div`. */
  readonly as?: 'div' | 'dl';
  readonly columnGap: 'space20' | 'space40' | 'space60';
  readonly children: ReactNode;
}

/** Small things side by side: on as many lines as they need; in a low window on one, which scrolls sideways. */
export function ControlRow({ as = 'div', columnGap, children }: ControlRowProps): React.JSX.Element {
  const isShort = useShortWindow();
  return (
    <Box flexShrink={0} minWidth="0" style={isShort ? SCROLLING : NO_STYLE}>
      <Box
        as={as}
        display="flex"
        alignItems="center"
        flexWrap={isShort ? 'nowrap' : 'wrap'}
        margin="space0"
        columnGap={columnGap}
        rowGap="space20"
        style={isShort ? ONE_LINE : NO_STYLE}
      >
        {children}
      </Box>
    </Box>
  );
}

// What scrolls clips: room for the ring around what has the focus.
const SCROLLING = { overflowX: 'auto', scrollbarWidth: 'thin', padding: '4px', margin: '-4px' } as const;
const ONE_LINE = { width: 'max-content' } as const;
const NO_STYLE = {};
