import type { QueueFiguresAnswer, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { minuteOf } from '../../domain/queues/contributions';
import { channelsNow } from '../../domain/queues/queue-metrics';
import { dayReset, lastReset, type DayReset } from '../../domain/queues/reporting-day';
import type { Database } from '../../store/database';
import { newestEventAt } from '../../store/events';
import type { MinuteWindow } from '../../store/queues/minute-windows';
import { NOTHING, readFiguresOfQueue } from '../../store/queues/queue-figures-read';
import { isKnownQueue } from '../../store/queues/queue-read';
import { readResets } from '../../store/queues/queue-resets';
import { requireSupervisor, type Caller } from '../caller';

/**
 * How a queue did, by window and channel. Null for a queue that is unknown or deleted.
 * @throws Refusal `forbidden` for a caller who is neither supervisor nor admin
 */
export type QueueFiguresQuestion = (caller: Caller, sid: TaskQueueSid) => Promise<QueueFiguresAnswer | null>;

export interface QueueFiguresOptions {
  readonly database: Database;
  readonly now: () => number;
  /** IANA name of the zone whose midnight begins "today". */
  readonly zone: string;
}

export const createQueueFiguresQuestion =
  ({ database, now, zone }: QueueFiguresOptions): QueueFiguresQuestion =>
  async (caller, sid) => {
    requireSupervisor(caller);
    const db = database.kysely;
    if (!(await isKnownQueue(db, sid))) return null;
    const newestAt = await newestEventAt(db);
    const atMs = Math.max(now(), newestAt ?? 0);
    const windows = windowsAt(atMs, dayReset(zone, (await readResets(db, [sid])).get(sid)));
    const { tasks, rows } = await readFiguresOfQueue(db, sid, windows);
    return {
      taskQueueSid: sid,
      asOf: instant(newestAt ?? atMs),
      at: instant(atMs),
      now: channelsNow(tasks),
      windows: windows.map(({ window, from }) => {
        const found = rows.filter((row) => row.window === window);
        const total = found.find(({ channel }) => channel === null)?.figures ?? NOTHING;
        const channels = found.flatMap(({ channel, figures }) => (channel === null ? [] : [{ channel, ...figures }]));
        return { window, since: instant(from * 60_000), total, channels };
      }),
    };
  };

function windowsAt(atMs: number, day: DayReset): MinuteWindow[] {
  const to = minuteOf(atMs);
  return [
    { window: 'last15Minutes', from: to - 14, to },
    { window: 'last30Minutes', from: to - 29, to },
    { window: 'last60Minutes', from: to - 59, to },
    { window: 'today', from: minuteOf(lastReset(atMs, day)), to },
  ];
}

const instant = (atMs: number): string => new Date(atMs).toISOString();
