import type { TaskRouterEvent } from './task-router-event';

/**
 * Position of an event in the one total order that every last-writer-wins field follows:
 * (instant, rank of the type, event SID), written so that plain string comparison compares it.
 */
export type Stamp = string;

/**
 * Ties on one millisecond are certain in a busy contact centre, so the order of types within a millisecond is part of
 * the specification: the order in which TaskRouter itself would have sent them. A type that is not listed ranks last.
 */
const TYPES_IN_ORDER = [
  'directory.activity',
  'directory.task-queue',
  'directory.worker',
  'directory.worker-channel',
  'activity.created',
  'activity.updated',
  'activity.deleted',
  'task-queue.created',
  'task-queue.expression.updated',
  'task-queue.deleted',
  'worker.created',
  'worker.attributes.update',
  'worker.capacity.update',
  'worker.channel.availability.update',
  'worker.activity.update',
  'worker.deleted',
  'task.created',
  'task-queue.timeout',
  'task-queue.moved',
  'task-queue.entered',
  'task.updated',
  'reservation.created',
  'reservation.accepted',
  'reservation.rejected',
  'reservation.timeout',
  'reservation.rescinded',
  'reservation.canceled',
  'reservation.failed',
  'reservation.wrapup',
  'reservation.completed',
  'task.wrapup',
  'task.canceled',
  'task.completed',
  'task.deleted',
  'task.system-deleted',
  // Appended, never inserted: stamps in the database carry these numbers.
  'task.transfer-initiated',
  'task.transfer-attempt-failed',
  'task.transfer-failed',
  'task.transfer-canceled',
  'task.transfer-completed',
  'directory.task-queue.absent',
  'directory.worker.absent',
  'directory.activity.absent',
] as const;

const RANKS: ReadonlyMap<string, number> = new Map(TYPES_IN_ORDER.map((type, index) => [type, index]));
const LAST_RANK = 99;

/** The stamp of an event. Milliseconds are padded to 15 digits, which lasts until the year 33658. */
export function stampOf({ atMs, type, sid }: Pick<TaskRouterEvent, 'atMs' | 'type' | 'sid'>): Stamp {
  const rank = RANKS.get(type) ?? LAST_RANK;
  return `${String(atMs).padStart(15, '0')}.${String(rank).padStart(2, '0')}.${sid}`;
}

const STAMP = /^(\d{15})\.\d{2}\.(.+)$/s;

/** The instant (UTC milliseconds) and the SID of the event that a stamp is of; null for a text that is no stamp. */
export function eventOfStamp(stamp: Stamp): { readonly atMs: number; readonly sid: string } | null {
  const [, atMs, sid] = STAMP.exec(stamp) ?? [];
  return atMs === undefined || sid === undefined ? null : { atMs: Number(atMs), sid };
}

/** A value with the stamp of the event that wrote it. */
export interface Stamped<T> {
  readonly value: T;
  readonly stamp: Stamp;
}

/** The later of two writes; commutative, associative and idempotent because stamps are totally ordered. */
export function latest<T>(current: Stamped<T> | null, value: T | null, stamp: Stamp): Stamped<T> | null {
  return value !== null && (current === null || stamp > current.stamp) ? { value, stamp } : current;
}

/** The earlier of two writes: for what is decided once, such as the queue that a reservation was made in. */
export function earliest<T>(current: Stamped<T> | null, value: T | null, stamp: Stamp): Stamped<T> | null {
  return value !== null && (current === null || stamp < current.stamp) ? { value, stamp } : current;
}

/** The earlier of two instants; null is "not yet". */
export function earlierOf(current: number | null, atMs: number): number {
  return current === null ? atMs : Math.min(current, atMs);
}
