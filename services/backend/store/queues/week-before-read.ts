import type { FiguresWindow, QueueWeekBefore, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { addedCounts, type RuledCounts } from '../../domain/queues/group-figures';
import { serviceLevelOf } from '../../domain/queues/queue-policies';
import { dayReset, type DayReset } from '../../domain/queues/reporting-day';
import { partsOf, windowsBefore, type Stretch, type WindowBefore } from '../../domain/queues/week-before';
import { newestEventAt } from '../events';
import { inChunks } from '../in-chunks';
import type { Queryable } from '../transaction';
import { listQueues, type ListedQueue } from './queue-read';
import { readResets, type QueueResets } from './queue-resets';
import { COUNTER_COLUMNS, countsOf, type BucketCounts } from './queue-sums';

/**
 * What queues together had counted a week before `now` (UTC milliseconds) or the newest stored event; `zone` is that of the
 * reporting day. Queues that are unknown or deleted add nothing.
 */
export async function readWeekBefore(
  db: Queryable,
  sids: readonly TaskQueueSid[],
  { now, zone }: { readonly now: number; readonly zone: string },
): Promise<QueueWeekBefore> {
  const atMs = Math.max(now, (await newestEventAt(db)) ?? now);
  const firstMinute = await readFirstMinute(db);
  const days = queuesByReset(await listQueues(db, sids), await readResets(db, sids), zone);
  const found: CountedWindow[] = [];
  for (const { day, queues } of days) found.push(...(await readWindows(db, queues, windowsBefore(atMs, day))));
  const windows = WINDOWS.map((window) => {
    const same = found.filter((one) => one.window === window);
    const from = Math.min(...same.map((one) => one.from));
    const isStored = firstMinute !== null && firstMinute <= from;
    return {
      window,
      since: instantOf(from),
      counts: isStored ? addedCounts(same.flatMap(({ counted }) => counted)) : null,
    };
  });
  return {
    at: new Date(atMs).toISOString(),
    beforeAt: instantOf(Math.max(...found.map(({ to }) => to))),
    storedSince: firstMinute === null ? null : instantOf(firstMinute),
    windows,
  };
}

const WINDOWS: readonly FiguresWindow[] = ['last15Minutes', 'last30Minutes', 'last60Minutes', 'today'];

const instantOf = (minute: number): string => new Date(minute * 60_000).toISOString();

/** Of all queues: one that counted nothing that week was quiet, as far as anybody knows. */
async function readFirstMinute(db: Queryable): Promise<number | null> {
  const { rows } = await sql<{ first: number | null }>`SELECT min(minute) AS first FROM queue_minute`.execute(db);
  return rows[0]?.first ?? null;
}

interface QueuesOfReset {
  readonly day: DayReset;
  readonly queues: ListedQueue[];
}

/** Queues by the time and the zone in which their day begins; without any there is the reporting day. */
function queuesByReset(queues: readonly ListedQueue[], resets: QueueResets, zone: string): readonly QueuesOfReset[] {
  const days = new Map<string, QueuesOfReset>();
  for (const queue of queues) {
    const day = dayReset(zone, resets.get(queue.sid));
    const key = `${day.time} ${day.zone}`;
    const known = days.get(key) ?? { day, queues: [] };
    known.queues.push(queue);
    days.set(key, known);
  }
  return days.size === 0 ? [{ day: dayReset(zone), queues: [] }] : [...days.values()];
}

interface CountedWindow extends WindowBefore {
  /** Of the queues that counted anything in it. */
  readonly counted: readonly RuledCounts[];
}

async function readWindows(
  db: Queryable,
  queues: readonly ListedQueue[],
  windows: readonly WindowBefore[],
): Promise<readonly CountedWindow[]> {
  const ruleOf = new Map(queues.map(({ sid, channels, policies }) => [sid, serviceLevelOf(policies, channels)]));
  const counted = windows.map((window) => ({ ...window, counted: [] as RuledCounts[] }));
  await inChunks([...ruleOf.keys()], async (sids) => {
    for (const { queueSid, window, ...row } of await readSums(db, sids, windows)) {
      const rule = ruleOf.get(queueSid);
      if (rule !== undefined) counted[window]?.counted.push({ rule, counts: countsOf(row) });
    }
  });
  return counted;
}

interface SumsRow extends BucketCounts {
  readonly queueSid: TaskQueueSid;
  /** By its place among those asked for. */
  readonly window: number;
}

/** Each part is asked for the SIDs themselves: joined with a list of parts, the tables are read whole by a bad plan. */
async function readSums(
  db: Queryable,
  sids: readonly TaskQueueSid[],
  windows: readonly WindowBefore[],
): Promise<readonly SumsRow[]> {
  const counters = sql.join(COUNTER_COLUMNS.map((column) => sql.ref(column)));
  const part = (table: 'minute' | 'quarter', window: number, { from, to }: Stretch) => sql`
    SELECT queue_sid, ${sql.lit(window)} AS "window", ${counters} FROM ${sql.ref(`queue_${table}`)}
    WHERE queue_sid = ANY(${[...sids]}::text[]) AND ${sql.ref(table)} BETWEEN ${from}::bigint AND ${to}::bigint`;
  const parts = windows.flatMap((stretch, window) => {
    const { minutes, quarters } = partsOf(stretch);
    return [
      ...minutes.map((one) => part('minute', window, one)),
      ...quarters.map((one) => part('quarter', window, one)),
    ];
  });
  const sums = COUNTER_COLUMNS.map((column) => sql`sum(${sql.ref(column)})::bigint AS ${sql.ref(column)}`);
  const { rows } = await sql<SumsRow>`
    SELECT queue_sid AS "queueSid", "window", ${sql.join(sums)} FROM (${sql.join(parts, sql` UNION ALL `)}) AS counted
    GROUP BY queue_sid, "window"`.execute(db);
  return rows;
}
