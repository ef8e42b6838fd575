import { earlierOf, earliest, stampOf } from './stamp';
import type { TaskRouterEvent, TransferFacts } from './task-router-event';
import type { ReservationState } from './task-state';

type Milestone = Extract<keyof ReservationState, `${string}AtMs`>;

const MILESTONES: ReadonlyMap<string, Milestone> = new Map([
  ['reservation.created', 'createdAtMs'],
  ['reservation.accepted', 'acceptedAtMs'],
  ['reservation.wrapup', 'wrapUpAtMs'],
  ['reservation.completed', 'completedAtMs'],
  ['reservation.rejected', 'rejectedAtMs'],
  ['reservation.timeout', 'timedOutAtMs'],
  ['reservation.rescinded', 'rescindedAtMs'],
  ['reservation.canceled', 'canceledAtMs'],
  // A reservation that failed was never assigned; if it stayed open it would ring for ever.
  ['reservation.failed', 'canceledAtMs'],
]);

/** Types of events that say something about a reservation. */
export const RESERVATION_EVENT_TYPES: ReadonlySet<string> = new Set(MILESTONES.keys());

/** Adds one event to a reservation; commutative, associative and idempotent like `foldTask`. */
export function foldReservation(reservation: ReservationState, event: TaskRouterEvent): ReservationState {
  const milestone = MILESTONES.get(event.type);
  if (milestone === undefined || event.reservation?.sid !== reservation.sid) return reservation;
  const stamp = stampOf(event);
  return {
    ...reservation,
    queue: earliest(reservation.queue, event.taskQueue?.sid ?? null, stamp),
    worker: earliest(reservation.worker, event.reservation.workerSid, stamp),
    transfer: earliest(reservation.transfer, receivedBy(event), stamp),
    [milestone]: earlierOf(reservation[milestone], event.atMs),
  };
}

/** Events of the sender's reservation name the transfer too; only the receiver's was made by it. */
function receivedBy({ task, reservation }: TaskRouterEvent): TransferFacts | null {
  const transfer = task?.transfer ?? null;
  return transfer !== null && transfer.fromReservationSid !== reservation?.sid ? transfer : null;
}
