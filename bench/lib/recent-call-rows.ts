import type { RecentCall, ReservationSid, TaskQueueSid, TaskSid, WorkerSid } from '../../src/contract';

export const MINUTE_MS = 60_000;

const padded = (number: number): string => number.toString(16).padStart(32, '0');
const NAMES = ['Alex', 'Blessing', 'Chiara', 'Dmitri', 'Elif', 'Fatima', 'Gunnar', 'Hiroshi', 'Ines', 'Jordan'];
const QUEUES = ['Sales', 'Support', 'Billing', 'Claims', 'Technical desk'];

export const WORKER_SID = `WK${padded(1)}` as WorkerSid;

/** The customer of the call with this number: one in nine has no name; a customer calls about eight times. */
export function customerOf(number: number): { readonly address: string; readonly name: string | null } {
  const customer = (number * 7_919) % 1_250;
  return {
    address: `+1202555${String(1_000 + customer)}`,
    name: customer % 9 === 0 ? null : `${NAMES[customer % NAMES.length] ?? ''} Customer ${String(customer)}`,
  };
}

/** A row as the backend writes it, of an answered call offered at `at`. */
export function recentCallRow(number: number, at: number): RecentCall {
  const after = (seconds: number): string => new Date(at + seconds * 1_000).toISOString();
  return {
    schema: 1,
    v: number + 1,
    asOf: after(150),
    reservationSid: `WR${padded(number)}` as ReservationSid,
    taskSid: `WT${padded(number)}` as TaskSid,
    direction: 'inbound',
    channel: 'voice',
    outcome: 'answered',
    party: { ...customerOf(number), isMasked: false },
    line: '+18005550199',
    taskQueueSid: `WQ${padded(number % QUEUES.length)}` as TaskQueueSid,
    queueName: QUEUES[number % QUEUES.length] ?? null,
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
  };
}
