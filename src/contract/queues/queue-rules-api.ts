import * as v from 'valibot';
import { Count } from '../payload';
import { ruleSet, ruleSetConflict, ruleSetUpdate } from '../rule-set';
import { TaskQueueSid } from '../sid';
import { QUEUES_PATH } from './queue-detail-api';
import { ServiceLevelFormula } from './queue-index';
import { AskedAttribute, QueueMatch, QueuePattern } from './queue-match';
import { QueueReset } from './queue-reset';

/** Path of the routes of the rules that say how service level is judged. `GET` for supervisors, `PUT` for admins. */
export const QUEUE_RULES_PATH = `${QUEUES_PATH}/rules`;
/** `GET`: what the rules come to in each queue; see {@link QueuePolicies}. For supervisors. */
export const QUEUE_POLICIES_PATH = `${QUEUES_PATH}/policies`;

/** Most rules of an account. */
export const MAX_QUEUE_RULES = 200;
/** Longest threshold: a day. */
export const MAX_THRESHOLD_SECONDS = 86_400;

const Seconds = v.pipe(Count, v.maxValue(MAX_THRESHOLD_SECONDS));

const fieldEntries = {
  /** Share of calls to answer in time, in percent. */
  targetPercent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  thresholdSeconds: Seconds,
  /** An abandoned visit that waited less than this is a short one. */
  shortAbandonSeconds: Seconds,
  formula: ServiceLevelFormula,
  countsFlowOuts: v.boolean(),
  /** The same for all channels: no rule for one channel sets it. Without it, midnight of the reporting zone. */
  reset: v.optional(QueueReset),
};

/** How service level is judged in the tasks of one channel of a queue. */
export const ChannelPolicy = v.object(fieldEntries);
export type ChannelPolicy = v.InferOutput<typeof ChannelPolicy>;

/** Names of the fields that rules set. */
export type PolicyField = keyof ChannelPolicy;

/** Sets what it names for the queues that it is for; of several rules that set one field, the first counts. */
export const QueueRule = v.object({
  /** The browser makes it up; one of a kind among the rules. */
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,36}$/)),
  queues: QueueMatch,
  /** Unique name of the one task channel that it is for; without it, for all. */
  channel: v.optional(QueuePattern),
  ...v.partial(ChannelPolicy).entries,
});
export type QueueRule = v.InferOutput<typeof QueueRule>;

/**
 * Answer of `GET` and `PUT` of {@link QUEUE_RULES_PATH}. For each field the first rule that sets it counts; what none sets is
 * the default. An admin may change them.
 */
export const QueueRules = ruleSet(QueueRule);
export type QueueRules = v.InferOutput<typeof QueueRules>;

/**
 * Body of `PUT`: all rules, in their order, at most {@link MAX_QUEUE_RULES}. Another `revision` answers 409
 * {@link QueueRulesConflict}; 422 where rules make no sense or there are too many.
 */
export const QueueRulesUpdate = ruleSetUpdate(QueueRule);
export type QueueRulesUpdate = v.InferOutput<typeof QueueRulesUpdate>;

/** Body of a 409 answer: the usual error and the rules as they are now. */
export const QueueRulesConflict = ruleSetConflict(QueueRules);

/** What is in force for one channel of a queue, and which rules said so. */
export const PolicyInChannel = v.object({
  /** Unique name; null stands for every channel that is not named. */
  channel: v.nullable(v.string()),
  ...fieldEntries,
  /** The id of the rule that won each field; a field that is not there has its default. */
  rules: v.partial(
    v.object({
      targetPercent: v.string(),
      thresholdSeconds: v.string(),
      shortAbandonSeconds: v.string(),
      formula: v.string(),
      countsFlowOuts: v.string(),
      reset: v.string(),
    }),
  ),
});
export type PolicyInChannel = v.InferOutput<typeof PolicyInChannel>;

/** Query of `GET` {@link QUEUE_POLICIES_PATH}: one queue alone. Default: all. */
export const QueuePoliciesQuery = v.object({ taskQueueSid: v.optional(TaskQueueSid) });
export type QueuePoliciesQuery = v.InferOutput<typeof QueuePoliciesQuery>;

/** Answer of `GET` {@link QUEUE_POLICIES_PATH}: by the rules of that revision, for each queue that was asked about. */
export const QueuePolicies = v.object({
  revision: Count,
  queues: v.array(
    v.object({
      taskQueueSid: TaskQueueSid,
      name: v.string(),
      /** What its expression asks for: what rules by attribute look at. Backends before it told none. */
      asksFor: v.optional(v.array(AskedAttribute), []),
      channels: v.array(PolicyInChannel),
    }),
  ),
  /** The rules that won a field in one of them. Backends before it told none. */
  rules: v.optional(v.array(QueueRule), []),
});
export type QueuePolicies = v.InferOutput<typeof QueuePolicies>;
