import type { FiguresWindow, TaskQueueSid, WaitsByThreshold, WindowFigures } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { OpenTasks } from '../../../domain/queues/queue-metrics';
import type { Queryable } from '../../transaction';
import { handlingFigures } from './handling-figures';
import { minuteWindows, type MinuteWindow } from './minute-windows';
import { openTasks } from '../queue-parts';
import { visitFigures } from './visit-figures';
import { waitsByThreshold } from './waits-by-threshold';

/** How a queue did in a window; `channel` is null for all channels together. */
export interface FiguresRow {
  readonly window: FiguresWindow;
  readonly channel: string | null;
  readonly figures: WindowFigures;
}

/** How a queue does, and did. */
export interface FiguresOfQueue {
  readonly tasks: readonly OpenTasks[];
  /** By channel; one in which nobody waits near the threshold or over it is not there. */
  readonly thresholds: Readonly<Record<string, WaitsByThreshold>>;
  /** A window, or a channel of it, in which nothing happened has no row. */
  readonly rows: readonly FiguresRow[];
}

interface Answered extends Pick<FiguresOfQueue, 'tasks' | 'thresholds'> {
  readonly parts: readonly (Omit<FiguresRow, 'figures'> & { readonly figures: Partial<WindowFigures> })[];
}

/** How one queue does and did, by window and channel, in one statement: of one moment, `atMs` in UTC milliseconds. */
export async function readFiguresOfQueue(
  db: Queryable,
  queueSid: TaskQueueSid,
  { atMs, windows }: { readonly atMs: number; readonly windows: readonly MinuteWindow[] },
): Promise<FiguresOfQueue> {
  const asked = minuteWindows(windows);
  const ofQueue = sql`ANY(${[queueSid]}::text[])`;
  const { rows } = await sql<Answered>`
    SELECT coalesce((SELECT tasks FROM (${openTasks(ofQueue)}) AS t), '[]') AS tasks,
      coalesce((
        SELECT json_object_agg(channel, figures) FROM (${waitsByThreshold(ofQueue, sql`${atMs}`)}) AS t WHERE NOT is_whole
      ), '{}') AS thresholds,
      coalesce((SELECT json_agg(p ORDER BY p."window", p.channel) FROM (
        (${visitFigures(queueSid, asked)}) UNION ALL (${handlingFigures(queueSid, asked)})
      ) AS p), '[]') AS parts`.execute(db);
  const { tasks = [], thresholds = {}, parts = [] } = rows[0] ?? {};
  const found = new Map<string, FiguresRow>();
  for (const { window, channel, figures } of parts) {
    const key = JSON.stringify([window, channel]);
    found.set(key, { window, channel, figures: { ...NOTHING, ...found.get(key)?.figures, ...figures } });
  }
  return { tasks, thresholds, rows: [...found.values()] };
}

/** The figures of a window in which nothing happened. */
export const NOTHING: WindowFigures = {
  ...{ offered: 0, answered: 0, answeredInTime: 0, abandoned: 0, shortAbandoned: 0, abandonedInTime: 0, flowedOut: 0 },
  ...{ answerWaitMs: 0, abandonWaitMs: 0, answerWaitPercentilesMs: null },
  ...{ handled: 0, talkMs: 0, wrapMs: 0, accepted: 0, ringMs: 0, missed: 0, rejected: 0 },
};
