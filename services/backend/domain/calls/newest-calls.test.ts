import fc from 'fast-check';
import { newestCalls } from './newest-calls';

type Calls = ReadonlyMap<string, number>;

const LIMIT = 4;
const sid = (n: number): string => `WR${n}`;

/** What reading all calls would find. */
const newestOf = (calls: Calls, sinceMs: number): string[] =>
  [...calls]
    .filter(([, at]) => at >= sinceMs)
    .sort(([a, atA], [b, atB]) => atB - atA || (a < b ? -1 : 1))
    .slice(0, LIMIT)
    .map(([key]) => key);

/** What is told without reading more than what changed, from what was held before. */
function afterChange(before: Calls, after: Calls, held: readonly string[], sinceMs: number): string[] | null {
  const sids = [...new Set([...before.keys(), ...after.keys()])];
  const changed = new Set(sids.filter((key) => before.get(key) !== after.get(key)));
  return newestCalls({
    held: held.map((key) => ({ sid: key, createdAtMs: before.get(key) })),
    changed,
    found: [...after].filter(([key]) => changed.has(key)).map(([key, createdAtMs]) => ({ sid: key, createdAtMs })),
    sinceMs,
    limit: LIMIT,
  });
}

const anyCalls = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 12 })), { maxLength: 9 })
  .map((pairs): Calls => new Map(pairs.map(([n, at]) => [sid(n), at])));
const anyInstants = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }));

test('what is told after any change is what reading all calls would tell, or nothing', () => {
  fc.assert(
    fc.property(anyCalls, anyCalls, anyInstants, (before, after, [sinceMs, laterBy]) => {
      const newest = afterChange(before, after, newestOf(before, sinceMs), sinceMs + laterBy);
      if (newest !== null) expect(newest).toEqual(newestOf(after, sinceMs + laterBy));
    }),
    { numRuns: 2_000 },
  );
});

test('new calls push the oldest out without a look at the others, and time takes more', () => {
  fc.assert(
    fc.property(anyCalls, anyCalls, anyInstants, (before, others, [sinceMs, laterBy]) => {
      const after = new Map([...others, ...before]);
      const newest = afterChange(before, after, newestOf(before, sinceMs), sinceMs + laterBy);
      expect(newest).toEqual(newestOf(after, sinceMs + laterBy));
    }),
    { numRuns: 2_000 },
  );
});

test('a call that is withdrawn asks for a look only where others may take its place', () => {
  const calls = (count: number): Calls => new Map(Array.from({ length: count }, (_, n) => [sid(n), n]));
  const without = (all: Calls, n: number): Calls => new Map([...all].filter(([key]) => key !== sid(n)));
  for (const [count, isLookNeeded] of [
    [LIMIT - 1, false],
    [LIMIT, true],
    [LIMIT + 2, true],
  ] as const) {
    const all = calls(count);
    expect(afterChange(all, without(all, count - 1), newestOf(all, 0), 0) === null).toBe(isLookNeeded);
  }
});

test('where the place of a call in Sync is not known, all are looked at', () => {
  expect(
    newestCalls({ held: [{ sid: 'a', createdAtMs: undefined }], changed: new Set(), found: [], sinceMs: 0, limit: 4 }),
  ).toBeNull();
});
