import { emptyWindow, type QueueWindow } from '@flex-sync-suite/shared/contract';
import {
  callback,
  callStory,
  eventOf,
  queueSid,
  reservationFields,
  T0,
  taskFields,
  taskSid,
  type CallStory,
} from '../../testing/callbacks';
import type { CallbackForm } from '../../ingest/normalize-callback';
import { judgedBuckets } from '../../testing/judged-buckets';
import { bucketChanges, contributionsOf, minuteOf } from './contributions';
import { foldTask } from '../fold-task';
import { emptyTask } from '../task-state';

const taskAfter = (forms: readonly CallbackForm[]) => forms.map(eventOf).reduce(foldTask, emptyTask(taskSid(1)));
const contributed = (forms: readonly CallbackForm[]) => contributionsOf(taskAfter(forms));

/** [queue, minutes after T0, figures that are not zero] */
const buckets = (forms: readonly CallbackForm[]) =>
  judgedBuckets([taskAfter(forms)]).map(({ queueSid: queue, minute, counts }) => [
    queue === queueSid(1) ? 1 : 2,
    minute - minuteOf(T0),
    Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)),
  ]);

const story = (more: Omit<CallStory, 'task' | 'queue'>) => callStory({ task: 1, queue: 1, ...more });

describe('what a task adds to the figures', () => {
  it('counts each thing in the minute of its own instant', () => {
    expect(buckets(story({ entered: 50, reserved: 55, accepted: 65, wrapUp: 150, completed: 190 }))).toEqual([
      [1, 0, { offered: 1 }],
      [1, 1, { answered: 1, answeredInTime: 1, answerWaitMs: 15_000 }],
      [1, 3, { completed: 1, handled: 1, handleMs: 125_000 }],
    ]);
  });

  it.each([
    ['voice', 20, 1],
    ['voice', 20.001, 0],
    ['chat', 60, 1],
    ['chat', 60.001, 0],
    ['sms', 60, 1],
  ])('judges %s answered after %p s by the threshold of its channel', (channel, wait, inTime) => {
    const forms = story({ entered: 0, accepted: wait, fields: { TaskChannelUniqueName: channel } });
    const answered = judgedBuckets([taskAfter(forms)]).find(({ counts }) => counts.answered > 0);
    expect(answered?.counts.answeredInTime).toBe(inTime);
  });

  it.each([
    [4.999, { abandoned: 1, shortAbandoned: 1, abandonedInTime: 1 }],
    [5, { abandoned: 1, abandonedInTime: 1 }],
    [20, { abandoned: 1, abandonedInTime: 1 }],
    [20.001, { abandoned: 1 }],
  ])('calls an abandon after %p s %p', (wait, figures) => {
    expect(buckets(story({ entered: 0, canceled: wait }))).toEqual([[1, 0, { offered: 1, ...figures }]]);
  });

  it('counts a move to another queue as flowed out of the first and offered to the second', () => {
    const moved = [1, 2].map((queue) => callback('task-queue.entered', queue * 60, taskFields(1, queue)));
    expect(buckets(moved)).toEqual([
      [1, 1, { offered: 1 }],
      [1, 2, { flowedOut: 1 }],
      [2, 2, { offered: 1 }],
    ]);
  });

  it('counts only handling and completion of outbound tasks: nobody waited', () => {
    const fields = { TaskAttributes: '{"direction":"outbound"}' };
    expect(buckets(story({ entered: 0, reserved: 1, accepted: 2, completed: 30, fields }))).toEqual([
      [1, 0, { completed: 1, handled: 1, handleMs: 28_000 }],
    ]);
    expect(buckets(story({ entered: 0, canceled: 30, fields }))).toEqual([]);
  });

  it('counts tasks whose attributes are no JSON as inbound', () => {
    expect(buckets(story({ entered: 0, fields: { TaskAttributes: '{"direction":"outbound"' } }))).toHaveLength(1);
  });

  it('counts both reservations of a transferred task as handled, and its completion where it was answered last', () => {
    const forms = [
      ...story({ entered: 0, reserved: 1, accepted: 2 }),
      callback('reservation.completed', 30, reservationFields(1, { task: 1, queue: 2 })),
      callback('task-queue.entered', 30, taskFields(1, 2)),
      callback('reservation.created', 31, reservationFields(2, { task: 1, queue: 2 })),
      callback('reservation.accepted', 32, reservationFields(2, { task: 1, queue: 2 })),
      callback('reservation.completed', 50, reservationFields(2, { task: 1, queue: 2 })),
      callback('task.completed', 50, taskFields(1, 2)),
    ];
    expect(buckets(forms)).toEqual([
      [1, 0, expect.objectContaining({ answered: 1, handled: 1, handleMs: 28_000 })],
      [2, 0, expect.objectContaining({ answered: 1, handled: 1, handleMs: 18_000, completed: 1 })],
    ]);
  });

  it('counts no completion of a task that nobody answered', () => {
    expect(buckets([...story({ entered: 0 }), callback('task.completed', 9, taskFields(1, 1))])).toEqual([
      [1, 0, { offered: 1 }],
    ]);
  });

  it('names the channel of each queue visited, once', () => {
    const visits = [1, 2, 1].map((queue, index) => callback('task-queue.entered', index, taskFields(1, queue)));
    expect(contributed(visits).channels).toEqual([
      { queueSid: queueSid(1), channel: 'voice' },
      { queueSid: queueSid(2), channel: 'voice' },
    ]);
  });
});

describe('the difference of two contributions', () => {
  const bucket = (minute: number, counts: Partial<QueueWindow>) => ({
    queueSid: queueSid(1),
    minute,
    counts: { ...emptyWindow(), ...counts },
  });

  it('takes back what no longer holds and leaves out what stayed', () => {
    const before = [bucket(1, { offered: 1 }), bucket(2, { abandoned: 1, shortAbandoned: 1 })];
    const after = [bucket(1, { offered: 1 }), bucket(2, { abandoned: 1 }), bucket(3, { handled: 2 })];
    expect(bucketChanges(before, after)).toEqual([bucket(2, { shortAbandoned: -1 }), bucket(3, { handled: 2 })]);
  });
});
