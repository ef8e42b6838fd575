import { inBatches } from './in-batches';
import { turnOfEventLoop } from './event-loop';

/** A batch that ends when the test says so. */
function heldWork() {
  const batches: { keys: readonly number[]; end: () => void }[] = [];
  const work = (keys: readonly number[]): Promise<number[]> =>
    new Promise((resolve) => {
      batches.push({
        keys,
        end: () => {
          resolve(keys.map((key) => key * 2));
        },
      });
    });
  return { batches, work };
}

test('what is asked for in one turn is one batch, and everybody gets their own answer', async () => {
  const batches: (readonly number[])[] = [];
  const double = inBatches<number, number>({
    work: (keys) => {
      batches.push(keys);
      return Promise.resolve(keys.map((key) => key * 2));
    },
    most: 10,
  });
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(batches).toEqual([[1, 2, 3]]);
});

test('what comes while a batch is under way waits for the next, which is no larger than allowed', async () => {
  const { batches, work } = heldWork();
  const double = inBatches<number, number>({ work, most: 2 });
  const first = double(1);
  await turnOfEventLoop();
  await turnOfEventLoop();
  const others = [2, 3, 4].map(double);
  batches[0]?.end();
  expect(await first).toBe(2);
  await turnOfEventLoop();
  batches[1]?.end();
  expect(await Promise.all(others.slice(0, 2))).toEqual([4, 6]);
  await turnOfEventLoop();
  batches[2]?.end();
  expect(await others[2]).toBe(8);
  expect(batches.map(({ keys }) => keys)).toEqual([[1], [2, 3], [4]]);
});

describe('a batch that fails', () => {
  const refuseTwo = (keys: readonly number[]): Promise<number[]> =>
    keys.includes(2) ? Promise.reject(new Error('not 2')) : Promise.resolve([...keys]);

  test('is halved, so that only what is at fault fails', async () => {
    const same = inBatches<number, number>({ work: refuseTwo, most: 10 });
    const outcomes = await Promise.allSettled([1, 2, 3].map(same));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('fails as a whole where none could succeed, and the next one is tried again', async () => {
    let attempts = 0;
    let isAway = true;
    const same = inBatches<number, number>({
      work: (keys) => {
        attempts += 1;
        return isAway ? Promise.reject(new Error('away')) : Promise.resolve([...keys]);
      },
      isOfAll: () => true,
      most: 10,
    });
    const outcomes = await Promise.allSettled([1, 2, 3].map(same));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(attempts).toBe(1);
    isAway = false;
    expect(await same(4)).toBe(4);
  });
});
