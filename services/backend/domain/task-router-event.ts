import type { ActivitySid, ReservationSid, TaskQueueSid, TaskSid, WorkerSid } from '@flex-sync-suite/shared/contract';

/** Who started a task: `attributes.direction === 'outbound'`, everything else counts as inbound. */
export type Direction = 'inbound' | 'outbound';

/** What a task's attributes say about the two ends of the contact; null where they say nothing. */
export interface ContactFacts {
  /** Phone number or chat address of the customer. */
  readonly address: string | null;
  /** Name of the customer; null when it only repeats the address. */
  readonly name: string | null;
  /** Our own number or address. */
  readonly line: string | null;
  readonly disposition: string | null;
}

/** What an event says about handing the task over. */
export interface TransferFacts {
  /** The transfer's own SID; the initiating reservation's where none was sent. */
  readonly sid: string;
  readonly fromReservationSid: ReservationSid | null;
  readonly fromWorkerSid: WorkerSid | null;
  /** The worker asked for; null when the transfer goes to a queue. */
  readonly toWorkerSid: WorkerSid | null;
  readonly mode: 'cold' | 'warm';
}

/** What an event says about its task; null where it says nothing. */
export interface TaskFacts {
  readonly sid: TaskSid;
  /** Unique name of the task channel, such as `voice`. */
  readonly channel: string | null;
  readonly direction: Direction | null;
  /** Null when the event carries no attributes, or none that can be read. */
  readonly contact: ContactFacts | null;
  readonly transfer: TransferFacts | null;
}

/** What an event says about its reservation. */
export interface ReservationFacts {
  readonly sid: ReservationSid;
  readonly workerSid: WorkerSid | null;
}

/** What an event says about a TaskQueue. */
export interface TaskQueueFacts {
  readonly sid: TaskQueueSid;
  /** The `TargetWorkers` expression. */
  readonly targetWorkers: string | null;
}

/** What an event says about one channel of a worker. */
export interface WorkerChannelFacts {
  readonly uniqueName: string;
  /** Configured capacity: how many tasks of this channel the worker takes at once. */
  readonly capacity: number | null;
  /** False while the channel is switched off for this worker. */
  readonly available: boolean | null;
}

/** What an event says about its worker. */
export interface WorkerFacts {
  readonly sid: WorkerSid;
  /** The worker's attributes as the JSON text that TaskRouter sent. */
  readonly attributes: string | null;
  readonly activitySid: ActivitySid | null;
  readonly channel: WorkerChannelFacts | null;
}

/** What an event says about an activity. */
export interface ActivityFacts {
  readonly sid: ActivitySid;
  readonly available: boolean | null;
}

/** A resource whose name is shown somewhere, or may be. */
export type NamedSid = TaskQueueSid | WorkerSid | ActivitySid;

/** What an event calls a resource that it mentions. */
export interface NameFacts {
  readonly sid: NamedSid;
  readonly name: string;
}

/**
 * One TaskRouter event in the backend's own words, whichever channel brought it: a workspace's event callback, an Event
 * Streams sink, or an observation of the workspace's directory over REST (types that begin with `directory.`).
 */
export interface TaskRouterEvent {
  /** The TaskRouter event SID (`EV…`); a content hash where none was sent. */
  readonly sid: string;
  /**
   * Whether this was concluded from TaskRouter's lists because the event of it never came. It counts only for as long as
   * no event says it.
   */
  readonly isEstimate: boolean;
  /** TaskRouter's event type, such as `reservation.accepted`. Unknown types are kept and change nothing. */
  readonly type: string;
  /** When it happened, in UTC milliseconds (`TimestampMs`). */
  readonly atMs: number;
  /** The resource this event is stored under: its task, else its worker, queue or activity. */
  readonly resourceSid: string;
  readonly task: TaskFacts | null;
  readonly reservation: ReservationFacts | null;
  readonly taskQueue: TaskQueueFacts | null;
  readonly worker: WorkerFacts | null;
  readonly activity: ActivityFacts | null;
  /** Names of whatever it mentions, its subject or not. */
  readonly names: readonly NameFacts[];
}
