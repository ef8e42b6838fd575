import * as v from 'valibot';
import { ruleSet, ruleSetConflict, ruleSetUpdate } from '../rule-set';
import { TaskQueueSid } from '../sid';
import { QUEUES_PATH } from './queue-detail-api';
import { QueueGroupId } from './queue-group-id';
import { isSameGroup, type MatchedQueue, matchesQueue, QueueMatch, QueuePattern } from './queue-match';

/** Path of the routes of the groups of queues. `GET` for supervisors, `PUT` for admins. */
export const QUEUE_GROUPS_PATH = `${QUEUES_PATH}/groups`;

/** Most groups of an account. */
export const MAX_QUEUE_GROUPS = 100;
/** Most queues that are put into a group by hand, and most that are taken out of it. */
export const MAX_PICKED_QUEUES = 200;

const Picked = v.pipe(v.array(TaskQueueSid), v.maxLength(MAX_PICKED_QUEUES));

/** Queues that are looked at together: those of a rule and those put in by hand, without those taken out by hand. */
export const QueueGroup = v.object({
  id: QueueGroupId,
  name: QueuePattern,
  /** Without one, only those put in by hand. A rule for a group means what stands before the slash in names. */
  queues: v.optional(QueueMatch),
  /** In the group whatever the rule says. */
  included: Picked,
  /** Not in the group whatever the rule says. */
  excluded: Picked,
});
export type QueueGroup = v.InferOutput<typeof QueueGroup>;

/** What says whether a queue is in a group. */
export type GroupRule = Pick<QueueGroup, 'queues' | 'included' | 'excluded'>;

interface GroupedQueue extends Pick<MatchedQueue, 'name' | 'asksFor'> {
  readonly sid: TaskQueueSid;
}

/** Whether a queue is in a group. */
export function isInGroup({ queues, included, excluded }: GroupRule, { sid, name, asksFor }: GroupedQueue): boolean {
  if (excluded.includes(sid)) return false;
  if (included.includes(sid)) return true;
  return queues !== undefined && matchesQueue(queues, { name, asksFor, groups: nameTags(name) });
}

/** What a queue's name says of its group: a queue named "Sales / EMEA" belongs to "Sales", one without a slash to none. */
export function nameTags(name: string): readonly string[] {
  const parts = name.split('/').map((part) => part.trim());
  const group = parts[0] ?? '';
  return parts.length > 1 && group !== '' ? [group] : [];
}

/** A group of a queue. */
export interface GroupOfQueue {
  readonly name: string;
  /** Of one that is kept; one that only stands in names has none. */
  readonly id?: string;
}

/** The groups of a queue, by name. A group that is kept takes the place of what stands in names under the same name. */
export function groupsOfQueue(groups: readonly QueueGroup[], queue: GroupedQueue): GroupOfQueue[] {
  const tags = nameTags(queue.name).filter((tag) => !groups.some(({ name }) => isSameGroup(name, tag)));
  const kept = groups.filter((group) => isInGroup(group, queue)).map(({ id, name }) => ({ id, name }));
  return [...tags.map((name) => ({ name })), ...kept].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Answer of `GET` and `PUT` of {@link QUEUE_GROUPS_PATH}. An admin may change them. */
export const QueueGroups = ruleSet(QueueGroup);
export type QueueGroups = v.InferOutput<typeof QueueGroups>;

/**
 * Body of `PUT`: all groups, at most {@link MAX_QUEUE_GROUPS}. Another `revision` answers 409 {@link QueueGroupsConflict};
 * 422 where two have one id or one name, or there are too many.
 */
export const QueueGroupsUpdate = ruleSetUpdate(QueueGroup);
export type QueueGroupsUpdate = v.InferOutput<typeof QueueGroupsUpdate>;

/** Body of a 409 answer: the usual error and the groups as they are now. */
export const QueueGroupsConflict = ruleSetConflict(QueueGroups);
