import {
  milestonesOf,
  type KnownTask,
  type QueueEntry,
  type ReservationState,
  type TaskHistory,
  type TaskState,
} from './task-state';

/**
 * A task as far as it is known: what TaskRouter's events say, and where they say nothing, what its lists let conclude.
 * What an event says, however late it comes, takes the place of the estimate of it, so that a task whose events are all
 * there is the same as if nobody had estimated.
 */
export function knownTask({ estimate, ...told }: TaskState): KnownTask {
  if (estimate === null) return told;
  return {
    ...told,
    channel: told.channel ?? estimate.channel,
    direction: told.direction ?? estimate.direction,
    address: told.address ?? estimate.address,
    name: told.name ?? estimate.name,
    line: told.line ?? estimate.line,
    disposition: told.disposition ?? estimate.disposition,
    createdAtMs: told.createdAtMs ?? estimate.createdAtMs,
    ...(isEnded(told) || hasOutlived(told, estimate) ? {} : endOf(estimate)),
    entries: knownEntries(told.entries, estimate.entries),
    reservations: knownReservations(told.reservations, estimate.reservations),
  };
}

type End = Pick<TaskHistory, 'canceledAtMs' | 'completedAtMs' | 'deletedAtMs'>;

const endOf = ({ canceledAtMs, completedAtMs, deletedAtMs }: TaskHistory): End => ({
  canceledAtMs,
  completedAtMs,
  deletedAtMs,
});

const isEnded = (task: TaskHistory): boolean => Object.values(endOf(task)).some((atMs) => atMs !== null);

/** Whether events tell of a life after the instant at which the task was found gone: then it was not. */
function hasOutlived(told: TaskHistory, { deletedAtMs }: TaskHistory): boolean {
  if (deletedAtMs === null) return false;
  const milestones = told.reservations.flatMap(milestonesOf);
  return [...milestones, ...told.entries.map(({ atMs }) => atMs)].some((atMs) => atMs > deletedAtMs);
}

const SECOND_MS = 1_000;
const secondOf = (atMs: number): number => Math.floor(atMs / SECOND_MS);

/** TaskRouter's lists tell instants in whole seconds, so an entry of the same second is the one that was told. */
function knownEntries(told: readonly QueueEntry[], estimated: readonly QueueEntry[]): readonly QueueEntry[] {
  const missing = estimated.filter(
    ({ queueSid, atMs }) =>
      !told.some((entry) => entry.queueSid === queueSid && secondOf(entry.atMs) === secondOf(atMs)),
  );
  return missing.length === 0 ? told : [...told, ...missing].sort((a, b) => (a.stamp < b.stamp ? -1 : 1));
}

function knownReservations(
  told: readonly ReservationState[],
  estimated: readonly ReservationState[],
): readonly ReservationState[] {
  const bySid = new Map(told.map((reservation) => [reservation.sid, reservation]));
  for (const estimate of estimated) {
    const known = bySid.get(estimate.sid);
    bySid.set(estimate.sid, known === undefined ? estimate : knownReservation(known, estimate));
  }
  return [...bySid.values()].sort((a, b) => (a.sid < b.sid ? -1 : 1));
}

function knownReservation(told: ReservationState, estimate: ReservationState): ReservationState {
  return {
    sid: told.sid,
    queue: told.queue ?? estimate.queue,
    worker: told.worker ?? estimate.worker,
    transfer: told.transfer ?? estimate.transfer,
    createdAtMs: told.createdAtMs ?? estimate.createdAtMs,
    acceptedAtMs: told.acceptedAtMs ?? estimate.acceptedAtMs,
    wrapUpAtMs: told.wrapUpAtMs ?? estimate.wrapUpAtMs,
    completedAtMs: told.completedAtMs ?? estimate.completedAtMs,
    rejectedAtMs: told.rejectedAtMs ?? estimate.rejectedAtMs,
    timedOutAtMs: told.timedOutAtMs ?? estimate.timedOutAtMs,
    rescindedAtMs: told.rescindedAtMs ?? estimate.rescindedAtMs,
    canceledAtMs: told.canceledAtMs ?? estimate.canceledAtMs,
  };
}
