import type { Logger } from '../../base/log';
import type { Database } from '../../store/database';
import { pruneTimeline } from '../../store/explorer/prune-timeline';
import { pruneAlerts } from '../../store/alerts/alert-rows';
import { pruneEvents } from '../../store/event-retention';
import { pruneActivity } from '../../store/activity/activity-retention';
import { forgetGoneObjects } from '../../store/outbox/gone-objects';
import { pruneUses } from '../../store/responses/response-write';
import { pause, type Clock } from '../../base/clock';
import { repeat, type Repeated } from '../../base/repeat';

export interface RetentionOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long stored events are kept. */
  readonly eventRetentionDays: number;
  /** How long the timeline of Sync is kept. */
  readonly syncActivityHours: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const INTERVAL_MS = HOUR_MS;
/** Few enough that ingest hardly waits for it, also in the embedded database, which does one thing at a time. */
const TASKS_AT_ONCE = 50;
const PAUSE_MS = 250;
const ROWS_AT_ONCE = 1_000;
/** Nothing counts uses that are older. */
const USE_RETENTION_DAYS = 90;
/** An event counts until it is 30 days old, and may be dated a day ahead; what it added is settled after one day more. */
const ACTIVITY_EVENT_DAYS = 33;
/** Thirteen months, so that a month can be compared with that of the year before. */
const ACTIVITY_SUM_DAYS = 400;
/** A quarter of a year to look back on; notes are words of people about people, and need no longer. */
const ALERT_RETENTION_DAYS = 90;
/** A browser that was away for longer begins anew. */
const GONE_RETENTION_DAYS = 2;

/**
 * Deletes stored events that are older than the retention, uses of responses that nothing counts any more, alerts that ended
 * long ago, what customers of shops did long ago, what the outbox remembers of objects that are long gone, and old writes to
 * Sync: at the start and then every hour, a little at a time.
 */
export function startRetention(options: RetentionOptions): Repeated {
  const { database, clock, log, eventRetentionDays, syncActivityHours } = options;
  const { kysely } = database;
  return repeat({ clock, log, name: 'retention', intervalMs: INTERVAL_MS }, async (isClosed) => {
    let [tasks, events, dead] = [0, 0, 0];
    const daysAgo = (days: number): number => clock.now() - days * DAY_MS;
    /** A step tells whether there may be more to delete. */
    const inSteps = async (step: () => Promise<boolean>): Promise<void> => {
      while (!isClosed() && (await step())) await pause(clock, PAUSE_MS);
    };
    await inSteps(async () => {
      const limits = { before: daysAgo(eventRetentionDays), limit: TASKS_AT_ONCE, now: clock.now() };
      const pruned = await pruneEvents(kysely, limits);
      [tasks, events, dead] = [tasks + pruned.tasks, events + pruned.events, dead + pruned.dead];
      return pruned.tasks === TASKS_AT_ONCE || pruned.dead === TASKS_AT_ONCE;
    });
    await inSteps(async () => {
      const limits = { eventsBefore: daysAgo(ACTIVITY_EVENT_DAYS), sumsBefore: daysAgo(ACTIVITY_SUM_DAYS) };
      return (await pruneActivity(kysely, { ...limits, limit: ROWS_AT_ONCE })) === ROWS_AT_ONCE;
    });
    await inSteps(async () => (await pruneUses(kysely, daysAgo(USE_RETENTION_DAYS), ROWS_AT_ONCE)) === ROWS_AT_ONCE);
    await inSteps(
      async () => (await pruneAlerts(kysely, daysAgo(ALERT_RETENTION_DAYS), ROWS_AT_ONCE)) === ROWS_AT_ONCE,
    );
    await inSteps(
      async () => (await forgetGoneObjects(kysely, daysAgo(GONE_RETENTION_DAYS), ROWS_AT_ONCE)) === ROWS_AT_ONCE,
    );
    await inSteps(async () => {
      const limits = { beforeMs: clock.now() - syncActivityHours * HOUR_MS, limit: ROWS_AT_ONCE };
      return (await pruneTimeline(kysely, limits)) === ROWS_AT_ONCE;
    });
    if (events + dead > 0) log.info({ tasks, events, dead, eventRetentionDays }, 'old events were deleted');
  });
}
