import fc from 'fast-check';
import { literalJson, literalJsonLines, literalText } from './literal-text';

/** As a browser reads it. */
const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
/** Reads back what `literalText` wrote. */
const readBack = (text: string): string =>
  text.replace(/\\(\\|u([0-9a-f]{4}))/g, (_all, first: string, hex = '') =>
    first === '\\' ? '\\' : String.fromCharCode(parseInt(String(hex), 16)),
  );

describe('literal text', () => {
  test('two names never look the same, and nothing unseen is left in them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = literalText(text);
        expect(readBack(shown)).toBe(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  test.each([
    ['a\u202Eb', 'a\\u202eb'],
    ['nul \u0000', 'nul \\u0000'],
    ['\u{E0041}', '\\udb40\\udc41'],
    ['back\\slash', 'back\\\\slash'],
    ['اسم', 'اسم'],
  ])('%j is shown as %s', (text, shown) => {
    expect(literalText(text)).toBe(shown);
  });

  test('JSON in lines reads back as it was, with nothing unseen in it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }).map(copyOf), (value) => {
        const lines = literalJsonLines(value);
        expect(JSON.parse(lines)).toEqual(value);
        expect(lines.replace(/\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  test('JSON that nests deeper than it can be written in a line is told in a sign', () => {
    expect(literalJson(JSON.parse('['.repeat(8_192) + ']'.repeat(8_192)))).toBe('…');
  });

  test('a JSON string keeps the escapes of JSON', () => {
    expect(literalJson('line\nquote"\u2066')).toBe('"line\\nquote\\"\\u2066"');
  });
});
