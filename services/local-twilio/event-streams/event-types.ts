import type { TaskRouterEventType } from '../taskrouter/events';

/**
 * TaskRouter's types in Event Streams (docs.twilio.com, "Event Types", TaskRouter), without their prefix. Activities are not
 * among them.
 */
const TYPES: Readonly<Record<string, string>> = {
  task: 'created updated canceled completed deleted system-deleted wrapup transfer-initiated transfer-completed transfer-failed transfer-canceled transfer-attempt-failed',
  reservation: 'created accepted rejected timeout canceled rescinded completed failed wrapup',
  worker: 'created deleted activity.update attributes.update capacity.update channel.availability.update',
  'task-queue': 'created deleted entered moved timeout expression-updated',
  workflow: 'entered rejected skipped target-matched timeout',
};

const PREFIX = 'com.twilio.taskrouter.';

/** Names as a subscription has them. */
export const STREAM_TYPES: readonly string[] = Object.entries(TYPES).flatMap(([family, names]) =>
  names.split(' ').map((name) => `${PREFIX}${family}.${name}`),
);

/** The schema of all of them, in the version that a subscription gets if it names none. */
export const SCHEMA_ID = 'TaskRouter.WDSEvent';
export const NEWEST_SCHEMA = 4;

/** The name of an event in Event Streams: one is spelt otherwise than in callbacks. */
export const streamTypeOf = (type: TaskRouterEventType): string =>
  PREFIX + (type === 'task-queue.expression.updated' ? 'task-queue.expression-updated' : type);
