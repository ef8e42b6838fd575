import * as v from 'valibot';
import { Count } from '../payload';
import { ruleSet, ruleSetConflict, ruleSetUpdate } from '../rule-set';
import { TaskQueueSid } from '../sid';

/** Path of the backend's routes of the rules that raise alerts. For supervisors to read, for admins to change. */
export const ALERT_RULES_PATH = '/queues/alerts/rules';

/** Most rules of an account. */
export const MAX_ALERT_RULES = 50;
/** The longest that a figure may have to be out of bounds before somebody is told. */
export const MAX_ALERT_SECONDS = 3_600;

/**
 * What a rule looks at: the longest wait in seconds, waiting tasks, service level and abandoned share of the last 30 minutes in
 * percent, free agents while somebody is queued. Definitions: docs/alerts.md.
 */
export const AlertMetric = v.picklist(['longest-wait', 'waiting', 'service-level', 'abandoned-share', 'free-agents']);
export type AlertMetric = v.InferOutput<typeof AlertMetric>;

/** Where a rule looks. A group is a tag of the queue index. */
export const AlertScope = v.variant('kind', [
  v.object({ kind: v.literal('all') }),
  v.object({ kind: v.literal('group'), group: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)) }),
  v.object({ kind: v.literal('queue'), taskQueueSid: TaskQueueSid }),
]);
export type AlertScope = v.InferOutput<typeof AlertScope>;

/** Neither endless nor larger than any figure. */
const Figure = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1_000_000));

/** Raises an alert for every queue of its scope whose figure is at a bound or beyond it for a while. */
export const AlertRule = v.object({
  /** The browser makes it up; one of a kind among the rules. */
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,36}$/)),
  metric: AlertMetric,
  scope: AlertScope,
  /**
   * `figure`: bounds are figures of the metric. `target`: they are measured by each queue's own service level policy: for
   * `longest-wait` multiples of its threshold, for `service-level` percentage points below its target; for no other metric.
   */
  boundsAre: v.picklist(['figure', 'target']),
  /** Null for a severity that the rule does not raise. */
  warning: v.nullable(Figure),
  critical: v.nullable(Figure),
  /** How long the figure has to be out of bounds before somebody is told, and back before the alert ends. */
  forSeconds: v.pipe(Count, v.maxValue(MAX_ALERT_SECONDS)),
  /** How far on the good side of a bound a figure has to be to count as back, in the unit of the bounds; null: the metric's own. */
  clearMargin: v.nullable(Figure),
  isOn: v.boolean(),
});
export type AlertRule = v.InferOutput<typeof AlertRule>;

/** Answer of `GET` and `PUT` of {@link ALERT_RULES_PATH}. At revision 0 they are those that every installation begins with. */
export const AlertRules = ruleSet(AlertRule);
export type AlertRules = v.InferOutput<typeof AlertRules>;

/**
 * Body of `PUT`: all rules, at most {@link MAX_ALERT_RULES}. Another `revision` answers 409 {@link AlertRulesConflict}; 422
 * where a rule says nothing, or what no figure can come to.
 */
export const AlertRulesUpdate = ruleSetUpdate(AlertRule);
export type AlertRulesUpdate = v.InferOutput<typeof AlertRulesUpdate>;

/** Body of a 409 answer: the usual error and the rules as they are now. */
export const AlertRulesConflict = ruleSetConflict(AlertRules);
