import fc from 'fast-check';
import { jsonDifferences, type JsonDifference } from './json-differences';

/** As a browser reads it. */
const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const json = fc.jsonValue({ maxDepth: 4 }).map(copyOf);

/** Makes `before` what the differences say. */
function patched(before: unknown, differences: readonly JsonDifference[]): unknown {
  const root = { whole: copyOf(before) } as Record<string, unknown>;
  // The last elements of an array go first.
  for (const difference of [...differences].reverse()) {
    const steps = `/whole${difference.pointer}`
      .split('/')
      .slice(1)
      .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
    const last = steps.pop() ?? '';
    const parent = steps.reduce((at, step) => at[step] as Record<string, unknown>, root);
    if (difference.kind !== 'removed') {
      Object.defineProperty(parent, last, {
        value: difference.after,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    } else if (Array.isArray(parent)) parent.length = Math.min(parent.length, Number(last));
    else Reflect.deleteProperty(parent, last);
  }
  return root['whole'];
}

describe('differences of JSON', () => {
  test('what differs, done to what was before, gives what is', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        expect(patched(before, jsonDifferences(before, after))).toEqual(after);
      }),
    );
  });

  test('a value differs nowhere from its copy, nor from one whose members stand in another order', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (value) => {
        expect(jsonDifferences(value, copyOf(value))).toEqual([]);
        expect(jsonDifferences(value, Object.fromEntries(Object.entries(value).reverse()))).toEqual([]);
      }),
    );
  });

  test('says where, from what and to what', () => {
    expect(
      jsonDifferences({ now: { queued: 1, old: 0 }, a: [1, 2] }, { now: { queued: 2 }, a: [1], 'x/~': true }),
    ).toEqual([
      { kind: 'added', pointer: '/x~1~0', after: true },
      { kind: 'removed', pointer: '/now/old', before: 0 },
      { kind: 'changed', pointer: '/now/queued', before: 1, after: 2 },
      { kind: 'removed', pointer: '/a/1', before: 2 },
    ]);
  });

  test('of two values as deep as Sync takes, it tells one place', () => {
    const deep = (leaf: number): unknown => JSON.parse(`${'['.repeat(5_000)}${leaf}${']'.repeat(5_000)}`);
    expect(jsonDifferences(deep(1), deep(1))).toEqual([]);
    expect(jsonDifferences(deep(1), deep(2))).toHaveLength(1);
  });
});
