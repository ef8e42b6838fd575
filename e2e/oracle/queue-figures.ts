import type { Truth, TruthReservation, TruthTask } from '../support/control-plane';
import { startOfDay } from './reporting-day';

/** The figures of docs/metrics.md, computed by brute force from what the contact centre itself knows. */

const MINUTE_MS = 60_000;
const THRESHOLD_MS: Readonly<Record<string, number>> = { voice: 20_000 };
const OTHER_THRESHOLD_MS = 60_000;
const SHORT_ABANDON_MS = 5_000;

export interface QueueFigures {
  readonly now: Readonly<Record<string, number | string | null>>;
  readonly last30Minutes: Readonly<Record<string, number>>;
  readonly today: Readonly<Record<string, number | string>>;
}

const ms = (instant: string): number => Date.parse(instant);
const isoOrNull = (instants: readonly string[]): string | null => [...instants].sort()[0] ?? null;
const minuteOf = (instant: number): number => Math.floor(instant / MINUTE_MS);

/** What the Document of `queueSid` must say at `at` (milliseconds). */
export function queueFigures(truth: Truth, queueSid: string, at: number, timeZone: string): QueueFigures {
  const since = startOfDay(at, timeZone);
  return {
    now: nowFigures(truth, queueSid),
    last30Minutes: windowFigures(truth, queueSid, minuteOf(at) - 29, minuteOf(at)),
    today: { ...windowFigures(truth, queueSid, minuteOf(since), minuteOf(at)), since: new Date(since).toISOString() },
  };
}

function nowFigures(truth: Truth, queueSid: string): QueueFigures['now'] {
  const here = truth.tasks.filter((task) => task.visits.at(-1)?.queueSid === queueSid);
  const inState = (...states: TruthTask['status'][]): TruthTask[] =>
    here.filter((task) => states.includes(task.status));
  const waiting = inState('pending', 'reserved');
  const queuedOn = new Set(inState('pending').map((task) => task.channel));
  const seen = new Set(
    truth.tasks.filter((task) => task.visits.some((visit) => visit.queueSid === queueSid)).map((task) => task.channel),
  );
  const channels = queuedOn.size > 0 ? queuedOn : seen;
  const eligible = truth.workers.filter((worker) => worker.queueSids.includes(queueSid));
  const available = eligible.filter((worker) => worker.available);
  const free = available.filter((worker) => {
    const relevant = channels.size === 0 ? worker.channels : worker.channels.filter((channel) => channels.has(channel));
    return relevant.some((channel) => (worker.capacity[channel] ?? 0) > openReservations(truth, worker.sid, channel));
  });
  return {
    queued: inState('pending').length,
    ringing: inState('reserved').length,
    talking: inState('assigned').length,
    wrapping: inState('wrapping').length,
    oldestWaitingSince: isoOrNull(waiting.map((task) => task.visits.at(-1)?.enteredAt ?? '')),
    oldestWaitingCreatedAt: isoOrNull(waiting.map((task) => task.createdAt)),
    eligible: eligible.length,
    available: available.length,
    free: free.length,
  };
}

function openReservations(truth: Truth, workerSid: string, channel: string): number {
  const channelOf = new Map(truth.tasks.map((task) => [task.sid, task.channel]));
  return truth.reservations.filter(
    (reservation) =>
      reservation.workerSid === workerSid &&
      channelOf.get(reservation.taskSid) === channel &&
      ['pending', 'accepted', 'wrapping'].includes(reservation.status),
  ).length;
}

const thresholdOf = ({ channel }: { readonly channel: string }): number => THRESHOLD_MS[channel] ?? OTHER_THRESHOLD_MS;

function windowFigures(
  truth: Truth,
  queueSid: string,
  firstMinute: number,
  lastMinute: number,
): Record<string, number> {
  const isIn = (instant: number): boolean => minuteOf(instant) >= firstMinute && minuteOf(instant) <= lastMinute;
  const sums = {
    offered: 0,
    answered: 0,
    answeredInTime: 0,
    abandoned: 0,
    shortAbandoned: 0,
    abandonedInTime: 0,
    flowedOut: 0,
    completed: 0,
    handled: 0,
    answerWaitMs: 0,
    handleMs: 0,
  };
  const reservationsOf = groupByTask(truth.reservations);

  for (const task of truth.tasks) {
    const reservations = reservationsOf.get(task.sid) ?? [];
    const isOutbound = task.direction === 'outbound';
    let lastAnsweredQueue: string | null = null;
    for (const [index, visit] of task.visits.entries()) {
      const entered = ms(visit.enteredAt);
      const next = task.visits[index + 1];
      const acceptances = reservations
        .filter((reservation) => reservation.queueSid === visit.queueSid && reservation.acceptedAt !== undefined)
        .map((reservation) => ms(reservation.acceptedAt ?? ''))
        .filter((accepted) => accepted >= entered && (next === undefined || accepted < ms(next.enteredAt)));
      const answeredAt = acceptances.length === 0 ? null : Math.min(...acceptances);
      if (answeredAt !== null) lastAnsweredQueue = visit.queueSid;
      if (visit.queueSid !== queueSid || isOutbound) continue;

      if (isIn(entered)) sums.offered += 1;
      if (answeredAt !== null) {
        if (!isIn(answeredAt)) continue;
        const wait = answeredAt - entered;
        sums.answered += 1;
        sums.answerWaitMs += wait;
        if (wait <= thresholdOf(task)) sums.answeredInTime += 1;
      } else if (next !== undefined) {
        if (isIn(ms(next.enteredAt))) sums.flowedOut += 1;
      } else if (task.status === 'canceled' && task.endedAt !== undefined && isIn(ms(task.endedAt))) {
        sums.abandoned += 1;
        const wait = ms(task.endedAt) - entered;
        if (wait < SHORT_ABANDON_MS) sums.shortAbandoned += 1;
        if (wait <= thresholdOf(task)) sums.abandonedInTime += 1;
      }
    }
    if (
      task.status === 'completed' &&
      lastAnsweredQueue === queueSid &&
      task.endedAt !== undefined &&
      isIn(ms(task.endedAt))
    ) {
      sums.completed += 1;
    }
    for (const reservation of reservations) {
      if (reservation.queueSid !== queueSid || reservation.status !== 'completed') continue;
      if (reservation.acceptedAt === undefined || reservation.endedAt === undefined) continue;
      if (!isIn(ms(reservation.endedAt))) continue;
      sums.handled += 1;
      sums.handleMs += ms(reservation.endedAt) - ms(reservation.acceptedAt);
    }
  }
  return sums;
}

function groupByTask(reservations: readonly TruthReservation[]): Map<string, TruthReservation[]> {
  const groups = new Map<string, TruthReservation[]>();
  for (const reservation of reservations) {
    const group = groups.get(reservation.taskSid);
    if (group) group.push(reservation);
    else groups.set(reservation.taskSid, [reservation]);
  }
  return groups;
}
