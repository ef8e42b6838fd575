import fc from 'fast-check';
import type { CallbackForm } from '../../ingest/normalize-callback';
import { activitySid, callback, eventOf, queueSid, reservationFields, workerSid } from '../../testing/callbacks';
import { disturbed } from '../../testing/histories';
import { stampOf } from '../stamp';
import { namesTold, newerNames } from './told-names';

/** Types that TaskRouter sends with these fields, and one that it does not send yet. */
const TYPES = [
  'task-queue.created',
  'task-queue.entered',
  'task-queue.moved',
  'task-queue.timeout',
  'workflow.entered',
  'workflow.target-matched',
  'reservation.accepted',
  'task.completed',
  'worker.activity.update',
  'worker.capacity.update',
  'activity.updated',
  'reservation.pondered',
];

/** Each field that names something, with the field of its SID and the SID of the first of its kind. */
const FIELDS = [
  ['TaskQueueSid', 'TaskQueueName', queueSid(1)],
  ['WorkerSid', 'WorkerName', workerSid(1)],
  ['WorkerActivitySid', 'WorkerActivityName', activitySid(1)],
  ['WorkerPreviousActivitySid', 'WorkerPreviousActivityName', activitySid(2)],
  ['ActivitySid', 'ActivityName', activitySid(3)],
] as const;

const telling = fc.record({
  type: fc.constantFrom(...TYPES),
  at: fc.integer({ min: 0, max: 9 }),
  names: fc.tuple(...FIELDS.map(() => fc.option(fc.string({ minLength: 1 }), { nil: undefined }))),
});

const without = (form: CallbackForm, left: string): CallbackForm =>
  Object.fromEntries(Object.entries(form).filter(([field]) => field !== left));

const formOf = ({ type, at, names }: { type: string; at: number; names: readonly (string | undefined)[] }) => {
  const told = FIELDS.flatMap(([sidField, nameField, sid], index) => {
    const name = names[index];
    return [[sidField, sid] as const, ...(name === undefined ? [] : [[nameField, name] as const])];
  });
  return callback(type, at, {
    ...without(reservationFields(1, { task: 1, queue: 1 }), 'TaskQueueName'),
    ...Object.fromEntries(told),
  });
};

describe('names', () => {
  it('are those of the newest event that tells them, of whatever type and in whatever order they come', () => {
    fc.assert(
      fc.property(
        fc.array(telling, { minLength: 1 }).chain((all) => {
          const forms = all.map(formOf);
          return fc.tuple(fc.constant(forms), disturbed(forms));
        }),
        ([forms, batches]) => {
          const names = namesTold(batches.flat().map(eventOf));
          for (const [, nameField, sid] of FIELDS) {
            const tellers = forms
              .filter((form) => form[nameField] !== undefined)
              .map((form) => ({ form, stamp: stampOf(eventOf(form)) }));
            const newest = tellers.reduce<(typeof tellers)[number] | null>(
              (a, b) => (a === null || b.stamp > a.stamp ? b : a),
              null,
            );
            expect(names.get(sid)?.value).toBe(newest?.form[nameField]);
          }
        },
      ),
    );
  });

  it('are told by no estimate, and by no SID that is none', () => {
    const form = callback('task.updated', 0, { ...reservationFields(1, { task: 1, queue: 1 }), WorkerName: 'Ada' });
    expect(namesTold([{ ...eventOf(form), isEstimate: true }])).toEqual(new Map());
    const other = eventOf({ ...without(form, 'WorkerSid'), WorkerActivitySid: 'Idle', WorkerActivityName: 'Idle' });
    expect([...namesTold([other]).keys()]).toEqual([queueSid(1)]);
  });

  it('are new where they are newer than what is known, and not where they are told again', () => {
    const told = namesTold([eventOf(callback('task.updated', 5, reservationFields(1, { task: 1, queue: 1 })))]);
    expect([...newerNames(told, new Map()).keys()]).toEqual([queueSid(1)]);
    expect(newerNames(told, told)).toEqual(new Map());
  });
});
