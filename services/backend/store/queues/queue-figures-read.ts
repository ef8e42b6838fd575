import type { FiguresWindow, TaskQueueSid, WindowFigures } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { Queryable } from '../transaction';
import { handlingFigures } from './handling-figures';
import { minuteWindows, type MinuteWindow } from './minute-windows';
import { visitFigures } from './visit-figures';

/** How a queue did in a window; `channel` is null for all channels together. */
export interface FiguresRow {
  readonly window: FiguresWindow;
  readonly channel: string | null;
  readonly figures: WindowFigures;
}

/**
 * How one queue did, by window and channel, in one statement: of one moment. A window, or a channel of it, in which nothing
 * happened has no row.
 */
export async function readFiguresOfQueue(
  db: Queryable,
  queueSid: TaskQueueSid,
  windows: readonly MinuteWindow[],
): Promise<FiguresRow[]> {
  const asked = minuteWindows(windows);
  const { rows } = await sql<Omit<FiguresRow, 'figures'> & { figures: Partial<WindowFigures> }>`
    SELECT "window", channel, figures FROM (
      (${visitFigures(queueSid, asked)}) UNION ALL (${handlingFigures(queueSid, asked)})
    ) AS parts ORDER BY "window", channel`.execute(db);
  const found = new Map<string, FiguresRow>();
  for (const { window, channel, figures } of rows) {
    const key = JSON.stringify([window, channel]);
    found.set(key, { window, channel, figures: { ...NOTHING, ...found.get(key)?.figures, ...figures } });
  }
  return [...found.values()];
}

/** The figures of a window in which nothing happened. */
export const NOTHING: WindowFigures = {
  ...{ offered: 0, answered: 0, answeredInTime: 0, abandoned: 0, shortAbandoned: 0, abandonedInTime: 0, flowedOut: 0 },
  ...{ answerWaitMs: 0, abandonWaitMs: 0, answerWaitPercentilesMs: null },
  ...{ handled: 0, talkMs: 0, wrapMs: 0, accepted: 0, ringMs: 0, missed: 0, rejected: 0 },
};
