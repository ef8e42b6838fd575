import * as v from 'valibot';
import { Count, Instant } from '../payload';
import { QueueAlert } from './queue-alert';

/** `GET`: where alerts are told outside of Flex. `POST`: one more place. All but the names is for admins. */
export const ALERT_HOOKS_PATH = '/queues/alerts/webhooks';

/** Most webhooks of an account. */
export const MAX_ALERT_HOOKS = 10;

/** One of it. `PATCH`: has it rest, or goes on; also one that was deleted less than a day ago. `DELETE`: removes it. */
export const alertHookPath = (id: string): string => `${ALERT_HOOKS_PATH}/${id}`;

/** What a webhook is told for. */
export const AlertHookEvent = v.picklist(['raised', 'severity-changed', 'taken', 'ended', 'test']);
export type AlertHookEvent = v.InferOutput<typeof AlertHookEvent>;

/** How sending a message went. */
export const AlertHookAttempt = v.object({
  at: Instant,
  event: AlertHookEvent,
  queueName: v.string(),
  /** Why it was not taken; null when it was. */
  reason: v.nullable(v.string()),
});
export type AlertHookAttempt = v.InferOutput<typeof AlertHookAttempt>;

/** `paused`: what happens meanwhile is not told, not even later. */
export const AlertHookState = v.picklist(['on', 'paused']);
export type AlertHookState = v.InferOutput<typeof AlertHookState>;

/** A place that is told of alerts, and how that went. */
export const AlertHook = v.object({
  id: v.pipe(v.string(), v.uuid()),
  name: v.string(),
  url: v.string(),
  state: AlertHookState,
  createdAt: Instant,
  /** When it last took something; null for never. */
  deliveredAt: v.nullable(Instant),
  /** What went wrong last; null for nothing since it took something. */
  failure: v.nullable(v.object({ at: Instant, reason: v.string() })),
  /** Messages that it has not taken yet, and is sent again. */
  waiting: Count,
  /** Messages that it did not take for a day: they are not sent any more. */
  givenUp: Count,
  /** The last ten, the newest first. */
  attempts: v.array(AlertHookAttempt),
});
export type AlertHook = v.InferOutput<typeof AlertHook>;

/** Answer of `GET` of {@link ALERT_HOOKS_PATH}. */
export const AlertHooks = v.object({
  /** Whether the caller may make, change and see them; who may not sees their names. */
  mayEdit: v.boolean(),
  names: v.array(v.string()),
  hooks: v.array(AlertHook),
});
export type AlertHooks = v.InferOutput<typeof AlertHooks>;

/** Body of `POST`: 422 for more than {@link MAX_ALERT_HOOKS}, and for a place that nobody may be sent to. */
export const NewAlertHook = v.object({
  /** Shown to supervisors; that of its server when it is left out. */
  name: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(80)), ''),
  url: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2_000)),
});
export type NewAlertHook = v.InferOutput<typeof NewAlertHook>;

/** Answer of `POST`. The secret that messages are signed with is told this once. */
export const AlertHookMade = v.object({ hook: AlertHook, secret: v.string() });
export type AlertHookMade = v.InferOutput<typeof AlertHookMade>;

/** Body of `PATCH`. */
export const AlertHookChange = v.object({ state: AlertHookState });
export type AlertHookChange = v.InferOutput<typeof AlertHookChange>;

/** Answer of a test: what the place said, or why it said nothing. */
export const AlertHookTest = v.object({ isTaken: v.boolean(), answer: v.string() });
export type AlertHookTest = v.InferOutput<typeof AlertHookTest>;

/** Body of a message to a webhook: the alert as it was then, without what people wrote. Null in a test. */
export const AlertHookMessage = v.object({
  event: AlertHookEvent,
  at: Instant,
  alert: v.nullable(v.omit(QueueAlert, ['note', 'snooze'])),
});
export type AlertHookMessage = v.InferOutput<typeof AlertHookMessage>;
