import {
  noWaitsByThreshold,
  type FiguresWindow,
  type Occupancy,
  type QueueFiguresAnswer,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import { minuteOf } from '../../domain/queues/contributions';
import { channelsNow } from '../../domain/queues/queue-metrics';
import { dayReset, lastReset, type DayReset } from '../../domain/queues/reporting-day';
import type { Database } from '../../store/database';
import { readOccupancy } from '../../store/directory/occupancy-read';
import { newestEventAt } from '../../store/events';
import type { MinuteWindow } from '../../store/queues/figures/minute-windows';
import { NOTHING, readFiguresOfQueue } from '../../store/queues/figures/queue-figures-read';
import { isKnownQueue } from '../../store/queues/queue-read';
import { readResets } from '../../store/queues/queue-resets';
import { requireSupervisor, type Caller } from '../caller';
import { createSharedAnswers } from './shared-answers';

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

/** Occupancy is this old at most: rows of channels ask every few seconds, and agents are many. */
const OCCUPANCY_SHARED_MS = 10_000;

export function createQueueFiguresQuestion({ database, now, zone }: QueueFiguresOptions): QueueFiguresQuestion {
  const db = database.kysely;
  const momentOf = async (sid: TaskQueueSid) => {
    const newestAt = await newestEventAt(db);
    const atMs = Math.max(now(), newestAt ?? 0);
    return { newestAt, atMs, windows: windowsAt(atMs, dayReset(zone, (await readResets(db, [sid])).get(sid))) };
  };
  const occupancyOf = createSharedAnswers({ now, sharedMs: OCCUPANCY_SHARED_MS }, async ([sid]) =>
    sid === undefined ? new Map<FiguresWindow, Occupancy>() : readOccupancy(db, sid, await momentOf(sid)),
  );
  return async (caller, sid) => {
    requireSupervisor(caller);
    if (!(await isKnownQueue(db, sid))) return null;
    const { newestAt, atMs, windows } = await momentOf(sid);
    const { tasks, thresholds, rows } = await readFiguresOfQueue(db, sid, { atMs, windows });
    const occupancy = await occupancyOf([sid]);
    return {
      taskQueueSid: sid,
      asOf: instant(newestAt ?? atMs),
      at: instant(atMs),
      now: channelsNow(tasks).map((one) => ({ ...one, ...(thresholds[one.channel] ?? noWaitsByThreshold()) })),
      windows: windows.map(({ window, from }) => {
        const found = rows.filter((row) => row.window === window);
        const total = found.find(({ channel }) => channel === null)?.figures ?? NOTHING;
        const channels = found.flatMap(({ channel, figures }) => (channel === null ? [] : [{ channel, ...figures }]));
        return {
          ...{ window, since: instant(from * 60_000), total, channels },
          occupancy: occupancy.get(window) ?? NOBODY_THERE,
        };
      }),
    };
  };
}

function windowsAt(atMs: number, day: DayReset): MinuteWindow[] {
  const to = minuteOf(atMs);
  return [
    { window: 'last15Minutes', from: to - 14, to },
    { window: 'last30Minutes', from: to - 29, to },
    { window: 'last60Minutes', from: to - 59, to },
    { window: 'today', from: minuteOf(lastReset(atMs, day)), to },
  ];
}

const NOBODY_THERE = { busyMs: 0, busyOrAvailableMs: 0 };

const instant = (atMs: number): string => new Date(atMs).toISOString();
