import type { Truth, TruthReservation, TruthTask } from '../support/control-plane';

/** The parts of a recent call that the contact centre itself knows; docs/recent-calls.md, by brute force. */
export interface ExpectedCall {
  readonly taskSid: string;
  readonly direction: string;
  readonly channel: string;
  readonly outcome: string;
  readonly missedBecause: string | null;
  /** Who answered the task after this agent had missed it. */
  readonly answeredBy: string | null;
  readonly address: string | null;
  readonly taskQueueSid: string;
  readonly createdAt: string;
  readonly taskCreatedAt: string;
  readonly acceptedAt: string | null;
  readonly wrapupAt: string | null;
  readonly endedAt: string | null;
  readonly returnedAt: string | null;
  /** Only once the receiver answered: until then the truth does not name the reservation that a transfer made. */
  readonly transferredFrom: string | null;
  readonly transferredTo: string | null;
}

/** The newest calls of one agent: reservation SID to row. */
export function recentCallsOf(truth: Truth, workerSid: string, limit: number): ReadonlyMap<string, ExpectedCall> {
  const tasks = new Map(truth.tasks.map((task) => [task.sid, task]));
  const newestFirst = truth.reservations
    .filter((reservation) => reservation.workerSid === workerSid)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.sid.localeCompare(a.sid))
    .slice(0, limit);
  return new Map(
    newestFirst.map((reservation) => {
      const task = tasks.get(reservation.taskSid);
      if (task === undefined) throw new Error(`The truth has a reservation without its task: ${reservation.sid}`);
      return [reservation.sid, expectedCall(truth, task, reservation)];
    }),
  );
}

function expectedCall(truth: Truth, task: TruthTask, reservation: TruthReservation): ExpectedCall {
  const sent = task.transfers.find((transfer) => transfer.fromReservationSid === reservation.sid);
  const received = task.transfers.find((transfer) => transfer.toReservationSid === reservation.sid);
  const receiver = truth.reservations.find(({ sid }) => sid === sent?.toReservationSid);
  const outcome = outcomeOf(task, reservation, receiver?.acceptedAt !== undefined);
  return {
    taskSid: task.sid,
    direction: task.direction,
    channel: task.channel,
    outcome,
    missedBecause: outcome !== 'missed' ? null : reservation.status === 'timeout' ? 'no-answer' : 'customer-left',
    answeredBy: outcome === 'missed' ? answererOf(truth, reservation) : null,
    address: task.party,
    taskQueueSid: reservation.queueSid,
    createdAt: reservation.createdAt,
    taskCreatedAt: task.createdAt,
    acceptedAt: reservation.acceptedAt ?? null,
    wrapupAt: reservation.wrapupAt ?? null,
    endedAt: reservation.endedAt ?? null,
    returnedAt: outcome === 'missed' ? returnedAt(truth, task, reservation) : null,
    transferredFrom: received?.fromWorkerSid ?? null,
    transferredTo: receiver?.workerSid ?? null,
  };
}

function outcomeOf(task: TruthTask, { status, acceptedAt, endedAt }: TruthReservation, isHandedOn: boolean): string {
  if (acceptedAt !== undefined) {
    if (endedAt !== undefined) return isHandedOn ? 'transferred' : 'answered';
    return status === 'wrapping' ? 'wrapping' : 'talking';
  }
  switch (status) {
    case 'timeout':
      return 'missed';
    case 'rejected':
    case 'rescinded':
      return status;
    case 'canceled':
      return task.status === 'canceled' && task.endedAt === endedAt ? leftOutcome(task) : 'rescinded';
    default:
      return 'ringing';
  }
}

/** Somebody who called us and hung up is to be called back; somebody whom we called is not. */
const leftOutcome = ({ direction }: TruthTask): string => (direction === 'inbound' ? 'missed' : 'canceled');

/** The agent of the task's first answer since this one was offered it. */
function answererOf(truth: Truth, missed: TruthReservation): string | null {
  const answers = truth.reservations.filter(
    ({ taskSid, acceptedAt }) =>
      taskSid === missed.taskSid && acceptedAt !== undefined && acceptedAt >= missed.createdAt,
  );
  answers.sort((a, b) => (a.acceptedAt ?? '').localeCompare(b.acceptedAt ?? '') || a.sid.localeCompare(b.sid));
  return answers[0]?.workerSid ?? null;
}

/** The first answer, of any agent, of another task to or from the same party at or after it was missed. */
function returnedAt(truth: Truth, task: TruthTask, missed: TruthReservation): string | null {
  const others = truth.tasks.filter(({ sid, party }) => party !== null && party === task.party && sid !== task.sid);
  const sameParty = new Set(others.map(({ sid }) => sid));
  const answers = truth.reservations
    .filter(({ taskSid, acceptedAt }) => sameParty.has(taskSid) && acceptedAt !== undefined)
    .map(({ acceptedAt }) => acceptedAt ?? '')
    .filter((acceptedAt) => acceptedAt >= (missed.endedAt ?? ''));
  return answers.sort()[0] ?? null;
}
