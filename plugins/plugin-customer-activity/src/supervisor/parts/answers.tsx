import { useShortWindow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { type ReactNode } from 'react';

interface AnswersProps {
  readonly funnel: ReactNode;
  readonly rankings: ReactNode;
}

/** The cards: the funnel over the whole width, the lists beside each other where there is room. They scroll together. */
export function Answers({ funnel, rankings }: AnswersProps): React.JSX.Element {
  const isShort = useShortWindow();
  return (
    <Box
      flexGrow={1}
      minHeight="0"
      overflow={isShort ? 'visible' : 'auto'}
      style={ROOM_FOR_FOCUS}
      data-testid="activity-answers"
    >
      {funnel}
      <div style={GRID}>{rankings}</div>
    </Box>
  );
}

// What scrolls clips: room for the ring around what has the focus.
const ROOM_FOR_FOCUS = { padding: '4px', margin: '-4px' } as const;

const GRID = {
  display: 'grid',
  // Never wider than there is room, as at 200 %.
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))',
  gap: '1rem',
  marginTop: '1rem',
  alignItems: 'start',
} as const;
