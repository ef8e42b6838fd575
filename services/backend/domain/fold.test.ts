import fc from 'fast-check';
import { isTaskEvent } from './fold-task';
import { anyHistory, disturbed } from '../testing/histories';
import {
  eventOf,
  queueSid,
  reservationFields,
  reservationSid,
  taskFields,
  taskSid,
  callback,
} from '../testing/callbacks';
import { contributionsOf } from './queues/contributions';
import { emptyActivity, emptyTaskQueue, emptyWorker } from './directory/directory-state';
import { foldActivity, foldTaskQueue, foldWorker } from './directory/fold-directory';
import { foldTask } from './fold-task';
import { knownTask } from './known-task';
import { recentCall } from './calls/recent-call';
import { activitySid, workerSid } from '../testing/callbacks';
import type { TaskRouterEvent } from './task-router-event';
import { emptyTask } from './task-state';
import { namesTold } from './directory/told-names';
import { visitsOf } from './queues/visits';

/** Everything that the events say, as text. */
function stateAfter(events: readonly TaskRouterEvent[]): string {
  const numbers = [1, 2, 3];
  const tasks = numbers.map((n) => events.reduce(foldTask, emptyTask(taskSid(n))));
  return JSON.stringify({
    tasks,
    visits: tasks.map((task) => visitsOf(knownTask(task))),
    calls: tasks.map((task) =>
      knownTask(task).reservations.map(({ sid }) =>
        recentCall(task, sid, { returnedAtMs: null, notes: null, names: new Map() }),
      ),
    ),
    contributions: tasks.map((task) => contributionsOf(task)),
    workers: numbers.map((n) => events.reduce(foldWorker, emptyWorker(workerSid(n)))),
    queues: numbers.map((n) => events.reduce(foldTaskQueue, emptyTaskQueue(queueSid(n)))),
    activities: numbers.map((n) => events.reduce(foldActivity, emptyActivity(activitySid(n)))),
    names: [...namesTold(events)].sort(([a], [b]) => (a < b ? -1 : 1)),
  });
}

describe('the fold', () => {
  it('ends in the same bytes whatever the order and however often events are repeated', () => {
    const ties = { pairs: 0, histories: 0 };
    fc.assert(
      fc.property(
        anyHistory(60).chain((history) => fc.tuple(fc.constant(history), disturbed(history))),
        ([history, batches]) => {
          const instants = new Set(history.map((form) => form['TimestampMs']));
          ties.histories += 1;
          if (instants.size < history.length) ties.pairs += 1;
          expect(stateAfter(batches.flat().map(eventOf))).toBe(stateAfter(history.map(eventOf)));
        },
      ),
      { numRuns: 2_000 },
    );
    expect(ties.pairs / ties.histories).toBeGreaterThan(0.2);
  });

  it('lets the type decide between two events of one millisecond, before the event SID', () => {
    const entered = eventOf({ ...callback('task-queue.entered', 0, taskFields(1, 1)), Sid: `EV${'f'.repeat(32)}` });
    const updated = eventOf({
      ...callback('task.updated', 0, taskFields(1, 1, { TaskChannelUniqueName: 'chat' })),
      Sid: `EV${'0'.repeat(32)}`,
    });
    for (const order of [
      [entered, updated],
      [updated, entered],
    ]) {
      expect(order.reduce(foldTask, emptyTask(taskSid(1))).channel?.value).toBe('chat');
    }
  });

  it('keeps the queue that a reservation was made in when later events name another', () => {
    const made = eventOf(callback('reservation.created', 0, reservationFields(1, { task: 1, queue: 1 })));
    const moved = eventOf(callback('reservation.completed', 9, reservationFields(1, { task: 1, queue: 2 })));
    const task = [moved, made].reduce(foldTask, emptyTask(taskSid(1)));
    expect(task.reservations.map(({ sid, queue }) => [sid, queue?.value])).toEqual([[reservationSid(1), queueSid(1)]]);
  });

  it('changes nothing for types it does not know', () => {
    const unknown = ['task.transfer-pondered', 'reservation.pondered', 'workflow.entered', 'task-queue.moved'].map(
      (type) => eventOf(callback(type, 5, reservationFields(1, { task: 1, queue: 2 }))),
    );
    expect(unknown.filter(isTaskEvent)).toEqual([]);
    expect(unknown.reduce(foldTask, emptyTask(taskSid(1)))).toEqual(emptyTask(taskSid(1)));
  });
});
