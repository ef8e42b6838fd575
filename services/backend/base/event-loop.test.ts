import { createGiveWay, inTurns, pieceByPiece } from './event-loop';

/** Counts the turns that something else was given. */
function watchTurns(): { readonly count: () => number; readonly stop: () => void } {
  let turns = 0;
  let next = setImmediate(count);
  function count(): void {
    turns += 1;
    next = setImmediate(count);
  }
  return {
    count: () => turns,
    stop: () => {
      clearImmediate(next);
    },
  };
}

function* steps(count: number, advance: () => void): Generator<undefined, string> {
  for (let step = 0; step < count; step += 1) {
    advance();
    yield;
  }
  return 'done';
}

test('long work gives way whenever it has kept the thread for a slice, short work does not', async () => {
  let now = 0;
  const others = watchTurns();
  const long = steps(100, () => (now += 3));
  expect(
    await inTurns(
      long,
      createGiveWay(() => now),
    ),
  ).toBe('done');
  // Three steps of 3 ms are more than a slice.
  expect(others.count()).toBe(33);
  expect(
    await inTurns(
      steps(100, () => undefined),
      createGiveWay(() => now),
    ),
  ).toBe('done');
  expect(others.count()).toBe(33);
  others.stop();
});

test('what comes in pieces gives way after each', async () => {
  const others = watchTurns();
  const seen: [string, number][] = [];
  for await (const piece of pieceByPiece(['a', 'b', 'c'])) seen.push([piece, others.count()]);
  expect(seen).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 2],
  ]);
  others.stop();
});
