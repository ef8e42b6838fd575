import fc from 'fast-check';
import { isShownWhole, readDraft } from './json-draft';
import { jsonErrorAt } from './json-scan';

/** As a browser reads it. */
const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const json = fc.jsonValue({ maxDepth: 4 }).map(copyOf);

describe('a draft of JSON', () => {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  test('is JSON when the browser reads it, and only then', () => {
    const almost = fc
      .tuple(json, fc.nat(), fc.constantFrom('', ',', ']', '}', '"', '0', ' ', '\\', ':'))
      .map(([value, at, sign]) => {
        const text = JSON.stringify(value);
        const place = at % (text.length + 1);
        return text.slice(0, place) + sign + text.slice(place + (at % 2));
      });
    fc.assert(
      fc.property(
        fc.oneof(
          almost,
          fc.string(),
          json.map((value) => JSON.stringify(value, null, 2)),
        ),
        (text) => {
          expect(jsonErrorAt(text) === null).toBe(isJson(text));
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    ['{\n  "a": 1,\n}', { kind: 'no-json', line: 3, column: 1 }],
    ['{"a": tru}', { kind: 'no-json', line: 1, column: 7 }],
    ['{"a": 1', { kind: 'no-json', line: 1, column: 8 }],
    ['[1]', { kind: 'no-object' }],
    ['null', { kind: 'no-object' }],
    ['{"a": 1}', { kind: 'good', data: { a: 1 } }],
    [JSON.stringify({ a: 'é'.repeat(8_190) }), { kind: 'too-large', bytes: 16_388 }],
  ])('%s is told of', (text, draft) => {
    expect(readDraft(text)).toEqual(draft);
  });

  test('may be begun with a value that is shown whole, by the bytes that Sync holds', () => {
    expect([isShownWhole({ a: 'é' }, 10), isShownWhole({ a: 'é' }, 11), isShownWhole({}, null)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('as deep as Sync takes is looked through', () => {
    expect(jsonErrorAt('['.repeat(8_000) + ']'.repeat(8_000))).toBeNull();
    expect(jsonErrorAt('['.repeat(8_000))).toBe(8_000);
  });
});
