import {
  callback,
  callStory,
  eventOf,
  queueSid,
  reservationFields,
  T0,
  taskFields,
  taskSid,
} from '../../testing/callbacks';
import type { CallbackForm } from '../../ingest/normalize-callback';
import { foldTask } from '../fold-task';
import { knownTask } from '../known-task';
import { emptyTask, taskPhase, type KnownTask } from '../task-state';
import { visitsOf } from './visits';

const given = (...forms: CallbackForm[]): KnownTask =>
  knownTask(forms.map(eventOf).reduce(foldTask, emptyTask(taskSid(1))));
const entered = (at: number, queue = 1) => callback('task-queue.entered', at, taskFields(1, queue));
const task = (type: string, at: number, queue = 1) => callback(`task.${type}`, at, taskFields(1, queue));
const reservation = (type: string, at: number, queue = 1, number = 1) =>
  callback(`reservation.${type}`, at, reservationFields(number, { task: 1, queue }));

/** Visits with instants in seconds after T0. */
const seen = (state: KnownTask) =>
  visitsOf(state).map(({ queueSid: queue, enteredAtMs, end }) => [
    queue === queueSid(1) ? 1 : 2,
    (enteredAtMs - T0) / 1000,
    end.kind,
    ...('waitMs' in end ? [end.waitMs / 1000] : []),
  ]);

describe('a queue visit', () => {
  it('is answered by the first accepted reservation in its queue', () => {
    const state = given(entered(0), reservation('accepted', 9, 1, 2), reservation('accepted', 7, 1, 1));
    expect(seen(state)).toEqual([[1, 0, 'answered', 7]]);
  });

  it('is not answered by a reservation of another queue or of a later visit', () => {
    const state = given(entered(0), reservation('accepted', 12, 1), entered(10, 2));
    expect(seen(state)).toEqual([
      [1, 0, 'flowed-out'],
      [2, 10, 'open'],
    ]);
  });

  it('counts an answer in the millisecond of its entry as no wait, and one at the next entry as none', () => {
    expect(seen(given(entered(5), reservation('accepted', 5)))).toEqual([[1, 5, 'answered', 0]]);
    expect(seen(given(entered(0), entered(5, 2), reservation('accepted', 5, 1)))[0]).toEqual([1, 0, 'flowed-out']);
  });

  it('ends by whichever comes first, the answer in case of a tie', () => {
    expect(seen(given(entered(0), reservation('accepted', 8), task('canceled', 8)))).toEqual([[1, 0, 'answered', 8]]);
    expect(seen(given(entered(0), reservation('accepted', 9), task('canceled', 8)))).toEqual([[1, 0, 'abandoned', 8]]);
  });

  it('gives a cancelation to one visit only, with no negative wait', () => {
    expect(seen(given(entered(0), entered(10, 2), task('canceled', 15)))).toEqual([
      [1, 0, 'flowed-out'],
      [2, 10, 'abandoned', 5],
    ]);
    expect(seen(given(entered(10), entered(20, 2), task('canceled', 8)))).toEqual([
      [1, 10, 'abandoned', 0],
      [2, 20, 'closed'],
    ]);
  });

  it('stays open, or is closed without an answer, and may be one of several in the same queue', () => {
    expect(seen(given(entered(0)))).toEqual([[1, 0, 'open']]);
    expect(seen(given(entered(0), task('completed', 5)))).toEqual([[1, 0, 'closed']]);
    expect(seen(given(entered(0), task('deleted', 5)))).toEqual([[1, 0, 'closed']]);
    expect(seen(given(entered(0), entered(9), reservation('accepted', 12)))).toEqual([
      [1, 0, 'flowed-out'],
      [1, 9, 'answered', 3],
    ]);
  });

  it('begins with the reservation when the callback of the entry was lost', () => {
    expect(seen(given(reservation('created', 3), reservation('accepted', 7)))).toEqual([[1, 3, 'answered', 4]]);
    expect(seen(given(reservation('accepted', 7)))).toEqual([[1, 7, 'answered', 0]]);
    expect(seen(given(entered(0, 2), reservation('created', 3, 1), reservation('created', 2, 1, 2)))).toEqual([
      [2, 0, 'flowed-out'],
      [1, 2, 'open'],
    ]);
  });
});

describe('the phase of a task', () => {
  it.each([
    ['unknown', given(task('created', 0))],
    ['queued', given(entered(0))],
    ['ringing', given(entered(0), reservation('created', 1))],
    ['queued', given(entered(0), reservation('created', 1), reservation('timeout', 9))],
    ['talking', given(entered(0), reservation('accepted', 3))],
    ['talking', given(entered(0), reservation('accepted', 3), reservation('rescinded', 3, 1, 2))],
    ['wrapping', given(entered(0), reservation('accepted', 3), reservation('wrapup', 9))],
    ['closing', given(entered(0), reservation('accepted', 3), reservation('completed', 9))],
    ['queued', given(entered(0), reservation('accepted', 3), entered(7), reservation('completed', 9))],
    ['closed', given(entered(0), reservation('created', 3), task('canceled', 9))],
    ['closed', given(...callStory({ task: 1, queue: 1, entered: 0, reserved: 1, accepted: 2, completed: 9 }))],
  ])('is %s', (phase, state) => {
    expect(taskPhase(state)).toBe(phase);
  });

  it('ends a reservation that failed', () => {
    expect(taskPhase(given(entered(0), reservation('created', 1), reservation('failed', 2)))).toBe('queued');
  });
});
