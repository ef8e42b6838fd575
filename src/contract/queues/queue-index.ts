import * as v from 'valibot';
import { defineSyncMap } from '../define-sync';
import { outboxKey } from '../object-names';
import { Count, payloadHeader } from '../payload';

/** How service level is judged in one queue. Thresholds in seconds. */
export const ServiceLevelPolicy = v.object({
  /** Share of calls to answer in time, in percent. */
  targetPercent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  /** Threshold by task channel unique name; `default` stands for every channel not named. */
  thresholdSeconds: v.objectWithRest({ default: Count }, Count),
  /** An abandoned visit that waited less than this does not count against the service level. */
  shortAbandonSeconds: Count,
});
export type ServiceLevelPolicy = v.InferOutput<typeof ServiceLevelPolicy>;

/** The threshold of a task channel. Anybody may name a channel, also `constructor`. */
export const thresholdSecondsOf = ({ thresholdSeconds }: ServiceLevelPolicy, channel: string): number =>
  (Object.hasOwn(thresholdSeconds, channel) ? thresholdSeconds[channel] : undefined) ?? thresholdSeconds.default;

/**
 * The wait that a queue promises, in seconds. A queue of several channels has one longest wait and several thresholds; the
 * strictest one is taken, because a warning too early costs a glance and one too late a customer.
 */
export function strictestThresholdSeconds(policy: ServiceLevelPolicy, channels: readonly string[]): number {
  const seconds = channels.map((channel) => thresholdSecondsOf(policy, channel));
  return seconds.length === 0 ? policy.thresholdSeconds.default : Math.min(...seconds);
}

/** Item of the Map `queue-index`, keyed by TaskQueue SID. */
export const QueueIndexItem = v.object({
  ...payloadHeader(1),
  name: v.string(),
  /** Unique names of the task channels seen in this queue, sorted. */
  channels: v.array(v.string()),
  /** Group tags, sorted; a queue named "Sales / EMEA" carries "Sales". */
  groups: v.array(v.string()),
  serviceLevel: ServiceLevelPolicy,
});
export type QueueIndexItem = v.InferOutput<typeof QueueIndexItem>;

/** Every TaskQueue of the workspace. Written by the backend, read by supervisors. */
export const queueIndexMap = defineSyncMap(outboxKey({ kind: 'queue-index' }), QueueIndexItem);
