import {
  customerName,
  type CallOutcome,
  type CallTransfer,
  type RecentCall,
  type ReservationSid,
} from '@flex-sync-suite/shared/contract';
import { knownTask } from '../known-task';
import { channelOf, type KnownTask, type ReservationState, type TaskState } from '../task-state';
import { beginningOf, visitsOf } from '../queues/visits';

/** What is known of a call beside the events of its task. */
export interface CallContext {
  /** When a later contact with the same party settled it, in UTC milliseconds; only a missed call takes it. */
  readonly returnedAtMs: number | null;
  readonly notes: CallNotes | null;
  /** Present names of queues and workers, by SID. */
  readonly names: ReadonlyMap<string, string>;
}

/** What the agent wrote about a call. */
export interface CallNotes {
  readonly note: string | null;
  readonly disposition: string | null;
  /** True once the agent chose a disposition or cleared it: what the task says no longer counts. */
  readonly isDispositionChosen: boolean;
  /** Number of edits. */
  readonly revision: number;
}

/** A row of an agent's calls, without the number that each write of it gets. */
export type CallRow = Omit<RecentCall, 'v'>;

/**
 * The row of one reservation (docs/recent-calls.md): a pure function of the task's events and of what stands beside
 * them.
 * @returns null for a reservation of another task, and while no milestone of it is known
 */
export function recentCall(state: TaskState, sid: ReservationSid, context: CallContext): CallRow | null {
  const task = knownTask(state);
  const reservation = task.reservations.find((one) => one.sid === sid);
  const createdAtMs = reservation === undefined ? null : beginningOf(reservation);
  if (reservation === undefined || createdAtMs === null) return null;
  const { outcome, endedAtMs, missedBecause } = endingOf(task, reservation);
  const enteredAtMs = entryOf(task, reservation, createdAtMs);
  const returnedAtMs = outcome === 'missed' ? context.returnedAtMs : null;
  const answer = outcome === 'missed' ? answerOf(task, createdAtMs) : null;
  const { notes, names } = context;
  const queueSid = reservation.queue?.value ?? null;
  const instants = [
    createdAtMs,
    task.createdAtMs,
    enteredAtMs,
    reservation.acceptedAtMs,
    reservation.wrapUpAtMs,
    endedAtMs,
    answer?.acceptedAtMs ?? null,
    returnedAtMs,
  ].filter((atMs) => atMs !== null);
  return {
    schema: 1,
    asOf: instant(Math.max(...instants)),
    reservationSid: reservation.sid,
    taskSid: task.sid,
    direction: task.direction?.value ?? 'inbound',
    channel: channelOf(task),
    outcome,
    ...(missedBecause === undefined ? {} : { missedBecause }),
    party: partyOf(task),
    line: task.line?.value ?? null,
    taskQueueSid: queueSid,
    queueName: nameIn(names, queueSid),
    createdAt: instant(createdAtMs),
    taskCreatedAt: instantOrNull(task.createdAtMs),
    enteredAt: instantOrNull(enteredAtMs),
    acceptedAt: instantOrNull(reservation.acceptedAtMs),
    wrapupAt: instantOrNull(reservation.wrapUpAtMs),
    endedAt: instantOrNull(endedAtMs),
    ...(endedAtMs !== null && wasEndEstimated(state, sid) ? { isEndEstimated: true as const } : {}),
    transfer: transferOf(task, reservation, names),
    ...(answer === null ? {} : { answeredBy: answererOf(answer, names) }),
    returnedAt: instantOrNull(returnedAtMs),
    disposition: notes?.isDispositionChosen === true ? notes.disposition : (task.disposition?.value ?? null),
    note: notes?.note ?? null,
    notesRevision: notes?.revision ?? 0,
    cut: [],
  };
}

/** Queues and workers whose names the calls of a task may show. */
export const namedInCalls = (state: TaskState): string[] =>
  knownTask(state).reservations.flatMap(({ queue, worker }) => [queue?.value ?? [], worker?.value ?? []].flat());

/** The customer of a task. Name and address may come from two events: only together they tell whether the name says more than the address. */
export function partyOf({ address: told, name }: KnownTask): RecentCall['party'] {
  const address = told?.value ?? null;
  return { address, isMasked: false, name: customerName([name?.value ?? null], [address]) };
}

/** Whether no event says that the reservation is over. */
function wasEndEstimated({ estimate, ...told }: TaskState, sid: ReservationSid): boolean {
  if (estimate === null) return false;
  const reservation = told.reservations.find((one) => one.sid === sid);
  return reservation === undefined || endingOf(told, reservation).endedAtMs === null;
}

const instant = (atMs: number): string => new Date(atMs).toISOString();
const instantOrNull = (atMs: number | null): string | null => (atMs === null ? null : instant(atMs));

type Answer = ReservationState & { readonly acceptedAtMs: number };

/** The first answer that the task got once it had been offered. Who handed it on had answered before. */
function answerOf(task: KnownTask, offeredAtMs: number): Answer | null {
  const answers = task.reservations.filter(
    (one): one is Answer => one.acceptedAtMs !== null && one.acceptedAtMs >= offeredAtMs,
  );
  return answers.sort((a, b) => a.acceptedAtMs - b.acceptedAtMs || (a.sid < b.sid ? -1 : 1))[0] ?? null;
}

const answererOf = (
  { worker, acceptedAtMs }: Answer,
  names: CallContext['names'],
): NonNullable<RecentCall['answeredBy']> => ({
  workerSid: worker?.value ?? null,
  name: nameIn(names, worker?.value ?? null),
  at: instant(acceptedAtMs),
});

const nameIn = (names: CallContext['names'], sid: string | null): string | null =>
  sid === null ? null : (names.get(sid) ?? null);

