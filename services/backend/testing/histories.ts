import fc from 'fast-check';
import type { CallbackForm } from '../ingest/normalize-callback';
import { activitySid, callback, queueSid, reservationFields, reservationSid, taskFields, workerSid } from './callbacks';

const TASK_TYPES = [
  'task.created',
  'task.updated',
  'task-queue.entered',
  'task.canceled',
  'task.completed',
  'task.deleted',
  'task.transfer-initiated',
  'task.transfer-completed',
  'task-queue.moved',
  'task-queue.timeout',
  'workflow.entered',
];
const RESERVATION_TYPES = [
  'created',
  'accepted',
  'rejected',
  'timeout',
  'rescinded',
  'canceled',
  'wrapup',
  'completed',
];
const WORKER_TYPES = ['worker.created', 'worker.activity.update', 'worker.attributes.update', 'worker.deleted'];

const small = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });

/** How far apart two events of a history may lie. */
export const HISTORY_SPAN_MS = 2_500_000;

/** Few distinct instants, so that equal timestamps are the rule and not the exception. */
const seconds = fc.oneof(
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 4 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: HISTORY_SPAN_MS / 500 }).map((n) => n / 2) },
);

/** Fields of a transfer that one of the task's reservations started. */
const transferFields = fc
  .record({ from: small(3), to: fc.constantFrom(workerSid(1), workerSid(2), queueSid(1)), warm: fc.boolean() })
  .map(({ from, to, warm }) => (task: number): CallbackForm => ({
    TransferInitiatingReservationSid: reservationSid(task * 10 + from),
    TransferInitiatingWorkerSid: workerSid(from),
    TransferTo: to,
    TransferMode: warm ? 'WARM' : 'COLD',
  }));

const renamed = fc.constantFrom('', ' (renamed)', ' (renamed again)');

const taskCallback = fc
  .record({
    type: fc.constantFrom(...TASK_TYPES),
    at: seconds,
    task: small(3),
    queue: small(3),
    suffix: renamed,
    channel: fc.constantFrom('voice', 'chat'),
    attributes: fc.constantFrom(
      '{}',
      '{"direction":"outbound","outbound_to":"+15005550001","from":"+15005550006"}',
      '{"direction":"inbound","from":"+15005550001","to":"+15005550006","name":"Ada"}',
      '{"from":"+1 (500) 555-0001","conversations":{"outcome":"Sold"}}',
      '{"from":"whatsapp:+15005550002"}',
      'not JSON',
    ),
    fields: transferFields,
  })
  .map(({ type, at, task, queue, suffix, channel, attributes, fields }) =>
    callback(
      type,
      at,
      taskFields(task, queue, {
        TaskQueueName: `Queue ${queue}${suffix}`,
        TaskChannelUniqueName: channel,
        TaskAttributes: attributes,
        ...(type.startsWith('task.transfer-') ? fields(task) : {}),
      }),
    ),
  );

const reservationCallback = fc
  .record({
    type: fc.constantFrom(...RESERVATION_TYPES),
    at: seconds,
    task: small(3),
    queue: small(3),
    slot: small(3),
    suffix: renamed,
    fields: fc.oneof({ weight: 3, arbitrary: fc.constant(() => ({})) }, { weight: 1, arbitrary: transferFields }),
  })
  .map(({ type, at, task, queue, slot, suffix, fields }) =>
    callback(
      `reservation.${type}`,
      at,
      reservationFields(
        task * 10 + slot,
        { task, queue, worker: slot },
        { ...fields(task), TaskQueueName: `Queue ${queue}${suffix}`, WorkerName: `Worker ${slot}${suffix}` },
      ),
    ),
  );

const workerCallback = fc
  .record({
    type: fc.constantFrom(...WORKER_TYPES),
    at: seconds,
    worker: small(3),
    skill: small(2),
    activity: small(2),
    suffix: renamed,
  })
  .map(({ type, at, worker, skill, activity, suffix }) =>
    callback(type, at, {
      WorkerSid: workerSid(worker),
      WorkerName: `Worker ${worker}${suffix}`,
      WorkerAttributes: JSON.stringify({ skills: [`skill${skill}`] }),
      WorkerActivitySid: activitySid(activity),
      WorkerActivityName: `Activity ${activity}${suffix}`,
    }),
  );

const channelCallback = fc
  .record({ at: seconds, worker: small(3), capacity: fc.integer({ min: 0, max: 3 }), available: fc.boolean() })
  .map(({ at, worker, capacity, available }) =>
    callback('worker.capacity.update', at, {
      WorkerSid: workerSid(worker),
      TaskChannelUniqueName: 'voice',
      WorkerChannelCapacity: String(capacity),
      WorkerChannelAvailable: String(available),
    }),
  );

const directoryCallback = fc.oneof(
  fc.record({ at: seconds, queue: small(3), skill: small(2) }).map(({ at, queue, skill }) =>
    callback('task-queue.expression.updated', at, {
      TaskQueueSid: queueSid(queue),
      TaskQueueTargetExpression: `skills HAS 'skill${skill}'`,
    }),
  ),
  fc.record({ at: seconds, activity: small(2), available: fc.boolean() }).map(({ at, activity, available }) =>
    callback('activity.updated', at, {
      ActivitySid: activitySid(activity),
      ActivityName: `Activity ${activity}`,
      ActivityAvailable: String(available),
    }),
  ),
);

/**
 * Any callbacks about a handful of tasks, queues and workers, possible or not: lost, contradictory and simultaneous
 * events are what the fold must bear.
 */
export const anyHistory = (maxLength: number): fc.Arbitrary<CallbackForm[]> =>
  fc.array(
    fc.oneof(
      { weight: 5, arbitrary: taskCallback },
      { weight: 5, arbitrary: reservationCallback },
      { weight: 2, arbitrary: workerCallback },
      { weight: 1, arbitrary: channelCallback },
      { weight: 2, arbitrary: directoryCallback },
    ),
    { minLength: 1, maxLength },
  );

/** The same callbacks in another order and with repetitions, cut into batches. */
export const disturbed = (history: readonly CallbackForm[]): fc.Arbitrary<CallbackForm[][]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...history], { minLength: history.length }),
      fc.subarray([...history]),
      fc.infiniteStream(fc.integer({ min: 1, max: 7 })),
    )
    .map(([shuffled, repeated, sizes]) => {
      const rest = [...shuffled, ...repeated];
      const batches: CallbackForm[][] = [];
      for (const size of sizes) {
        if (rest.length === 0) break;
        batches.push(rest.splice(0, size));
      }
      return batches;
    });
