import type { Expression } from './expression';

/** Resources of the one workspace. Instants are UTC milliseconds of the engine's clock. */

export interface Activity {
  readonly sid: string;
  friendlyName: string;
  readonly available: boolean;
  readonly createdAt: number;
  updatedAt: number;
}

export interface TaskChannel {
  readonly sid: string;
  readonly uniqueName: string;
  readonly friendlyName: string;
  readonly createdAt: number;
}

export interface TaskQueue {
  readonly sid: string;
  friendlyName: string;
  /** TaskRouter's `TargetWorkers` expression and its compiled form. */
  targetWorkers: string;
  matches: Expression;
  /** How many workers may be offered one task at the same time. */
  maxReservedWorkers: number;
  /** Workers that match, kept up to date by the engine. */
  readonly workers: Set<Worker>;
  readonly createdAt: number;
  updatedAt: number;
}

export interface WorkerChannel {
  readonly sid: string;
  readonly channel: TaskChannel;
  capacity: number;
  /** The switch of the WorkerChannel resource; capacity left is derived. */
  available: boolean;
  /** Open reservations: pending, accepted or wrapping. */
  readonly open: Set<Reservation>;
  lastReservedAt: number | null;
  readonly createdAt: number;
  updatedAt: number;
}

export interface Worker {
  readonly sid: string;
  friendlyName: string;
  /** JSON text as it was set. */
  attributes: string;
  parsedAttributes: Readonly<Record<string, unknown>>;
  activity: Activity;
  activityChangedAt: number;
  /** Order of the longest-idle routing: the last time the worker became available, was reserved or was released. */
  idleSince: number;
  /** By unique name of the task channel. */
  readonly channels: Map<string, WorkerChannel>;
  version: number;
  readonly createdAt: number;
  updatedAt: number;
}

export type TaskStatus = 'pending' | 'reserved' | 'assigned' | 'wrapping' | 'completed' | 'canceled' | 'deleted';

/** One stay of a task in one TaskQueue. */
export interface QueueVisit {
  readonly queueSid: string;
  readonly enteredAt: number;
  leftAt?: number;
  why?: 'answered' | 'abandoned' | 'flowed-out' | 'closed';
}

export interface Task {
  readonly sid: string;
  /** JSON text as it was set. */
  attributes: string;
  parsedAttributes: Readonly<Record<string, unknown>>;
  priority: number;
  readonly channel: TaskChannel;
  readonly timeoutSeconds: number;
  status: TaskStatus;
  reason: string | null;
  queue: TaskQueue | null;
  queueEnteredAt: number | null;
  filterName: string | null;
  /** Where the task is in its workflow filter; null when it was put into its queue directly. */
  step: WorkflowStep | null;
  readonly visits: QueueVisit[];
  readonly reservations: Reservation[];
  /** In the order in which they began; at most the last one is `initiated`. */
  readonly transfers: Transfer[];
  /** The worker who asked for the task, as for an outbound call: nobody else is offered it. */
  readonly routingTarget: Worker | null;
  version: number;
  readonly createdAt: number;
  updatedAt: number;
  endedAt: number | null;
}

export type ReservationStatus =
  'pending' | 'accepted' | 'rejected' | 'timeout' | 'canceled' | 'rescinded' | 'wrapping' | 'completed';

export interface Reservation {
  readonly sid: string;
  readonly task: Task;
  readonly worker: Worker;
  readonly queue: TaskQueue;
  /** The transfer that this offer is part of. */
  readonly transfer: Transfer | null;
  status: ReservationStatus;
  readonly timeoutSeconds: number;
  reasonCode: string | null;
  version: number;
  readonly createdAt: number;
  updatedAt: number;
  acceptedAt: number | null;
  wrapupAt: number | null;
  endedAt: number | null;
}

export type TransferMode = 'COLD' | 'WARM';

export type TransferTarget =
  { readonly type: 'WORKER'; readonly worker: Worker } | { readonly type: 'QUEUE'; readonly queue: TaskQueue };

/** One attempt of a worker to hand a task on. */
export interface Transfer {
  readonly sid: string;
  readonly task: Task;
  readonly mode: TransferMode;
  /** The reservation that hands on. */
  readonly from: Reservation;
  readonly to: TransferTarget;
  status: 'initiated' | 'completed' | 'failed' | 'canceled';
  failedReason: string | null;
  /** The reservation that took over; null until then. */
  receivedBy: Reservation | null;
  readonly createdAt: number;
  updatedAt: number;
}

export interface WorkflowTarget {
  readonly queueSid: string;
  readonly priority?: number;
  /** Seconds after which an unanswered task goes on to the next target. */
  readonly timeoutSeconds?: number;
  /** Which workers of the queue may be asked, by `worker.…` and `task.…`; all of them by default. */
  readonly expression?: { readonly text: string; readonly matches: Expression };
  /** The one worker of the queue who may be asked: `task.…` names the attribute with what the worker is known by. */
  readonly knownWorker?: { readonly by: 'sid' | 'friendly_name'; readonly attribute: string };
}

/** Where a task is in the filter that it matched. */
export interface WorkflowStep {
  readonly targets: readonly WorkflowTarget[];
  /** What the task's attributes named where the targets ask for known workers, as it entered the filter. */
  readonly named: string;
  index: number;
  /** The target's time is over, and its offer is not answered yet. */
  expired: boolean;
  /** The attributes changed during an offer: the workflow is asked again when that has come to nothing. */
  changed: boolean;
}

export interface WorkflowFilter {
  readonly name: string;
  readonly expression: string;
  readonly matches: Expression;
  readonly targets: readonly WorkflowTarget[];
}

export interface Workflow {
  readonly sid: string;
  readonly friendlyName: string;
  reservationTimeoutSeconds: number;
  filters: WorkflowFilter[];
  readonly createdAt: number;
  updatedAt: number;
}

export interface Workspace {
  readonly sid: string;
  friendlyName: string;
  /** Empty: no callbacks. */
  eventCallbackUrl: string;
  /** Comma-separated event types to send; empty sends all. */
  eventsFilter: string;
  /** New workers begin here. */
  defaultActivity: Activity;
  /** Where a worker goes whose reservation timed out; null leaves the worker where it is. */
  timeoutActivity: Activity | null;
  readonly createdAt: number;
  updatedAt: number;
}

/** Statuses of a task that still needs somebody. */
export const isOpenTask = (task: Task): boolean => task.endedAt === null;

/** Whether somebody of ours began it: nobody waits in a queue then. */
export const isOutbound = ({ parsedAttributes }: Task): boolean => parsedAttributes['direction'] === 'outbound';

/** What its reservations make of an open task: whoever talks decides, then who wraps up, then who is asked. */
export function statusOf({ reservations }: Task): TaskStatus {
  const has = (status: ReservationStatus): boolean => reservations.some((reservation) => reservation.status === status);
  if (has('accepted')) return 'assigned';
  if (has('wrapping')) return 'wrapping';
  return has('pending') ? 'reserved' : 'pending';
}

/** The transfer that is under way, if there is one. */
export const activeTransfer = (task: Task): Transfer | null => {
  const last = task.transfers.at(-1);
  return last?.status === 'initiated' ? last : null;
};

/** SID of the worker or queue that a task is handed to. */
export const targetSid = ({ to }: Transfer): string => (to.type === 'WORKER' ? to.worker.sid : to.queue.sid);

/** Statuses of a reservation that take capacity of its worker. */
export const isOpenReservation = (reservation: Reservation): boolean => reservation.endedAt === null;
