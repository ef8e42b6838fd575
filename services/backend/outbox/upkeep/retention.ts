import type { Logger } from '../../base/log';
import type { Database } from '../../store/database';
import { pruneEvents } from '../../store/event-retention';
import { pruneUses } from '../../store/responses/response-write';
import { pause, type Clock } from '../../base/clock';
import { repeat, type Repeated } from '../../base/repeat';

export interface RetentionOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long stored events are kept. */
  readonly eventRetentionDays: number;
}

const DAY_MS = 86_400_000;
const INTERVAL_MS = 3_600_000;
/** Few enough that ingest hardly waits for it, also in the embedded database, which does one thing at a time. */
const TASKS_AT_ONCE = 50;
const PAUSE_MS = 250;
/** Nothing counts uses that are older. */
const USE_RETENTION_DAYS = 90;
const USES_AT_ONCE = 1_000;

/** Deletes stored events that are older than the retention, and uses of responses that nothing counts any more: at the start and then every hour, a little at a time. */
export function startRetention({ database, clock, log, eventRetentionDays }: RetentionOptions): Repeated {
  return repeat({ clock, log, name: 'retention', intervalMs: INTERVAL_MS }, async (isClosed) => {
    let [tasks, events, dead] = [0, 0, 0];
    for (;;) {
      const now = clock.now();
      const before = now - eventRetentionDays * DAY_MS;
      const pruned = await pruneEvents(database.kysely, { before, limit: TASKS_AT_ONCE, now });
      [tasks, events, dead] = [tasks + pruned.tasks, events + pruned.events, dead + pruned.dead];
      if (isClosed() || (pruned.tasks < TASKS_AT_ONCE && pruned.dead < TASKS_AT_ONCE)) break;
      await pause(clock, PAUSE_MS);
    }
    const usedBefore = clock.now() - USE_RETENTION_DAYS * DAY_MS;
    while (!isClosed() && (await pruneUses(database.kysely, usedBefore, USES_AT_ONCE)) === USES_AT_ONCE) {
      await pause(clock, PAUSE_MS);
    }
    if (events + dead > 0) log.info({ tasks, events, dead, eventRetentionDays }, 'old events were deleted');
  });
}
