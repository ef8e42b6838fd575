import type { QueueReset, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { dayReset, lastReset, windowBounds, type WindowBounds } from '../../domain/queues/reporting-day';
import type { Queryable } from '../transaction';

/** Of the queues whose policy says when their day begins; all others begin at midnight of the reporting zone. */
export type QueueResets = ReadonlyMap<TaskQueueSid, QueueReset>;

/** @param sids of the queues that are asked about; without it, all */
export async function readResets(db: Queryable, sids?: readonly TaskQueueSid[]): Promise<QueueResets> {
  const { rows } = await sql<{ sid: TaskQueueSid; reset: QueueReset }>`
    SELECT queue_sid AS sid, policies #> '{default,reset}' AS reset FROM queue_policy
    WHERE policies #> '{default,reset}' IS NOT NULL
      ${sids === undefined ? sql`` : sql`AND queue_sid = ANY(${[...sids]}::text[])`}`.execute(db);
  return new Map(rows.map(({ sid, reset }) => [sid, reset]));
}

/** Queues with the same windows. */
export interface QueuesOfADay {
  readonly sids: readonly TaskQueueSid[];
  readonly bounds: WindowBounds;
}

/** The windows of queues for figures stated at `atMs` (UTC milliseconds): for most accounts all have the same. */
export function queuesByDay(
  sids: readonly TaskQueueSid[],
  resets: QueueResets,
  { atMs, zone }: { readonly atMs: number; readonly zone: string },
): readonly QueuesOfADay[] {
  const bySince = new Map<number, { readonly sids: TaskQueueSid[]; readonly bounds: WindowBounds }>();
  const byReset = new Map<string, WindowBounds>();
  for (const sid of sids) {
    const day = dayReset(zone, resets.get(sid));
    const key = `${day.time} ${day.zone}`;
    const bounds = byReset.get(key) ?? windowBounds(atMs, day);
    byReset.set(key, bounds);
    const queues = bySince.get(bounds.todaySinceMs) ?? { sids: [], bounds };
    queues.sids.push(sid);
    bySince.set(bounds.todaySinceMs, queues);
  }
  return [...bySince.values()];
}

/** Those of the queues with a day of their own in which another one began between two instants (UTC milliseconds). */
export const withNewDay = (
  resets: QueueResets,
  { at, previousAt, zone }: { readonly at: number; readonly previousAt: number; readonly zone: string },
): TaskQueueSid[] =>
  [...resets].flatMap(([sid, reset]) => {
    const day = dayReset(zone, reset);
    return lastReset(at, day) === lastReset(previousAt, day) ? [] : [sid];
  });
