import fc from 'fast-check';
import { backoffMs, createConcurrency, itemIntervalMs, writeIntervalMs } from './pace';

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

test('a refusal halves what may be under way, success wins it back slowly, and it stays between 1 and 32', () => {
  const concurrency = createConcurrency();
  expect(concurrency.limit).toBe(32);
  concurrency.throttled();
  expect(concurrency.limit).toBe(16);
  for (let write = 0; write < 17; write += 1) concurrency.succeeded();
  expect(concurrency.limit).toBe(17);
  for (let write = 0; write < 20; write += 1) concurrency.throttled();
  expect(concurrency.limit).toBe(1);
  for (let write = 0; write < 1_000; write += 1) concurrency.succeeded();
  expect(concurrency.limit).toBe(32);
});
