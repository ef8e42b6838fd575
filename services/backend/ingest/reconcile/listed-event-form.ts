import type { CallbackForm } from '../normalize-callback';

/** An event as TaskRouter's list of events gives it (https://www.twilio.com/docs/taskrouter/api/event). */
export interface ListedEventResource {
  readonly sid: string;
  readonly eventType: string;
  readonly eventDate: Date;
  /** Milliseconds; older API versions leave it out. */
  readonly eventDateMs: number | string | null | undefined;
  /** `task_sid`, `worker_name`, …: the callback's `TaskSid`, `WorkerName`, … An object, or the JSON text of one. */
  readonly eventData: unknown;
  readonly resourceSid: string;
  readonly resourceType: string;
  readonly accountSid: string;
  readonly workspaceSid: string;
}

/** The callback of the event: the same fields under the names that callbacks use. */
export function callbackFormOf(event: ListedEventResource): { readonly atMs: number; readonly form: CallbackForm } {
  const atMs = Number(event.eventDateMs ?? event.eventDate.getTime());
  return {
    atMs,
    form: {
      ...fieldsOf(event.eventData),
      Sid: event.sid,
      EventType: event.eventType,
      TimestampMs: String(atMs),
      AccountSid: event.accountSid,
      WorkspaceSid: event.workspaceSid,
      ResourceSid: event.resourceSid,
      ResourceType: event.resourceType,
    },
  };
}

function fieldsOf(data: unknown): CallbackForm {
  const parsed = typeof data === 'string' ? parsedOf(data) : data;
  if (typeof parsed !== 'object' || parsed === null) return {};
  return Object.fromEntries(
    Object.entries(parsed as Readonly<Record<string, unknown>>)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [pascalCase(name), textOf(value)]),
  );
}

/** Attributes are JSON text in callbacks; the list may give them as objects. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const pascalCase = (name: string): string =>
  name
    .split('_')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

function parsedOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
