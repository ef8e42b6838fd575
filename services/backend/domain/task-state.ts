import type { ReservationSid, TaskQueueSid, TaskSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import type { Stamp, Stamped } from './stamp';
import type { Direction, TransferFacts } from './task-router-event';

/** One `task-queue.entered`. Instants in UTC milliseconds throughout this file. */
export interface QueueEntry {
  readonly queueSid: TaskQueueSid;
  readonly atMs: number;
  readonly stamp: Stamp;
}

/** Everything that the events of one reservation say; each milestone is the earliest instant reported for it. */
export interface ReservationState {
  readonly sid: ReservationSid;
  /** First writer wins: later events of a transferred task name the queue it has moved to. */
  readonly queue: Stamped<TaskQueueSid> | null;
  readonly worker: Stamped<WorkerSid> | null;
  /** The transfer that made this reservation; null for one that routing made. */
  readonly transfer: Stamped<TransferFacts> | null;
  readonly createdAtMs: number | null;
  readonly acceptedAtMs: number | null;
  readonly wrapUpAtMs: number | null;
  readonly completedAtMs: number | null;
  readonly rejectedAtMs: number | null;
  readonly timedOutAtMs: number | null;
  readonly rescindedAtMs: number | null;
  readonly canceledAtMs: number | null;
}

/** Everything that the events of one transfer say. */
export interface TransferState {
  readonly facts: Stamped<TransferFacts>;
  readonly initiatedAtMs: number | null;
  readonly completedAtMs: number | null;
}

/** What is said of one task: a function of the set of what was said, in any order. */
export interface TaskHistory {
  readonly sid: TaskSid;
  readonly channel: Stamped<string> | null;
  readonly direction: Stamped<Direction> | null;
  readonly address: Stamped<string> | null;
  readonly name: Stamped<string> | null;
  readonly line: Stamped<string> | null;
  readonly disposition: Stamped<string> | null;
  readonly createdAtMs: number | null;
  readonly canceledAtMs: number | null;
  readonly completedAtMs: number | null;
  readonly deletedAtMs: number | null;
  /** In the order of their stamps. */
  readonly entries: readonly QueueEntry[];
  /** In the order of their SIDs. */
  readonly transfers: readonly TransferState[];
  /** In the order of their SIDs. */
  readonly reservations: readonly ReservationState[];
}

/** Everything that was told of one task. */
export interface TaskState extends TaskHistory {
  /** What TaskRouter's lists let conclude where its events were missing; null where they never were. */
  readonly estimate: TaskHistory | null;
}

/** A task as far as it is known (`knownTask`); a state whose estimate was not taken into account is none. */
export interface KnownTask extends TaskHistory {
  readonly estimate?: undefined;
}

/** A task of which nothing is known yet. */
export const emptyTask = (sid: TaskSid): TaskState => ({ ...emptyHistory(sid), estimate: null });

/** The history of a task of which nothing was said yet. */
export function emptyHistory(sid: TaskSid): TaskHistory {
  return {
    sid,
    channel: null,
    direction: null,
    address: null,
    name: null,
    line: null,
    disposition: null,
    createdAtMs: null,
    canceledAtMs: null,
    completedAtMs: null,
    deletedAtMs: null,
    entries: [],
    transfers: [],
    reservations: [],
  };
}

/** A reservation of which nothing is known yet. */
export function emptyReservation(sid: ReservationSid): ReservationState {
  return {
    sid,
    queue: null,
    worker: null,
    transfer: null,
    createdAtMs: null,
    acceptedAtMs: null,
    wrapUpAtMs: null,
    completedAtMs: null,
    rejectedAtMs: null,
    timedOutAtMs: null,
    rescindedAtMs: null,
    canceledAtMs: null,
  };
}

/** The instants at which something happened to a reservation, as far as they are known. */
export const milestonesOf = (reservation: ReservationState): number[] =>
  [
    reservation.createdAtMs,
    reservation.acceptedAtMs,
    reservation.wrapUpAtMs,
    reservation.completedAtMs,
    reservation.rejectedAtMs,
    reservation.timedOutAtMs,
    reservation.rescindedAtMs,
    reservation.canceledAtMs,
  ].filter((atMs) => atMs !== null);

/** Where a reservation stands. `unknown`: no milestone of it has arrived. */
export type ReservationPhase = 'ringing' | 'talking' | 'wrapping' | 'completed' | 'ended' | 'unknown';

/** The phase of a reservation, from its milestones alone (docs/metrics.md, "Now"). */
function reservationPhase(reservation: ReservationState): ReservationPhase {
  if (reservation.completedAtMs !== null) return 'completed';
  if (reservation.wrapUpAtMs !== null) return 'wrapping';
  const endings = [
    reservation.rejectedAtMs,
    reservation.timedOutAtMs,
    reservation.rescindedAtMs,
    reservation.canceledAtMs,
  ];
  if (endings.some((atMs) => atMs !== null)) return 'ended';
  if (reservation.acceptedAtMs !== null) return 'talking';
  return reservation.createdAtMs === null ? 'unknown' : 'ringing';
}

/** Where a task stands. `closing`: handled, about to close; `unknown`: never seen in a queue. Both count nowhere. */
export type TaskPhase = 'queued' | 'ringing' | 'talking' | 'wrapping' | 'closing' | 'closed' | 'unknown';

const PHASES_BY_PRECEDENCE = ['talking', 'wrapping', 'ringing'] as const;

/** The phase of a task, from its milestones alone, so that lost or late events cannot contradict each other. */
export function taskPhase(task: KnownTask): TaskPhase {
  if (isClosed(task)) return 'closed';
  const phases = new Set(task.reservations.map(reservationPhase));
  const active = PHASES_BY_PRECEDENCE.find((phase) => phases.has(phase));
  if (active !== undefined) return active;
  if (phases.has('completed') && !hasEnteredSinceItsLastOffer(task)) return 'closing';
  return task.entries.length > 0 || task.reservations.some(({ queue }) => queue !== null) ? 'queued' : 'unknown';
}

/** True when the task waits again: a transfer to a queue was handed over and its sender is already done. */
function hasEnteredSinceItsLastOffer({ entries, reservations }: KnownTask): boolean {
  const lastOfferAtMs = reservations
    .map(
      ({ createdAtMs, acceptedAtMs, wrapUpAtMs, completedAtMs }) =>
        // Where the offer's own event was lost, the first milestone that is known stands for it.
        createdAtMs ?? acceptedAtMs ?? wrapUpAtMs ?? completedAtMs ?? 0,
    )
    .reduce((a, b) => Math.max(a, b), 0);
  return entries.some(({ atMs }) => atMs > lastOfferAtMs);
}

/** True once the task was canceled, completed or deleted. */
export function isClosed(task: KnownTask): boolean {
  return task.canceledAtMs !== null || task.completedAtMs !== null || task.deletedAtMs !== null;
}

/**
 * True while the reservation takes a place of its worker's capacity. A reservation of a closed task takes none, even if
 * the event of its own end was lost.
 */
export function isOpenReservation(task: KnownTask, reservation: ReservationState): boolean {
  const phase = reservationPhase(reservation);
  return !isClosed(task) && (phase === 'ringing' || phase === 'talking' || phase === 'wrapping');
}

/** Channel that a task is counted under; `default` is TaskRouter's own name for "none given". */
export function channelOf(task: KnownTask): string {
  return task.channel?.value ?? 'default';
}
