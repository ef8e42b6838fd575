import { turnOfEventLoop } from '../base/event-loop';
import { createGroupCommit } from './group-commit';

test('what arrives until a transaction has begun is stored with it, and what arrives later with the next', async () => {
  const begin: (() => void)[] = [];
  const stored: (readonly number[])[] = [];
  const commits = createGroupCommit<number, 'stored'>({
    store: async (take) => {
      await new Promise<void>((resolve) => begin.push(resolve));
      stored.push(take());
      return take().map(() => 'stored');
    },
    bury: () => Promise.reject(new Error('nothing is at fault')),
  });
  const first = commits.accept([1]);
  await turnOfEventLoop();
  await turnOfEventLoop();
  const second = commits.accept([2, 3]);
  expect(commits.waiting()).toBe(3);
  begin[0]?.();
  expect(await Promise.all([first, second])).toEqual([['stored'], ['stored', 'stored']]);
  const third = commits.accept([4]);
  await turnOfEventLoop();
  await turnOfEventLoop();
  begin[1]?.();
  await third;
  expect(stored).toEqual([[1, 2, 3], [4]]);
});
