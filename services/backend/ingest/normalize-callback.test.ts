import fc from 'fast-check';
import {
  activitySid,
  callback,
  eventOf,
  queueSid,
  reservationSid,
  reservationFields,
  T0,
  taskFields,
  taskSid,
  workerSid,
} from '../testing/callbacks';
import { isDead, isKnownEvent, normalizeCallback, type CallbackForm } from './normalize-callback';
import { normalizeObservation } from './normalize-directory';

const reasonFor = (form: CallbackForm, nowMs = T0): string | null => {
  const event = normalizeCallback(form, nowMs);
  return isDead(event) ? event.dead : null;
};
const without = (form: CallbackForm, ...fields: string[]): CallbackForm =>
  Object.fromEntries(Object.entries(form).filter(([field]) => !fields.includes(field)));

describe('an event callback', () => {
  it('becomes an event in the backend’s own words', () => {
    const form = callback('reservation.accepted', 1.5, reservationFields(7, { task: 3, queue: 2, worker: 4 }));
    expect(eventOf({ ...form, TaskAttributes: '{"direction":"outbound"}', NewField: 'whatever' })).toEqual({
      sid: form['Sid'],
      type: 'reservation.accepted',
      atMs: T0 + 1_500,
      resourceSid: taskSid(3),
      task: {
        sid: taskSid(3),
        channel: 'voice',
        direction: 'outbound',
        contact: { address: null, name: null, line: null, disposition: null },
        transfer: null,
      },
      reservation: { sid: form['ReservationSid'], workerSid: workerSid(4) },
      taskQueue: { sid: queueSid(2), targetWorkers: null },
      worker: { sid: workerSid(4), attributes: null, activitySid: null, channel: null },
      activity: null,
      names: [{ sid: queueSid(2), name: 'Queue 2' }],
      isEstimate: false,
    });
  });

  it.each([
    ['{"direction":"outbound"}', 'outbound'],
    ['{"direction":"inbound"}', 'inbound'],
    ['{"direction":', 'inbound'],
    ['null', 'inbound'],
    ['"outbound"', 'inbound'],
    ['', null],
  ])('with the task attributes %j is %s', (attributes, direction) => {
    expect(eventOf(callback('task.created', 0, taskFields(1, 1, { TaskAttributes: attributes }))).task?.direction).toBe(
      direction,
    );
  });

  it('carries a worker’s channel only when it is about that channel', () => {
    const fields = {
      WorkerSid: workerSid(1),
      TaskChannelUniqueName: 'chat',
      WorkerChannelCapacity: '3',
      WorkerChannelAvailable: '1',
    };
    expect(eventOf(callback('worker.capacity.update', 0, fields)).worker?.channel).toEqual({
      uniqueName: 'chat',
      capacity: 3,
      available: true,
    });
    expect(eventOf(callback('worker.activity.update', 0, fields)).worker?.channel).toBeNull();
    const unclear = { ...fields, WorkerChannelCapacity: '3.5', WorkerChannelAvailable: 'maybe' };
    expect(eventOf(callback('worker.capacity.update', 0, unclear)).worker?.channel).toEqual({
      uniqueName: 'chat',
      capacity: null,
      available: null,
    });
  });

  it('takes seconds where milliseconds are missing', () => {
    expect(eventOf({ ...callback('task.created', 2, taskFields(1, 1)) }).atMs).toBe(T0 + 2_000);
    const form = without(callback('task.created', 2, taskFields(1, 1)), 'TimestampMs');
    expect(normalizeCallback(form, T0)).toMatchObject({ atMs: T0 + 2_000 });
  });

  it('is identified by its content when it has no SID', () => {
    const form = without(callback('task.created', 0, taskFields(1, 1)), 'Sid');
    const backwards = Object.fromEntries(Object.entries(form).reverse());
    expect(eventOf(form).sid).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(eventOf(backwards).sid).toBe(eventOf(form).sid);
    expect(eventOf({ ...form, TaskPriority: '1' }).sid).not.toBe(eventOf(form).sid);
  });

  it.each([
    ['EventType is missing', { EventType: '' }],
    ['Sid is not a SID of its kind', { Sid: 'EV123' }],
    ['TaskSid is not a SID of its kind', { TaskSid: workerSid(1) }],
    ['TaskQueueSid is not a SID of its kind', { TaskQueueSid: `WQ${'G'.repeat(32)}` }],
    ['WorkerActivitySid is not a SID of its kind', { WorkerSid: workerSid(1), WorkerActivitySid: 'x' }],
    ['TaskSid is missing from task.created', { TaskSid: '' }],
    ['ReservationSid is missing from reservation.created', { EventType: 'reservation.created' }],
    ['TaskQueueSid is missing from task-queue.entered', { EventType: 'task-queue.entered', TaskQueueSid: '' }],
    ['WorkerSid is missing from worker.created', { EventType: 'worker.created' }],
    ['ActivitySid is missing from activity.updated', { EventType: 'activity.updated' }],
    ['TimestampMs is missing', { TimestampMs: '', Timestamp: '' }],
    ['TimestampMs is not a whole number', { TimestampMs: 'NaN' }],
    ['TimestampMs is not a whole number', { TimestampMs: '-1' }],
    ['TimestampMs is not a whole number', { TimestampMs: '1e3' }],
    ['TimestampMs is not a whole number', { TimestampMs: '9'.repeat(16) }],
    ['Timestamp is not a whole number', { TimestampMs: '', Timestamp: 'yesterday' }],
    ['TimestampMs is more than 24 hours ahead of the clock', { TimestampMs: String(T0 + 86_400_001) }],
  ])('is dead because %s', (reason, fields) => {
    expect(reasonFor({ ...callback('task.created', 0, taskFields(1, 1)), ...fields })).toBe(reason);
  });

  it('may be up to 24 hours ahead, and as old as it likes', () => {
    const form = callback('task.created', 0, taskFields(1, 1));
    expect(reasonFor({ ...form, TimestampMs: String(T0 + 86_400_000) })).toBeNull();
    expect(reasonFor({ ...form, TimestampMs: '0' })).toBeNull();
  });

  it('stores an event of the directory under what it is about, whatever task it mentions', () => {
    const all = {
      TaskSid: taskSid(1),
      WorkerSid: workerSid(1),
      TaskQueueSid: queueSid(1),
      ActivitySid: activitySid(1),
      ReservationSid: reservationSid(1),
    };
    const storedUnder = (type: string): string => eventOf(callback(type, 0, all)).resourceSid;
    expect(storedUnder('worker.activity.update')).toBe(workerSid(1));
    expect(storedUnder('task-queue.expression.updated')).toBe(queueSid(1));
    expect(storedUnder('activity.updated')).toBe(activitySid(1));
    expect(storedUnder('task-queue.entered')).toBe(taskSid(1));
    expect(storedUnder('reservation.accepted')).toBe(taskSid(1));
  });

  it('of an unknown type is no fault, and changes nothing', () => {
    const types = ['workflow.entered', 'task.reserved', 'workspace.updated', 'brand-new'];
    for (const type of types) {
      const event = eventOf(callback(type, 0, { ResourceSid: `WW${'0'.repeat(32)}`, ...taskFields(1, null) }));
      expect(isKnownEvent(event)).toBe(false);
    }
    expect(eventOf(callback('workflow.created', 0, { ResourceSid: `WW${'0'.repeat(32)}` })).resourceSid).toMatch(/^WW/);
    expect(eventOf(callback('workflow.created', 0, { ResourceSid: 'x' })).resourceSid).toBe('none');
  });

  it('never throws, whatever the form holds', () => {
    const fields = Object.keys({ ...callback('x', 0, reservationFields(1, { task: 1, queue: 1 })), __proto__: null });
    const values = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(taskSid(1), activitySid(1), '{}', '\ud800', '0'),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(fc.constantFrom(...fields), fc.string()), values), (form) => {
        const event = normalizeCallback(form, T0);
        if (!isDead(event)) expect(JSON.stringify(event)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('an observation of the directory', () => {
  it('is the same event when it is made again, and another when anything differs', () => {
    const observed = {
      kind: 'activity',
      sid: activitySid(1),
      name: 'Break',
      available: false,
      updatedAtMs: T0,
    } as const;
    const first = normalizeObservation(observed);
    expect(first).toMatchObject({ type: 'directory.activity', atMs: T0, resourceSid: activitySid(1) });
    expect(normalizeObservation({ ...observed })).toEqual(first);
    expect(normalizeObservation({ ...observed, name: 'Lunch' })).not.toEqual(first);
  });

  it.each([
    { kind: 'activity', sid: 'x', name: '', available: true, updatedAtMs: T0 } as const,
    { kind: 'task-queue', sid: activitySid(1), name: '', targetWorkers: '', updatedAtMs: T0 } as const,
    { kind: 'worker', sid: workerSid(1), name: '', attributes: '{}', activitySid: '', updatedAtMs: T0 } as const,
    { kind: 'worker-channel', workerSid: '', uniqueName: '', capacity: 1, available: true, updatedAtMs: T0 } as const,
    { kind: 'activity', sid: activitySid(1), name: '', available: true, updatedAtMs: NaN } as const,
  ])('that does not name its resource or instant is dead: %j', (observation) => {
    expect(normalizeObservation(observation)).toHaveProperty('dead');
  });
});
