import { callbackFields } from '../callback-fields';
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
      ...callbackFields(event.eventData),
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
