import fc from 'fast-check';
import { backoffMs, createConcurrency, itemIntervalMs, setAsideMs, untilNextItemMs, writeIntervalMs } from './pace';
import { createManualClock } from './testing/manual-clock';

const KIB = 1_024;

test.each([
  [200, 250],
  [KIB, 250],
  [5 * KIB, 250],
  [10 * KIB, 500],
  [16 * KIB, 800],
])('a Document of %i bytes is written at most every %i ms', (bytes, ms) => {
  expect(writeIntervalMs(bytes)).toBe(ms);
});

test('items of one Map share 20 writes a second up to 1 KiB', () => {
  expect([itemIntervalMs(0), itemIntervalMs(KIB), itemIntervalMs(2 * KIB)]).toEqual([50, 50, 100]);
});

test('the time that a write of an item took is a part of the wait for the next, also when the clock was set back', () => {
  const after = (tookMs: number, gapMs: number, bytes = 0): number =>
    untilNextItemMs({ bytes, beganAt: 1_000, now: 1_000 + tookMs, gapMs });
  // Nine tenths of 20 a second, of 10 for twice the size, and what an agent's own Map asks for.
  expect([after(0, 0), after(0, 0, 2 * KIB), after(0, 100)]).toEqual([56, 112, 100]);
  expect([after(40, 0), after(40, 100), after(500, 100), after(-60_000, 100)]).toEqual([16, 60, 0, 100]);
});

test('the wait after a failure grows to 30 s, with full jitter, and never below what Sync asked for', () => {
  expect([0, 1, 2, 10, 1_000].map((attempts) => backoffMs(attempts, 1, null))).toEqual([200, 400, 800, 30_000, 30_000]);
  expect(backoffMs(3, 0, null)).toBe(0);
  expect(backoffMs(0, 0.5, 7_000)).toBe(7_000);
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(60_000), (attempts, random, asked) => {
      const waitMs = backoffMs(attempts, random, asked);
      expect(waitMs).toBeGreaterThanOrEqual(asked);
      expect(waitMs).toBeLessThanOrEqual(Math.max(asked, 30_000));
    }),
  );
});

test('what is set aside is tried again after a minute, then ever more seldom, at least every half hour', () => {
  expect([0, 1, 2, 4, 5, 1_000].map(setAsideMs)).toEqual([60_000, 120_000, 240_000, 960_000, 1_800_000, 1_800_000]);
});

describe('what may be under way', () => {
  const clock = createManualClock();

  test('is halved when Sync throttles, once a second, and never below two: one for low priority', () => {
    const concurrency = createConcurrency(clock, 64);
    expect(concurrency.limit).toBe(64);
    for (let request = 0; request < 64; request += 1) concurrency.throttled();
    expect(concurrency.limit).toBe(32);
    for (let second = 0; second < 20; second += 1) {
      clock.advance(1_000);
      concurrency.throttled();
    }
    expect(concurrency.limit).toBe(2);
  });

  test('grows by one with each full round of successes', () => {
    const concurrency = createConcurrency(clock, 64);
    concurrency.throttled();
    for (let write = 0; write < 33; write += 1) concurrency.succeeded();
    expect(concurrency.limit).toBe(33);
    for (let write = 0; write < 2_000; write += 1) concurrency.succeeded();
    expect(concurrency.limit).toBe(64);
  });
});
