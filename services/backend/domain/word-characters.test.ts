import fc from 'fast-check';
import { plainText } from './plain-text';
import { wordCharacters } from './word-characters';

const wordsOf = (text: string) => String.fromCodePoint(...wordCharacters(text));
/** The whole text at once. */
const defined = (text: string) => (plainText(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');

test('what each character becomes is what it becomes within a text', () => {
  const differing: string[] = [];
  for (let codeUnit = 0; codeUnit <= 0xff_ff; codeUnit += 1) {
    const character = String.fromCharCode(codeUnit);
    for (const text of [character, `a${character}`, `${character}a`, `A ${character}\u0301B`]) {
      if (wordsOf(text) !== defined(text)) differing.push(codeUnit.toString(16));
    }
  }
  expect(differing).toEqual([]);
});

test('texts of any characters become what they become at once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      fc.pre(!text.includes('{{'));
      expect(wordsOf(text)).toBe(defined(text));
    }),
    { numRuns: 3_000 },
  );
});

test('placeholders and what is no word are one space, or none at either end', () => {
  expect(wordsOf('  {{customer.name | Gast}}, GRÜß\n\tGott!… {{x}}')).toBe('gruß gott');
  expect(wordsOf('ΟΔΟΣ 한국 𝒜')).toBe(defined('ΟΔΟΣ 한국 𝒜'));
});
