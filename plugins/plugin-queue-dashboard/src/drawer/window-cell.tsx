import type { FiguresWindow, Occupancy, WindowFigures } from '@flex-sync-suite/shared/contract';
import { NameLine, TableCell } from '@flex-sync-suite/shared/views';
import React from 'react';

/** A window of time, or one channel of it. */
export interface FiguresRow {
  readonly window: FiguresWindow;
  /** Null for all channels together. */
  readonly channel: string | null;
  /** As a screen reader says it. */
  readonly name: string;
  readonly figures: WindowFigures;
  /** Of the agents of the queue; missing for a channel, and where the backend does not tell it. */
  readonly occupancy?: Occupancy | undefined;
}

/** Names the row; a channel stands below its window. */
export const WindowCell = ({ channel, name }: Pick<FiguresRow, 'channel' | 'name'>): React.JSX.Element => (
  <TableCell isRowHeader title={name}>
    {channel === null ? (
      name
    ) : (
      <NameLine label={name} style={INDENTED}>
        {channel}
      </NameLine>
    )}
  </TableCell>
);

const INDENTED = { paddingLeft: '1rem' } as const;
