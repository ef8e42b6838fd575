import { rawText } from '../base/storable-text';
import { callbackFields } from './callback-fields';
import type { CallbackForm } from './normalize-callback';
import type { StreamedEvent } from './received-event';

/** CloudEvents `type` of TaskRouter's events begin with it; what follows is nearly the callback's `EventType`. */
const TASK_ROUTER = 'com.twilio.taskrouter.';
/** What Event Streams sends when somebody tests a sink: it tells nothing. */
const TEST_EVENT = 'com.twilio.eventstreams.test-event';

/** Types that Event Streams spells otherwise than callbacks. */
const CALLBACK_TYPES: ReadonlyMap<string, string> = new Map([
  ['task-queue.expression-updated', 'task-queue.expression.updated'],
]);

/** The callback's name of a type, whichever of the two spells it. */
export const callbackTypeOf = (type: string): string => {
  const name = type.startsWith(TASK_ROUTER) ? type.slice(TASK_ROUTER.length) : type;
  return CALLBACK_TYPES.get(name) ?? name;
};

type Properties = Readonly<Record<string, unknown>>;

/**
 * Events of a batch of Event Streams: a JSON array of CloudEvents 1.0 whose `data.payload` has the callback's fields in
 * snake case (https://www.twilio.com/docs/events/event-types/taskrouter/reservation). What is none of TaskRouter's, or has
 * no payload, is kept as it came with the reason, and keeps nothing else of its batch from being read.
 */
export const eventsOfBatch = (batch: unknown): StreamedEvent[] =>
  (Array.isArray(batch) ? (batch as readonly unknown[]) : [batch]).filter((event) => !isTest(event)).map(streamedEvent);

function streamedEvent(event: unknown): StreamedEvent {
  const source = 'event-stream';
  try {
    const form = formOf(event);
    return typeof form === 'string' ? { source, unreadable: rawText(event), reason: form } : { source, form };
  } catch (error) {
    // Of JSON.stringify, which calls itself for each level.
    if (!(error instanceof RangeError)) throw error;
    return { source, unreadable: '{}', reason: 'it is nested too deeply' };
  }
}

/** The callback that tells the same; or why there is none. */
function formOf(event: unknown): CallbackForm | string {
  if (!isObject(event)) return 'it is no CloudEvent';
  const { type, data, time } = event;
  if (typeof type !== 'string' || !type.startsWith(TASK_ROUTER)) return 'its type is none of TaskRouter’s';
  if (!isObject(data)) return 'its data is missing';
  const { Eventtype, Timestamp, ...payload } = callbackFields(data['payload']);
  if (Object.keys(payload).length === 0) return 'its data.payload is missing';
  return {
    ...instantOf(Timestamp, [data['timestamp'], time]),
    ...ownTextOf('Sid', data['sid']),
    ...ownTextOf('AccountSid', data['account_sid']),
    ...payload,
    EventType: callbackTypeOf(payload['EventType'] ?? Eventtype ?? type),
  };
}

/**
 * Event Streams writes instants in ISO 8601, callbacks as milliseconds. One that cannot be read is left as it is, so that it
 * is told why the event is no good.
 */
function instantOf(timestamp: string | undefined, others: readonly unknown[]): CallbackForm {
  const told = timestamp ?? others.find((other) => typeof other === 'string');
  if (told === undefined) return {};
  if (/^\d+$/.test(told)) return { Timestamp: told };
  const atMs = Date.parse(told);
  return { TimestampMs: Number.isNaN(atMs) ? told : String(atMs) };
}

const ownTextOf = (name: string, value: unknown): CallbackForm => (typeof value === 'string' ? { [name]: value } : {});

const isTest = (event: unknown): boolean => isObject(event) && event['type'] === TEST_EVENT;

const isObject = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
