import { createCommitQueue } from './commit-queue';

test('a listener that throws silences no other, and its error surfaces', async () => {
  // What nobody handles is what a browser reports; Jest would fail the test for it.
  const surfaced = jest.spyOn(Promise, 'reject').mockReturnValue(Promise.resolve());
  const heard: string[] = [];
  const queue = createCommitQueue(0);
  queue.schedule({
    commit: () => [
      () => heard.push('first'),
      () => {
        throw new Error('a listener of another plugin');
      },
      () => heard.push('last'),
    ],
  });
  await Promise.resolve();
  await Promise.resolve();
  expect(surfaced).toHaveBeenCalledWith(new Error('a listener of another plugin'));
  expect(heard).toEqual(['first', 'last']);
});

test('all changes of a tick are one commit of each, and one call of each listener', async () => {
  const calls: string[] = [];
  const listener = () => calls.push('listener');
  const changed = (name: string) => ({
    commit: () => {
      calls.push(name);
      return [listener];
    },
  });
  const [one, two] = [changed('one'), changed('two')];
  const queue = createCommitQueue(0);
  for (const each of [one, two, one]) queue.schedule(each);
  await Promise.resolve();
  await Promise.resolve();
  expect(calls).toEqual(['one', 'two', 'listener']);
});
