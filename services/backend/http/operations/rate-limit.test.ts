import { createRateLimit } from './rate-limit';

test('lets a burst through, then says how long to wait', () => {
  const waitMs = createRateLimit({ burst: 3, refillMs: 1_000 });
  expect([waitMs('a', 0), waitMs('a', 0), waitMs('a', 0)]).toEqual([0, 0, 0]);
  expect(waitMs('a', 0)).toBe(1_000);
  expect(waitMs('a', 400)).toBe(600);
  expect(waitMs('a', 1_000)).toBe(0);
  expect(waitMs('a', 1_000)).toBe(1_000);
});

test('a refused call costs nothing', () => {
  const waitMs = createRateLimit({ burst: 1, refillMs: 1_000 });
  waitMs('a', 0);
  for (let call = 0; call < 10; call += 1) expect(waitMs('a', 500)).toBe(500);
  expect(waitMs('a', 1_000)).toBe(0);
});

test('keeps identities apart', () => {
  const waitMs = createRateLimit({ burst: 1, refillMs: 1_000 });
  expect([waitMs('a', 0), waitMs('b', 0)]).toEqual([0, 0]);
});