interface Ending {
  readonly outcome: CallOutcome;
  readonly endedAtMs: number | null;
  readonly missedBecause?: NonNullable<RecentCall['missedBecause']>;
}

/** What became of a reservation, and when it was over; null while it is not. */
export function endingOf(task: KnownTask, reservation: ReservationState): Ending {
  const { completedAtMs, wrapUpAtMs, acceptedAtMs } = reservation;
  if (completedAtMs === null && wrapUpAtMs === null && acceptedAtMs === null) return unhandled(task, reservation);
  const lost = [task.completedAtMs, task.canceledAtMs, task.deletedAtMs].filter((atMs) => atMs !== null);
  const endedAtMs =
    completedAtMs ??
    reservation.canceledAtMs ??
    reservation.rescindedAtMs ??
    // The event of the reservation's own end was lost: it cannot have outlived its task.
    (lost.length > 0 ? Math.min(...lost) : null);
  if (endedAtMs === null) return { outcome: wrapUpAtMs === null ? 'talking' : 'wrapping', endedAtMs };
  return { outcome: wasHandedOn(task, reservation) ? 'transferred' : 'answered', endedAtMs };
}

/**
 * TaskRouter cancels the reservations of a canceled task with it. The two events carry instants of their own, which may
 * lie apart a little.
 */
const SAME_CANCELATION_MS = 1_000;

function unhandled(task: KnownTask, reservation: ReservationState): Ending {
  const { timedOutAtMs, rejectedAtMs, rescindedAtMs, canceledAtMs } = reservation;
  if (timedOutAtMs !== null) return { outcome: 'missed', endedAtMs: timedOutAtMs, missedBecause: 'no-answer' };
  if (rejectedAtMs !== null) return { outcome: 'rejected', endedAtMs: rejectedAtMs };
  if (rescindedAtMs !== null) return { outcome: 'rescinded', endedAtMs: rescindedAtMs };
  if (canceledAtMs !== null) {
    const isCustomers = task.canceledAtMs !== null && task.canceledAtMs <= canceledAtMs + SAME_CANCELATION_MS;
    return isCustomers ? left(task, canceledAtMs) : { outcome: 'rescinded', endedAtMs: canceledAtMs };
  }
  if (task.canceledAtMs !== null) return left(task, task.canceledAtMs);
  const goneAtMs = task.completedAtMs ?? task.deletedAtMs;
  return { outcome: goneAtMs === null ? 'ringing' : 'rescinded', endedAtMs: goneAtMs };
}

/** A customer who hung up waits for a call as one whom nobody answered. One whom we called never asked for us. */
const left = (task: KnownTask, endedAtMs: number): Ending =>
  task.direction?.value === 'outbound'
    ? { outcome: 'canceled', endedAtMs }
    : { outcome: 'missed', endedAtMs, missedBecause: 'customer-left' };

/**
 * When the task entered the queue that this reservation came from. A transfer straight to an agent enters no queue: the
 * wait before the first agent answered is not this agent's.
 */
function entryOf(task: KnownTask, reservation: ReservationState, createdAtMs: number): number | null {
  const from = reservation.transfer?.value.fromReservationSid;
  const sender = task.reservations.find(({ sid }) => sid === from);
  const entry = visitsOf(task).findLast(
    ({ queueSid, enteredAtMs }) => queueSid === reservation.queue?.value && enteredAtMs <= createdAtMs,
  );
  if (entry === undefined) return null;
  return entry.enteredAtMs >= (sender?.acceptedAtMs ?? -Infinity) ? entry.enteredAtMs : null;
}

/** Reservations that transfers of this one made, the answered ones first, each group in the order of creation. */
function receiversOf(task: KnownTask, reservation: ReservationState): ReservationState[] {
  const order = ({ acceptedAtMs, sid, ...rest }: ReservationState): string =>
    `${acceptedAtMs === null ? 1 : 0} ${String(acceptedAtMs ?? rest.createdAtMs ?? 0).padStart(15, '0')} ${sid}`;
  return task.reservations
    .filter(({ sid, transfer }) => transfer?.value.fromReservationSid === reservation.sid && sid !== reservation.sid)
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** A receiver that answered proves the transfer, even when the event of its completion was lost. */
function wasHandedOn(task: KnownTask, reservation: ReservationState): boolean {
  return (
    task.transfers.some(
      ({ facts, completedAtMs }) => facts.value.fromReservationSid === reservation.sid && completedAtMs !== null,
    ) || receiversOf(task, reservation).some(({ acceptedAtMs }) => acceptedAtMs !== null)
  );
}

/** From whom and to whom. A transfer that nobody took yet is shown with whom it was offered to. */
function transferOf(task: KnownTask, reservation: ReservationState, names: CallContext['names']): CallTransfer | null {
  const received = reservation.transfer?.value ?? null;
  const [receiver] = receiversOf(task, reservation);
  const sent =
    receiver?.transfer?.value ??
    task.transfers.findLast(
      ({ facts, completedAtMs }) => facts.value.fromReservationSid === reservation.sid && completedAtMs !== null,
    )?.facts.value ??
    null;
  const mode = sent?.mode ?? received?.mode;
  if (mode === undefined) return null;
  const sender = task.reservations.find(({ sid }) => sid === received?.fromReservationSid);
  return {
    mode,
    from: received && {
      workerSid: sender?.worker?.value ?? received.fromWorkerSid,
      name: nameIn(names, sender?.worker?.value ?? null),
    },
    to: sent && {
      workerSid: receiver?.worker?.value ?? sent.toWorkerSid,
      name: nameIn(names, receiver?.worker?.value ?? null),
    },
  };
}
