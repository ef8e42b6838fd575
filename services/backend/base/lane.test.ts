import { createLane } from './lane';

const never = new AbortController().signal;

test('lets one in at a time, in the order in which they came', async () => {
  const lane = createLane();
  const log: string[] = [];
  const visit = async (name: string): Promise<void> => {
    const leave = await lane.enter(never);
    log.push(`${name} in`);
    await new Promise(setImmediate);
    log.push(`${name} out`);
    leave();
    leave();
  };
  await Promise.all(['a', 'b', 'c'].map(visit));
  await visit('d');
  expect(log).toEqual(['a', 'b', 'c', 'd'].flatMap((name) => [`${name} in`, `${name} out`]));
});

test('who gives up while waiting is passed over; who is in already is not put out', async () => {
  const lane = createLane();
  const [first, second] = [new AbortController(), new AbortController()];
  const leave = await lane.enter(first.signal);
  const givenUp = lane.enter(second.signal);
  const third = lane.enter(never);
  second.abort(new Error('no more'));
  await expect(givenUp).rejects.toThrow('no more');
  first.abort();
  const order: string[] = [];
  void third.then(() => order.push('third'));
  await new Promise(setImmediate);
  expect(order).toEqual([]);
  leave();
  (await third)();
  await expect(lane.enter(second.signal)).rejects.toThrow('no more');
  (await lane.enter(never))();
});
