import type {
  BackendHeartbeat,
  RecentCall,
  ReservationSid,
  TaskQueueSid,
  TaskSid,
  WorkerSid,
} from '@flex-sync-suite/shared/contract';

/** Payloads for the tests of this plugin. */

/** Noon of an ordinary day: the clock of the tests. */
export const NOON = Date.parse('2026-04-03T12:00:00.000Z');
export const MINUTE = 60_000;

/** An instant some minutes before {@link NOON}. */
export const minutesBeforeNoon = (minutes: number): string => new Date(NOON - minutes * MINUTE).toISOString();

const padded = (number: number): string => String(number).padStart(32, '0');
export const reservationSid = (number: number): ReservationSid => `WR${padded(number)}` as ReservationSid;
/** A customer whose number and name may be seen. */
export const ANNA = { address: '+12025550001', isMasked: false, name: 'Anna Müller' };
export const WORKER = `WK${padded(1)}` as WorkerSid;

/**
 * An inbound call of two minutes that was answered: 30 s in the queue, 10 s of ringing, 20 s of wrap-up; it was offered
 * `minutesAgo` minutes before noon.
 */
export function recentCall(number: number, minutesAgo: number, fields: Partial<RecentCall> = {}): RecentCall {
  const at = NOON - minutesAgo * MINUTE;
  const after = (seconds: number): string => new Date(at + seconds * 1000).toISOString();
  return {
    schema: 1,
    v: number,
    asOf: after(150),
    reservationSid: reservationSid(number),
    taskSid: `WT${padded(number)}` as TaskSid,
    direction: 'inbound',
    channel: 'voice',
    outcome: 'answered',
    party: { address: `+1202555${String(1000 + number)}`, isMasked: false, name: null },
    line: '+18005550199',
    taskQueueSid: `WQ${padded(1)}` as TaskQueueSid,
    queueName: 'Sales',
    createdAt: after(0),
    taskCreatedAt: after(-40),
    enteredAt: after(-30),
    acceptedAt: after(10),
    wrapupAt: after(130),
    endedAt: after(150),
    transfer: null,
    returnedAt: null,
    disposition: null,
    note: null,
    notesRevision: 0,
    cut: [],
    ...fields,
  };
}

/** As {@link recentCall}, but it rang for 20 s and nobody answered. */
export function missedCall(number: number, minutesAgo: number, fields: Partial<RecentCall> = {}): RecentCall {
  const endedAt = new Date(NOON - minutesAgo * MINUTE + 20_000).toISOString();
  return recentCall(number, minutesAgo, { outcome: 'missed', acceptedAt: null, wrapupAt: null, endedAt, ...fields });
}

export const heartbeat = (v: number, at: string): BackendHeartbeat => ({ schema: 1, v, asOf: null, at });
