import { isDeepStrictEqual } from 'node:util';
import type { HandlingWindow, FurtherFigures } from '../../src/contract';
import type { Truth, TruthReservation, TruthTask } from '../support/control-plane';
import type { Difference } from './expected-board';
import { startOfDay } from './reporting-day';

// What agents made of the invitations of a queue, as docs/metrics.md has it, by brute force from what the contact centre knows.

const MINUTE_MS = 60_000;
const minuteOf = (instantMs: number): number => Math.floor(instantMs / MINUTE_MS);
const ms = (instant: string): number => Date.parse(instant);

/** Says where an answer of the backend is not what `truth` makes of the moment that the answer is stated for. */
export function wrongFurther(answer: FurtherFigures, truth: Truth, timeZone: string): readonly Difference[] {
  const to = minuteOf(ms(answer.at));
  const today = minuteOf(startOfDay(ms(answer.at), timeZone));
  return truth.queues.flatMap(({ sid, name }) => {
    const found = answer.queues.find(({ taskQueueSid }) => taskQueueSid === sid);
    const expected = {
      last30Minutes: handlingIn(truth, sid, to - 29, to),
      today: handlingIn(truth, sid, today, to),
    };
    const read = { last30Minutes: found?.last30Minutes ?? NOTHING, today: found?.today ?? NOTHING };
    if (isDeepStrictEqual(read, expected)) return [];
    return [`handling of ${name}: expected ${JSON.stringify(expected)}\n  found ${JSON.stringify(read)}`];
  });
}

function handlingIn(truth: Truth, queueSid: string, firstMinute: number, lastMinute: number): HandlingWindow {
  const isIn = (instant: string | undefined): instant is string =>
    instant !== undefined && minuteOf(ms(instant)) >= firstMinute && minuteOf(ms(instant)) <= lastMinute;
  const sums = { ...NOTHING };
  const taskOf = new Map(truth.tasks.map((task) => [task.sid, task]));
  for (const reservation of truth.reservations.filter((one) => one.queueSid === queueSid)) {
    addHandled(sums, reservation, isIn);
    if (taskOf.get(reservation.taskSid)?.direction !== 'outbound') addInvited(sums, reservation, isIn);
  }
  for (const task of truth.tasks.filter((one) => isAbandonedIn(one, queueSid, truth))) {
    const entered = task.visits.at(-1)?.enteredAt;
    if (entered === undefined || !isIn(task.endedAt)) continue;
    sums.abandonedVisits += 1;
    sums.abandonWaitMs += ms(task.endedAt) - ms(entered);
  }
  return sums;
}

type IsIn = (instant: string | undefined) => instant is string;

function addHandled(
  sums: HandlingWindow,
  { status, acceptedAt, wrapupAt, endedAt }: TruthReservation,
  isIn: IsIn,
): void {
  if (status !== 'completed' || acceptedAt === undefined || !isIn(endedAt)) return;
  sums.handledReservations += 1;
  sums.talkMs += ms(wrapupAt ?? endedAt) - ms(acceptedAt);
  sums.wrapMs += ms(endedAt) - ms(wrapupAt ?? endedAt);
}

function addInvited(
  sums: HandlingWindow,
  { status, createdAt, acceptedAt, endedAt }: TruthReservation,
  isIn: IsIn,
): void {
  if (isIn(acceptedAt)) {
    sums.accepted += 1;
    sums.ringMs += ms(acceptedAt) - ms(createdAt);
  }
  if (acceptedAt !== undefined || !isIn(endedAt)) return;
  if (status === 'timeout') sums.missed += 1;
  if (status === 'rejected') sums.rejected += 1;
}

/** Whether its customer gave up waiting in this queue: nobody answered its last visit. */
function isAbandonedIn({ sid, status, direction, visits }: TruthTask, queueSid: string, truth: Truth): boolean {
  const last = visits.at(-1);
  if (status !== 'canceled' || direction === 'outbound' || last?.queueSid !== queueSid) return false;
  return !truth.reservations.some(
    (one) =>
      one.taskSid === sid &&
      one.queueSid === queueSid &&
      one.acceptedAt !== undefined &&
      one.acceptedAt >= last.enteredAt,
  );
}

const NOTHING: HandlingWindow = {
  ...{ handledReservations: 0, talkMs: 0, wrapMs: 0, accepted: 0, ringMs: 0, missed: 0, rejected: 0 },
  ...{ abandonedVisits: 0, abandonWaitMs: 0 },
};
