import type { QueueWindow } from '@flex-sync-suite/shared/contract';
import { isKnownEvent } from '../../ingest/normalize-callback';
import { callback, callStory, eventOf, queueSid, T0, taskSid, workerSid } from '../../testing/callbacks';
import { contributionsOf } from '../queues/contributions';
import { channelCapacities, emptyWorker, type WorkerState } from './directory-state';
import { foldWorker } from './fold-directory';
import { foldTask } from '../fold-task';
import { queueMetrics } from '../queues/queue-metrics';
import { parseTargetExpression } from './target-expression';
import { emptyTask } from '../task-state';
import { judgedBuckets } from '../../testing/judged-buckets';

/** Names of channels, parameters and attributes that every object has something under. */
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

/** As it comes back from the database. */
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe.each(NAMES)('a name from outside: %s', (name) => {
  test('as the channel of a task, it is judged by the default threshold', () => {
    const forms = callStory({
      task: 1,
      queue: 1,
      entered: 0,
      accepted: 59,
      completed: 70,
      fields: {
        TaskChannelUniqueName: name,
        [name]: 'as a parameter',
        TaskAttributes: `{"${name}":"as an attribute"}`,
      },
    });
    expect(forms.map(eventOf).every(isKnownEvent)).toBe(true);
    const task = forms.map(eventOf).reduce((folded, event) => stored(foldTask(folded, event)), emptyTask(taskSid(1)));
    const buckets = judgedBuckets([task]);
    expect(contributionsOf(task).channels).toEqual([{ queueSid: queueSid(1), channel: name }]);
    const total = (counter: keyof QueueWindow) => buckets.reduce((sum, { counts }) => sum + counts[counter], 0);
    expect([total('answered'), total('answeredInTime'), total('answerWaitMs')]).toEqual([1, 1, 59_000]);
  });

  test('as the channel of a worker, its capacity is kept and counted', () => {
    const capacity = (value: number, at: number) =>
      eventOf(
        callback('worker.capacity.update', at, {
          WorkerSid: workerSid(1),
          TaskChannelUniqueName: name,
          WorkerChannelCapacity: String(value),
          WorkerChannelAvailable: 'true',
        }),
      );
    const events = [capacity(3, 1), capacity(2, 2), capacity(9, 0)];
    const worker = events.reduce<WorkerState>(
      (folded, event) => stored(foldWorker(folded, event)),
      emptyWorker(workerSid(1)),
    );
    expect(Object.entries(channelCapacities(worker))).toEqual([[name, 2]]);
  });

  test.each([
    [{ [name]: 1 }, {}, 1],
    [{ [name]: 1 }, { [name]: 1 }, 0],
    [{ voice: 1 }, {}, 0],
  ])(
    'as the channel of a waiting task, workers with %j and a load of %j are free for it: %p',
    (capacities, load, free) => {
      const tasks = [{ phase: 'queued', channel: name, count: 1, enteredAtMs: T0, createdAtMs: T0 }] as const;
      const workers = [{ available: true, capacities: stored(capacities), load: stored(load) }];
      const { now } = queueMetrics({ tasks, workers, channels: [name], minutes: [] }, T0, 'UTC');
      expect(now).toMatchObject({ queued: 1, eligible: 1, free });
    },
  );

  test('as an attribute in an expression, it is what the worker has, or nothing', () => {
    const matches = (text: string, attributes: unknown) => {
      const expression = parseTargetExpression(text);
      return expression.ok && expression.matches(attributes);
    };
    expect(matches(`${name} == "x"`, {})).toBe(false);
    expect(matches(`${name} == "x"`, stored({ [name]: 'x' }))).toBe(true);
    expect(matches(`skills.${name} == null`, { skills: {} })).toBe(true);
  });
});
