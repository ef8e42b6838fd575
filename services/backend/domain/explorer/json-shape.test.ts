import { seededRandom } from '../../testing/seeded-random';
import { isShallow, jsonBytes, shallow, TOO_DEEP } from './json-shape';

const arrays = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

test('counts bytes as JSON.stringify writes them, and of what it cannot write', () => {
  const random = seededRandom(16);
  const TEXTS = ['', 'ü', '\u202e', '\u0000', '"\\', '\ud800', '👍', '__proto__', '/'] as const;
  const text = () => random.pick(TEXTS);
  const value = (depth: number): unknown => {
    const kind = random.int(depth > 4 ? 4 : 6);
    const inner = () => Array.from({ length: random.int(4) }, () => value(depth + 1));
    if (kind < 4) return [text(), random.int(1e6) / 7, random.int(2) === 0, null][kind];
    return kind === 4 ? inner() : Object.fromEntries(inner().map((each) => [text(), each]));
  };
  for (let n = 0; n < 500; n += 1) {
    const made = value(0);
    expect(jsonBytes(made)).toBe(Buffer.byteLength(JSON.stringify(made)));
  }
  expect(jsonBytes(arrays(8_000))).toBe(16_000);
});

test('shows a hundred levels, and says where more was', () => {
  const hundred = arrays(101);
  expect([isShallow(hundred), shallow(hundred)]).toEqual([true, hundred]);
  expect(isShallow(arrays(102))).toBe(false);
  const cut = JSON.stringify(shallow({ a: arrays(8_000), ok: 1, ['__proto__']: 2 }));
  expect(cut).toContain(TOO_DEEP);
  expect(cut).toMatch(/"ok":1.*$/);
  expect(
    Object.keys(shallow(JSON.parse(`{"__proto__":1,"a":${'['.repeat(200)}${']'.repeat(200)}}`) as object) as object),
  ).toEqual(['__proto__', 'a']);
});
