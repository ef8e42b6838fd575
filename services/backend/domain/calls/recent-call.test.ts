import { RecentCall } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import type { CallbackForm } from '../../ingest/normalize-callback';
import {
  callback,
  callStory,
  eventOf,
  queueSid,
  reservationFields,
  reservationSid,
  T0,
  taskFields,
  taskSid,
  workerSid,
} from '../../testing/callbacks';
import { foldTask } from '../fold-task';
import { recentCall, type CallContext, type CallRow } from './recent-call';
import { emptyTask } from '../task-state';
import { namesTold } from '../directory/told-names';

const at = (seconds: number): string => new Date(T0 + seconds * 1_000).toISOString();
const attributes = (value: object): CallbackForm => ({ TaskAttributes: JSON.stringify(value) });
const OUTBOUND = attributes({ direction: 'outbound', outbound_to: '+15005550001' });
const NOTHING: Omit<CallContext, 'names'> = { returnedAtMs: null, notes: null };

/** Rows of task 1 by the number of their reservation. */
function rowsOf(forms: readonly CallbackForm[], context = NOTHING): (reservation: number) => CallRow {
  const events = forms.map(eventOf);
  const task = events.reduce(foldTask, emptyTask(taskSid(1)));
  const names = new Map([...namesTold(events)].map(([sid, { value }]) => [sid, value]));
  return (number) => {
    const row = recentCall(task, reservationSid(number), { ...context, names });
    if (!row) throw new Error(`Reservation ${number} has no row`);
    expect(v.is(RecentCall, { ...row, v: 0 })).toBe(true);
    return row;
  };
}

const reservation = (type: string, seconds: number, number = 1, more: CallbackForm = {}): CallbackForm =>
  callback(`reservation.${type}`, seconds, reservationFields(number, { task: 1, queue: 1, worker: number }, more));

describe('the row of a reservation', () => {
  it('tells wait, ring, talk and wrap of an answered call by its instants', () => {
    const fields = attributes({ direction: 'inbound', from: '+15005550001', to: '+15005550006', name: 'Ada' });
    const story = { task: 1, queue: 1, entered: 0, reserved: 10, accepted: 14, wrapUp: 60, completed: 75, fields };
    expect(rowsOf(callStory(story))(1)).toEqual({
      schema: 1,
      asOf: at(75),
      reservationSid: reservationSid(1),
      taskSid: taskSid(1),
      direction: 'inbound',
      channel: 'voice',
      outcome: 'answered',
      party: { address: '+15005550001', isMasked: false, name: 'Ada' },
      line: '+15005550006',
      taskQueueSid: queueSid(1),
      queueName: 'Queue 1',
      createdAt: at(10),
      taskCreatedAt: at(-1),
      enteredAt: at(0),
      acceptedAt: at(14),
      wrapupAt: at(60),
      endedAt: at(75),
      transfer: null,
      returnedAt: null,
      disposition: null,
      note: null,
      notesRevision: 0,
      cut: [],
    });
  });

  it.each([
    ['ringing', [reservation('created', 0)], null],
    ['talking', [reservation('created', 0), reservation('accepted', 2)], null],
    ['wrapping', [reservation('created', 0), reservation('accepted', 2), reservation('wrapup', 9)], null],
    ['missed', [reservation('created', 0), reservation('timeout', 20)], 20],
    ['rejected', [reservation('created', 0), reservation('rejected', 3)], 3],
    ['rescinded', [reservation('created', 0), reservation('rescinded', 3)], 3],
    ['rescinded', [reservation('created', 0), reservation('canceled', 3)], 3],
    [
      'missed',
      [reservation('created', 0), reservation('canceled', 3), callback('task.canceled', 3, taskFields(1, 1))],
      3,
    ],
    ['missed', [reservation('created', 0), callback('task.canceled', 4, taskFields(1, 1))], 4],
    [
      'canceled',
      [
        reservation('created', 0, 1, OUTBOUND),
        reservation('canceled', 3, 1, OUTBOUND),
        callback('task.canceled', 3, taskFields(1, 1, OUTBOUND)),
      ],
      3,
    ],
    [
      'rescinded',
      [reservation('created', 0), reservation('canceled', 3), callback('task.canceled', 90, taskFields(1, 1))],
      3,
    ],
    ['answered', [reservation('accepted', 2), callback('task.completed', 9, taskFields(1, 1))], 9],
  ] as const)('is %s when its own milestones say so (%#)', (outcome, forms, ended) => {
    expect(rowsOf(forms)(1)).toMatchObject({ outcome, endedAt: ended === null ? null : at(ended) });
  });

  it('takes the number that was called for the customer of an outbound call, and ours for the line', () => {
    const more = attributes({
      direction: 'outbound',
      outbound_to: '+15005550009',
      from: '+15005550006',
      name: '+15005550009',
    });
    expect(rowsOf([reservation('created', 0, 1, more)])(1)).toMatchObject({
      direction: 'outbound',
      party: { address: '+15005550009', name: null },
      line: '+15005550006',
    });
  });

  it('finds the customer of a chat in the attributes of Flex Conversations', () => {
    const more = attributes({
      customerAddress: 'whatsapp:+15005550001',
      customerName: 'Grace',
      conversations: { outcome: 'Sold' },
    });
    expect(rowsOf([reservation('created', 0, 1, more)])(1)).toMatchObject({
      party: { address: 'whatsapp:+15005550001', name: 'Grace' },
      disposition: 'Sold',
    });
  });

  it('lets what the agent chose stand above what the task says, also when it was cleared', () => {
    const forms = [reservation('created', 0, 1, attributes({ conversations: { outcome: 'Sold' } }))];
    const notes = { note: 'calls back', disposition: null, isDispositionChosen: true, revision: 2 };
    expect(rowsOf(forms, { returnedAtMs: null, notes })(1)).toMatchObject({
      disposition: null,
      note: 'calls back',
      notesRevision: 2,
    });
    const untouched = { ...notes, isDispositionChosen: false };
    expect(rowsOf(forms, { returnedAtMs: null, notes: untouched })(1).disposition).toBe('Sold');
  });

  it('says why it was missed: nobody answered in time, or the customer left while it rang', () => {
    const created = reservation('created', 0);
    const left = [reservation('canceled', 3), callback('task.canceled', 3, taskFields(1, 1))];
    expect(rowsOf([created, reservation('timeout', 20)])(1).missedBecause).toBe('no-answer');
    expect(rowsOf([created, ...left])(1).missedBecause).toBe('customer-left');
    expect(rowsOf([created, reservation('rejected', 3)])(1)).not.toHaveProperty('missedBecause');
  });

  it('says who answered the task that this agent missed, but not who had handed it on', () => {
    const missed = [reservation('created', 10), reservation('timeout', 30)];
    const bob = { WorkerName: 'bob' };
    const later = [...missed, reservation('created', 31, 2, bob), reservation('accepted', 40, 2, bob)];
    const answeredBy = { workerSid: workerSid(2), name: 'bob', at: at(40) };
    expect(rowsOf(later)(1)).toMatchObject({ outcome: 'missed', answeredBy, returnedAt: null, asOf: at(40) });
    expect(rowsOf([...later].reverse())(1)).toEqual(rowsOf(later)(1));
    expect(rowsOf([...missed, reservation('accepted', 5, 2, bob)])(1)).not.toHaveProperty('answeredBy');
  });

  it('is settled by a later contact only when it was missed', () => {
    const returned = { returnedAtMs: T0 + 90_000, notes: null };
    expect(rowsOf([reservation('created', 0), reservation('timeout', 20)], returned)(1).returnedAt).toBe(at(90));
    expect(rowsOf([reservation('created', 0), reservation('rejected', 20)], returned)(1).returnedAt).toBeNull();
  });
});

