import type { GroupOfQueue, QueueGroupDocument, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { groupFigures } from '../../domain/queues/group-figures';
import { serviceLevelOf, type QueuePolicies } from '../../domain/queues/queue-policies';
import type { Queryable } from '../transaction';
import { readCountedQueues } from './queue-read';

/** Everything in a group's Document but the fields that the projector adds. */
export type StatedGroup = Omit<QueueGroupDocument, 'schema' | 'v'>;

interface MemberRow {
  readonly sid: TaskQueueSid;
  readonly policies: QueuePolicies;
  readonly groups: readonly GroupOfQueue[];
}

/**
 * The figures of groups, in two statements, however many there are and however many queues they hold. Stated for `at` as those
 * of queues are.
 * @returns nothing for a group that has no queues
 */
export async function readGroupFigures(
  db: Queryable,
  ids: readonly string[],
  stated: { readonly at: number; readonly zone: string },
): Promise<Map<string, StatedGroup>> {
  const { rows } = await sql<MemberRow>`
    SELECT p.queue_sid AS sid, p.policies, p.groups
    FROM queue_policy AS p JOIN task_queue AS q ON q.sid = p.queue_sid AND NOT q.is_deleted
    WHERE EXISTS (
      SELECT FROM jsonb_array_elements(coalesce(p.groups, '[]')) AS g WHERE g ->> 'id' = ANY(${[...ids]}::text[])
    )`.execute(db);
  const members = new Map(rows.map((row) => [row.sid, row]));
  const { queues, workers } = await readCountedQueues(db, [...members.keys()], stated);
  const counted = queues.flatMap(({ sid, channels, tasks, eligible, figures }) => {
    const member = members.get(sid);
    if (member === undefined) return [];
    const rule = serviceLevelOf(member.policies, [...channels].sort());
    return [{ sid, groups: member.groups, figures, queue: { ...figures, sid, channels, tasks, eligible, rule } }];
  });
  return new Map(
    ids.flatMap((id) => {
      const own = counted.filter(({ groups }) => groups.some((group) => group.id === id));
      const [first] = own;
      if (first === undefined) return [];
      const { asOf, at } = first.figures;
      // Days of queues may begin at different times: each is counted since its own.
      const since = own.map((one) => one.figures.today.since).reduce((a, b) => (a < b ? a : b));
      const figures = groupFigures(
        own.map(({ queue }) => queue),
        workers,
      );
      return [[id, { asOf, at, ...figures, today: { ...figures.today, since } }]];
    }),
  );
}
