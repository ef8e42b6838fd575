import type { CallbackForm } from '../normalize-callback';

/** What a task's `AssignmentStatus` says. */
export type TaskStatus = 'pending' | 'reserved' | 'assigned' | 'wrapping' | 'completed' | 'canceled';

/** What a reservation's `ReservationStatus` says. */
export type ReservationStatus =
  'pending' | 'accepted' | 'rejected' | 'timeout' | 'canceled' | 'rescinded' | 'wrapping' | 'completed';

/** A task as TaskRouter's REST API tells of it. Instants in UTC milliseconds, of which it knows whole seconds. */
export interface ListedTask {
  readonly sid: string;
  readonly status: TaskStatus;
  /** Unique name of the task channel. */
  readonly channel: string;
  /** JSON text. */
  readonly attributes: string;
  readonly queueSid: string | null;
  readonly queueName: string | null;
  readonly enteredAtMs: number | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** A reservation as TaskRouter's REST API tells of it. */
export interface ListedReservation {
  readonly sid: string;
  readonly status: ReservationStatus;
  readonly workerSid: string;
  readonly workerName: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** One of TaskRouter's list of events: the fields that its callback had, or should have had. */
export interface ListedEvent {
  /** When it happened, in UTC milliseconds. */
  readonly atMs: number;
  readonly form: CallbackForm;
}

/** What TaskRouter's real-time statistics say of a TaskQueue. */
export interface QueueCounts {
  readonly tasks: Readonly<Record<'pending' | 'reserved' | 'assigned' | 'wrapping', number>>;
  readonly eligibleWorkers: number;
  readonly availableWorkers: number;
}

/** Which of TaskRouter's events. Instants in UTC milliseconds. */
export interface EventFilter {
  readonly sinceMs: number;
  readonly taskSid?: string | undefined;
}

/**
 * What TaskRouter itself knows, to compare with: each call is one request or one for each page.
 * @throws TwilioRequestError when TaskRouter does not answer or refuses
 */
export interface TaskRouterLists {
  /** Page by page, in no particular order. */
  events(filter: EventFilter): AsyncIterable<readonly ListedEvent[]>;
  /** Of any number of queues, 50 a request. Queues that TaskRouter does not know are left out. */
  queueCounts(queueSids: readonly string[]): Promise<ReadonlyMap<string, QueueCounts>>;
  /** The tasks of a queue that are not closed. */
  openTasks(queueSid: string): Promise<readonly ListedTask[]>;
  /** Null when it is gone: TaskRouter forgets closed tasks after some minutes. */
  task(sid: string): Promise<ListedTask | null>;
  reservations(taskSid: string): Promise<readonly ListedReservation[]>;
}
