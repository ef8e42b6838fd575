import fc from 'fast-check';
import { activitySid, callback, queueSid, reservationFields, T0, taskFields, workerSid } from '../testing/callbacks';
import { cloudEventOf } from '../testing/cloud-events';
import { anyHistory } from '../testing/histories';
import { eventsOfBatch } from './event-stream';
import type { CallbackForm } from './normalize-callback';
import { eventOf, type ReceivedEvent } from './received-event';

const NOW = T0 + 7_200_000;
const read = (received: ReceivedEvent | undefined) => (received === undefined ? null : eventOf(received, NOW));
const streamed = (event: unknown) => read(eventsOfBatch([event])[0]);
const called = (form: CallbackForm) => read({ source: 'callback', form });

/** A type and its fields that histories do not have. */
const OTHERS = [
  callback('task-queue.expression.updated', 1, { TaskQueueSid: queueSid(1), TaskQueueTargetExpression: 'a == 1' }),
  callback('worker.capacity.update', 2, {
    ...{ WorkerSid: workerSid(1), TaskChannelUniqueName: 'chat' },
    ...{ WorkerChannelCapacity: '3', WorkerChannelAvailable: 'true' },
  }),
  callback('worker.channel.availability.update', 3, {
    ...{ WorkerSid: workerSid(1), TaskChannelUniqueName: 'chat', WorkerChannelAvailable: 'false' },
  }),
  callback('activity.updated', 4, { ActivitySid: activitySid(1), ActivityName: 'Break', ActivityAvailable: 'false' }),
  callback('task.transfer-initiated', 5, {
    ...reservationFields(1, { task: 1, queue: 1 }),
    ...{ TaskTransferSid: `TT${'1'.repeat(32)}`, TransferMode: 'WARM', TransferTo: workerSid(2) },
  }),
];

test('whatever happens, Event Streams and the event callback tell the same event, by the same SID', () => {
  fc.assert(
    fc.property(anyHistory(40), (history) => {
      for (const form of [...history, ...OTHERS]) expect(streamed(cloudEventOf(form))).toEqual(called(form));
    }),
    { numRuns: 50 },
  );
});

test('an event that names its type or its SID outside of the payload alone is read all the same', () => {
  const form = callback('task-queue.expression.updated', 1, { TaskQueueSid: queueSid(1) });
  const { data, ...event } = cloudEventOf(form) as { data: { payload: object; sid: string } };
  const named = new Set(['eventtype', 'sid', 'timestamp']);
  const payload = Object.fromEntries(Object.entries(data.payload).filter(([name]) => !named.has(name)));
  expect(streamed({ ...event, data: { ...data, payload } })).toEqual(called(form));
  expect(streamed({ ...event, data: { ...data, payload: JSON.stringify(payload) } })).toEqual(called(form));
});

const good = cloudEventOf(callback('task-queue.entered', 0, taskFields(1, 1)));
const nested = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown;

test.each([
  ['a text', 'event', 'it is no CloudEvent'],
  ['nothing', null, 'it is no CloudEvent'],
  ['an event of another product', { ...good, type: 'com.twilio.messaging.message.sent' }, 'its type is none of'],
  ['an event without a type', { ...good, type: undefined }, 'its type is none of'],
  ['an event without data', { ...good, data: 'text' }, 'its data is missing'],
  ['an event without a payload', { ...good, data: { sid: 'EV' } }, 'its data.payload is missing'],
  ['a payload that is no JSON', { ...good, data: { payload: '{' } }, 'its data.payload is missing'],
  ['data without end', { ...good, data: { payload: { task_attributes: nested } } }, 'it is nested too deeply'],
  [
    'an instant that is none',
    { ...good, data: { payload: { timestamp: 'soon', reason: 'a' } } },
    'TimestampMs is not a whole',
  ],
])('%s is kept with the reason, and the events beside it are read', (_name, bad, reason) => {
  const [before, found, after] = eventsOfBatch([good, bad, good]).map(read);
  expect(found).toEqual({ dead: expect.stringContaining(reason) as string });
  expect(before).toMatchObject({ type: 'task-queue.entered' });
  expect(after).toEqual(before);
});

test('the event by which a sink is tested tells nothing, and one event needs no array', () => {
  expect(eventsOfBatch([{ ...good, type: 'com.twilio.eventstreams.test-event', data: { test_id: 'a' } }])).toEqual([]);
  expect(eventsOfBatch(good)).toHaveLength(1);
});
