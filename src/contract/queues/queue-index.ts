import * as v from 'valibot';
import { defineSyncMap } from '../define-sync';
import { outboxKey } from '../object-names';
import { Count, payloadHeader } from '../payload';
import { QueueReset } from './queue-reset';

/** The formulas for a service level that are in use in the field: docs/metrics.md. */
export const ServiceLevelFormula = v.picklist(['S1', 'S2', 'S3', 'S4', 'S5', 'S6']);
export type ServiceLevelFormula = v.InferOutput<typeof ServiceLevelFormula>;

/** How service level is judged in one queue. Thresholds in seconds. */
export const ServiceLevelPolicy = v.object({
  /** Share of calls to answer in time, in percent. */
  targetPercent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  /** Threshold by task channel unique name; `default` stands for every channel not named. */
  thresholdSeconds: v.objectWithRest({ default: Count }, Count),
  /** An abandoned visit that waited less than this does not count against the service level. */
  shortAbandonSeconds: Count,
  /** The same for channels of the queue that have another one, by unique name. */
  shortAbandonSecondsByChannel: v.optional(v.record(v.string(), Count)),
  formula: v.optional(ServiceLevelFormula, 'S6'),
  /** Whether visits that left for another queue before an answer are part of the formula's denominator. */
  countsFlowOuts: v.optional(v.boolean(), false),
});
export type ServiceLevelPolicy = v.InferOutput<typeof ServiceLevelPolicy>;

/** The threshold of a task channel. Anybody may name a channel, also `constructor`. */
export const thresholdSecondsOf = ({ thresholdSeconds }: ServiceLevelPolicy, channel: string): number =>
  ownOf(thresholdSeconds, channel) ?? thresholdSeconds.default;

/** What a short abandon of a task channel waited less than. */
export const shortAbandonSecondsOf = (
  { shortAbandonSeconds, shortAbandonSecondsByChannel = {} }: ServiceLevelPolicy,
  channel: string,
): number => ownOf(shortAbandonSecondsByChannel, channel) ?? shortAbandonSeconds;

const ownOf = (values: Readonly<Record<string, number>>, channel: string): number | undefined =>
  Object.hasOwn(values, channel) ? values[channel] : undefined;

/**
 * The wait that a queue promises, in seconds. A queue of several channels has one longest wait and several thresholds; the
 * strictest one is taken, because a warning too early costs a glance and one too late a customer.
 */
export function strictestThresholdSeconds(policy: ServiceLevelPolicy, channels: readonly string[]): number {
  const seconds = channels.map((channel) => thresholdSecondsOf(policy, channel));
  return seconds.length === 0 ? policy.thresholdSeconds.default : Math.min(...seconds);
}

/** A group that people made. */
export const KeptGroup = v.object({
  /** Stays when it is renamed. */
  id: v.string(),
  name: v.string(),
});
export type KeptGroup = v.InferOutput<typeof KeptGroup>;

/** Item of the Map `queue-index`, keyed by TaskQueue SID. */
export const QueueIndexItem = v.object({
  ...payloadHeader(1),
  name: v.string(),
  /** Unique names of the task channels seen in this queue, sorted. */
  channels: v.array(v.string()),
  /** Names of its groups, sorted: those that are kept, and "Sales" of a queue named "Sales / EMEA". */
  groups: v.array(v.string()),
  /** Those of them that are kept. Backends before it kept none. */
  keptGroups: v.optional(v.array(KeptGroup)),
  serviceLevel: ServiceLevelPolicy,
  /** When its day begins; without it, at midnight of the reporting zone. */
  reset: v.optional(QueueReset),
});
export type QueueIndexItem = v.InferOutput<typeof QueueIndexItem>;

/** Every TaskQueue of the workspace, keyed by its SID. Written by the backend, read by supervisors. */
export const queueIndexMap = defineSyncMap(outboxKey({ kind: 'queue-index' }), QueueIndexItem);