describe('a transfer', () => {
  const transfer = (mode: string, more: CallbackForm = {}): CallbackForm => ({
    TransferInitiatingReservationSid: reservationSid(1),
    TransferInitiatingWorkerSid: workerSid(1),
    TransferTo: workerSid(2),
    TransferMode: mode,
    ...more,
  });
  const names = (name: string): CallbackForm => ({ WorkerName: name });
  const first = [
    callback('task-queue.entered', -5, taskFields(1, 1)),
    reservation('created', 0, 1, names('alice')),
    reservation('accepted', 5, 1, names('alice')),
  ];

  it('gives the sender and the receiver a row each, with the other one named', () => {
    const row = rowsOf([
      ...first,
      callback('task.transfer-initiated', 60, taskFields(1, 1, transfer('COLD'))),
      reservation('wrapup', 60, 1, transfer('COLD')),
      reservation('created', 61, 2, transfer('COLD', names('bob'))),
      reservation('accepted', 65, 2, transfer('COLD', names('bob'))),
      reservation('completed', 70, 1),
    ]);
    const [alice, bob] = [
      { workerSid: workerSid(1), name: 'alice' },
      { workerSid: workerSid(2), name: 'bob' },
    ];
    expect(row(1)).toMatchObject({ outcome: 'transferred', transfer: { mode: 'cold', from: null, to: bob } });
    expect(row(2)).toMatchObject({ outcome: 'talking', transfer: { mode: 'cold', from: alice, to: null } });
  });

  it('does not count the wait before the first answer as the receiver’s, but the wait in a new queue', () => {
    const sent = transfer('WARM');
    const direct = rowsOf([...first, reservation('created', 61, 2, sent)]);
    expect([direct(1).enteredAt, direct(2).enteredAt]).toEqual([at(-5), null]);
    const queued = rowsOf([
      ...first,
      callback('task-queue.entered', 60, taskFields(1, 2)),
      callback('reservation.created', 75, reservationFields(2, { task: 1, queue: 2, worker: 2 }, sent)),
    ]);
    expect(queued(2).enteredAt).toBe(at(60));
  });

  it('that nobody took leaves the sender with an answered call', () => {
    const row = rowsOf([
      ...first,
      callback('task.transfer-initiated', 60, taskFields(1, 1, transfer('WARM'))),
      reservation('created', 61, 2, transfer('WARM')),
      reservation('rejected', 70, 2, transfer('WARM')),
      callback('task.transfer-failed', 70, taskFields(1, 1, transfer('WARM'))),
      reservation('completed', 90, 1),
    ]);
    expect(row(1).outcome).toBe('answered');
    expect(row(2)).toMatchObject({
      outcome: 'rejected',
      transfer: { mode: 'warm', from: { workerSid: workerSid(1) } },
    });
  });

  it('that completed counts even when nothing is known of its receiver', () => {
    const row = rowsOf([
      ...first,
      callback('task.transfer-completed', 66, taskFields(1, 1, transfer('WARM'))),
      reservation('completed', 70, 1),
    ]);
    expect(row(1)).toMatchObject({
      outcome: 'transferred',
      transfer: { mode: 'warm', to: { workerSid: workerSid(2), name: null } },
    });
  });
});
