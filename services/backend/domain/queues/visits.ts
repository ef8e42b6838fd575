import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import type { Stamp } from '../stamp';
import { milestonesOf, type KnownTask, type ReservationState } from '../task-state';

/** How a queue visit ended; waits in milliseconds, never below zero. */
export type VisitEnd =
  | { readonly kind: 'answered'; readonly atMs: number; readonly waitMs: number }
  | { readonly kind: 'abandoned'; readonly atMs: number; readonly waitMs: number }
  | { readonly kind: 'flowed-out'; readonly atMs: number }
  | { readonly kind: 'closed' }
  | { readonly kind: 'open' };

/** One stay of a task in one TaskQueue. */
export interface Visit {
  readonly queueSid: TaskQueueSid;
  readonly enteredAtMs: number;
  readonly end: VisitEnd;
}

interface Start {
  readonly queueSid: TaskQueueSid;
  readonly atMs: number;
  readonly order: Stamp;
}

/** The queue visits of a task, oldest first (docs/metrics.md, "Queue visit"). */
export function visitsOf(task: KnownTask): readonly Visit[] {
  const starts = startsOf(task);
  return starts.map((start, index) => ({
    queueSid: start.queueSid,
    enteredAtMs: start.atMs,
    end: endOf(task, starts, index),
  }));
}

/** Entries, and where the callback of an entry was lost, the first reservation that names its queue. */
function startsOf(task: KnownTask): readonly Start[] {
  const starts: Start[] = task.entries.map(({ queueSid, atMs, stamp }) => ({ queueSid, atMs, order: stamp }));
  const entered = new Set(starts.map(({ queueSid }) => queueSid));
  const inferred = new Map<TaskQueueSid, Start>();
  for (const reservation of task.reservations) {
    const queueSid = reservation.queue?.value;
    const atMs = beginningOf(reservation);
    if (queueSid === undefined || atMs === null || entered.has(queueSid)) continue;
    const start = { queueSid, atMs, order: `${String(atMs).padStart(15, '0')}.98.${reservation.sid}` };
    const known = inferred.get(queueSid);
    if (known === undefined || start.order < known.order) inferred.set(queueSid, start);
  }
  return [...starts, ...inferred.values()].sort((a, b) => (a.order < b.order ? -1 : 1));
}

/** When a reservation began, as far as its milestones tell; null when none is known. */
export function beginningOf(reservation: ReservationState): number | null {
  if (reservation.createdAtMs !== null) return reservation.createdAtMs;
  const milestones = milestonesOf(reservation);
  return milestones.length > 0 ? Math.min(...milestones) : null;
}

function endOf(task: KnownTask, starts: readonly Start[], index: number): VisitEnd {
  const start = starts[index];
  if (start === undefined) return { kind: 'open' };
  const nextAtMs = starts[index + 1]?.atMs ?? Infinity;
  const answeredAtMs = answerIn(task, start, nextAtMs);
  const canceledAtMs = cancelationIn(task, start, nextAtMs, index === 0);
  if (answeredAtMs !== null && (canceledAtMs === null || answeredAtMs <= canceledAtMs)) {
    return { kind: 'answered', atMs: answeredAtMs, waitMs: answeredAtMs - start.atMs };
  }
  if (canceledAtMs !== null) {
    return { kind: 'abandoned', atMs: canceledAtMs, waitMs: Math.max(0, canceledAtMs - start.atMs) };
  }
  if (nextAtMs !== Infinity) return { kind: 'flowed-out', atMs: nextAtMs };
  const isOver = task.completedAtMs !== null || task.deletedAtMs !== null || task.canceledAtMs !== null;
  return { kind: isOver ? 'closed' : 'open' };
}

function answerIn(task: KnownTask, start: Start, nextAtMs: number): number | null {
  const answers = task.reservations
    .filter(({ queue }) => queue?.value === start.queueSid)
    .map(({ acceptedAtMs }) => acceptedAtMs)
    .filter((atMs) => atMs !== null)
    .filter((atMs) => atMs >= start.atMs && atMs < nextAtMs);
  return answers.length > 0 ? Math.min(...answers) : null;
}

/** A cancelation ends one visit: the one it falls into. Before the first entry (a skewed clock) it ends the first. */
function cancelationIn(task: KnownTask, start: Start, nextAtMs: number, isFirst: boolean): number | null {
  const atMs = task.canceledAtMs;
  return atMs !== null && atMs < nextAtMs && (atMs >= start.atMs || isFirst) ? atMs : null;
}
