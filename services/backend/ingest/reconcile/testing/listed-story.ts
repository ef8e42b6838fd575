import fc from 'fast-check';
import type { CallbackForm } from '../../normalize-callback';
import { callback, reservationFields, taskFields, taskSid } from '../../../testing/callbacks';
import type { ListedReservation, ListedTask, ReservationStatus, TaskStatus } from '../task-router-port';

/** The callbacks of one possible life of task 1, in their order. */
export interface Story {
  readonly forms: readonly CallbackForm[];
}

const STEP = fc.integer({ min: 1, max: 40_000 });
const MOST_STEPS = 12;

/** Offers that come to nothing, then an answer or a caller who gives up; instants anywhere between whole seconds. */
export const story: fc.Arbitrary<Story> = fc
  .record({
    declined: fc.array(fc.constantFrom('rejected', 'timeout', 'rescinded'), { maxLength: 2 }),
    end: fc.constantFrom('canceled', 'completed', 'wrapped-up'),
    isMoved: fc.boolean(),
    steps: fc.array(STEP, { minLength: MOST_STEPS, maxLength: MOST_STEPS }),
  })
  .map(({ declined, end, isMoved, steps }) => {
    let [atMs, taken] = [0, 0];
    const next = (): number => {
      atMs += steps[taken] ?? 0;
      taken += 1;
      return atMs / 1_000;
    };
    const task = (type: string, at = next(), queue = 1) => callback(`task${type}`, at, taskFields(1, queue));
    const queue = isMoved ? 2 : 1;
    const reservation = (number: number, type: string) =>
      callback(`reservation.${type}`, next(), reservationFields(number, { task: 1, queue, worker: number }));
    const created = next();
    const forms = [
      task('.created', created),
      task('-queue.entered', created),
      ...(isMoved ? [task('-queue.entered', next(), 2)] : []),
      ...declined.flatMap((how, index) => [reservation(index + 1, 'created'), reservation(index + 1, how)]),
    ];
    const last = declined.length + 1;
    if (end === 'canceled') return { forms: [...forms, task('.canceled', next(), queue)] };
    forms.push(reservation(last, 'created'), reservation(last, 'accepted'));
    if (end === 'wrapped-up') forms.push(reservation(last, 'wrapup'));
    const completed = reservation(last, 'completed');
    return { forms: [...forms, completed, task('.completed', atMs / 1_000, queue)] };
  });

interface Listed {
  readonly task: ListedTask;
  readonly reservations: readonly ListedReservation[];
}

const second = (form: CallbackForm): number => Math.floor(Number(form['TimestampMs']) / 1_000) * 1_000;

const RESERVATION_STATUSES: Readonly<Record<string, ReservationStatus>> = {
  'reservation.created': 'pending',
  'reservation.wrapup': 'wrapping',
};

/** What TaskRouter's lists, which know whole seconds, tell of the story at an instant; null before its beginning. */
export function listedAt({ forms }: Story, atMs: number): Listed | null {
  const past = forms.filter((form) => Number(form['TimestampMs']) <= atMs);
  const [first] = past;
  if (first === undefined) return null;
  const entry = past.findLast((form) => form['EventType'] === 'task-queue.entered');
  const reservations = new Map<string, ListedReservation>();
  for (const form of past.filter(({ EventType = '' }) => EventType.startsWith('reservation.'))) {
    const { ReservationSid: sid = '', EventType: type = '', WorkerSid: workerSid = '' } = form;
    const status = RESERVATION_STATUSES[type] ?? (type.slice('reservation.'.length) as ReservationStatus);
    const createdAtMs = reservations.get(sid)?.createdAtMs ?? second(form);
    reservations.set(sid, { sid, status, workerSid, workerName: '', createdAtMs, updatedAtMs: second(form) });
  }
  const last = past.at(-1) ?? first;
  return {
    task: {
      sid: taskSid(1),
      status: statusOf(last, [...reservations.values()]),
      channel: 'voice',
      attributes: '{}',
      queueSid: entry?.['TaskQueueSid'] ?? null,
      queueName: entry?.['TaskQueueName'] ?? null,
      enteredAtMs: entry === undefined ? null : second(entry),
      createdAtMs: second(first),
      updatedAtMs: second(last),
    },
    reservations: [...reservations.values()],
  };
}

function statusOf({ EventType: type }: CallbackForm, reservations: readonly ListedReservation[]): TaskStatus {
  if (type === 'task.canceled') return 'canceled';
  if (type === 'task.completed' || type === 'reservation.completed') return 'completed';
  const has = (status: ReservationStatus): boolean => reservations.some((one) => one.status === status);
  if (has('accepted')) return 'assigned';
  if (has('wrapping')) return 'wrapping';
  return has('pending') ? 'reserved' : 'pending';
}
