import type { QueueFiguresAnswer, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { queueFiguresOf, queueSid } from '../../testing/queue-fixtures';
import { figuresWatch } from './use-queue-figures';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const counting = () => {
  const asked: TaskQueueSid[] = [];
  const figuresOf = (sid: TaskQueueSid): Promise<QueueFiguresAnswer> => {
    asked.push(sid);
    return Promise.resolve(queueFiguresOf(sid));
  };
  return { asked, watchOf: (n: number) => figuresWatch(figuresOf, queueSid(n)) };
};
const nothing = (): void => undefined;

it('is one for a queue, whoever follows it', async () => {
  const { asked, watchOf } = counting();
  const stops = [watchOf(1).subscribe(nothing), watchOf(1).subscribe(nothing)];
  await jest.advanceTimersByTimeAsync(100);
  expect(asked).toEqual([queueSid(1)]);
  expect(watchOf(1).getSnapshot().answer).toEqual(queueFiguresOf(queueSid(1)));
  for (const stop of stops) stop();
});

it('asks about many queues that change all the time no more than three times a second', async () => {
  const { asked, watchOf } = counting();
  const numbers = Array.from({ length: 30 }, (_each, n) => n);
  const stops = numbers.map((n) => watchOf(n).subscribe(nothing));
  for (let second = 0; second < 60; second += 1) {
    await jest.advanceTimersByTimeAsync(1000);
    for (const n of numbers) watchOf(n).changed();
  }
  expect(asked.length).toBeLessThanOrEqual(30 + 60 * 3.5);
  expect(asked.length).toBeGreaterThan(150);
  for (const stop of stops) stop();
});

it('does not show as of now what nobody followed for a while', async () => {
  const { watchOf } = counting();
  const stop = watchOf(1).subscribe(nothing);
  await jest.advanceTimersByTimeAsync(100);
  stop();
  await jest.advanceTimersByTimeAsync(5_000);
  watchOf(1).subscribe(nothing)();
  expect(watchOf(1).getSnapshot().answer).not.toBeNull();
  await jest.advanceTimersByTimeAsync(11_000);
  watchOf(1).subscribe(nothing)();
  expect(watchOf(1).getSnapshot().answer).toBeNull();
});
