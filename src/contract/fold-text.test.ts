import fc from 'fast-check';
import { foldDigits, foldText, searchWords, type TextStrength } from './fold-text';

const STRENGTHS: readonly TextStrength[] = ['title key', 'search'];

/** Every character that Unicode assigned, but for halves of pairs. */
const CHARACTERS: readonly string[] = Array.from({ length: 0x110000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xf8ff)
  .map((code) => String.fromCodePoint(code))
  .filter((character) => !/[\p{Cn}\p{Co}]/u.test(character));
const inScript = (script: string, kind = 'Any'): readonly string[] => {
  const wanted = new RegExp(`\\p{Script=${script}}`, 'u');
  const isKind = kind === 'Any' ? /./su : new RegExp(`\\p{${kind}}`, 'u');
  return CHARACTERS.filter((character) => wanted.test(character) && isKind.test(character));
};
const isAlike = (a: string, b: string, strength: TextStrength): boolean =>
  foldText(a, strength) === foldText(b, strength);

test.each(STRENGTHS)('%s: no text changes when it is folded again', (strength) => {
  expect(
    CHARACTERS.filter((one) => foldText(foldText(`a${one}b`, strength), strength) !== foldText(`a${one}b`, strength)),
  ).toEqual([]);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldText(foldText(text, strength), strength)).toBe(foldText(text, strength));
    }),
  );
});

test.each(STRENGTHS)('%s: every character is alike in both cases and in all forms', (strength) => {
  const forms = (one: string) => ['NFC', 'NFD', 'NFKC', 'NFKD'].map((form) => one.normalize(form));
  const others = (one: string) => [one.toLowerCase(), ...(one === 'ı' ? [] : [one.toUpperCase()]), ...forms(one)];
  expect(CHARACTERS.filter((one) => others(one).some((other) => !isAlike(one, other, strength)))).toEqual([]);
});

test.each(STRENGTHS)('%s: words are alike however long letters and width are written', (strength) => {
  for (const [a, b] of [
    ['Straße', 'STRASSE'],
    ['STRAẞE', 'strasse'],
    ['ＡＢＣ１', 'abc1'],
    ['ﬁx', 'FIX'],
    ['ΟΔΟΣ', 'οδος'],
    ['ｶﾞ', 'ガ'],
    ['\u1112\u1161\u11ab', '한'],
  ] as const) {
    expect([a, isAlike(a, b, strength)]).toEqual([a, true]);
  }
});

test('titles are other titles when a letter has another mark, whatever the script', () => {
  for (const [base, script, kind] of [
    ['は', 'Hiragana', 'L'],
    ['ハ', 'Katakana', 'L'],
    ['и', 'Cyrillic', 'L'],
    ['e', 'Latin', 'L'],
    ['ก', 'Thai', 'M'],
    ['न', 'Devanagari', 'M'],
    ['ন', 'Bengali', 'M'],
    ['ந', 'Tamil', 'M'],
    ['ბ', 'Inherited', 'M'],
    ['ب', 'Arabic', 'M'],
    ['ב', 'Hebrew', 'M'],
    ['ក', 'Khmer', 'M'],
    ['က', 'Myanmar', 'M'],
  ] as const) {
    const words = inScript(script, kind).map((one) => (kind === 'M' ? `${base}${one}` : one));
    const written = new Set(words.map((word) => word.normalize('NFKC').toLowerCase().toUpperCase()));
    expect(words.length).toBeGreaterThan(5);
    // Case pairs and compatibility forms are alike; nothing else is.
    expect(new Set(words.map((word) => foldText(word, 'title key'))).size).toBeGreaterThanOrEqual(written.size - 3);
    expect(words.filter((word) => kind === 'M' && isAlike(word, base, 'title key'))).toEqual([]);
  }
});

test.each([
  ['バスの再発行', 'パスの再発行'],
  ['か', 'が'],
  ['ขาว', 'ข้าว'],
  ['कल', 'काल'],
  ['பணம்', 'பணம'],
  ['мои', 'мой'],
  ['все', 'всё'],
  ['resume', 'résumé'],
  ['kır', 'kir'],
])('%s and %s are two titles', (a, b) => {
  expect(isAlike(a, b, 'title key')).toBe(false);
});

test('spaces around a title, and how many there are between two words, make no other title', () => {
  expect(isAlike(' Opening\u00a0 hours\t', 'opening hours', 'title key')).toBe(true);
});

test('a search leaves out every accent of a Latin or Greek letter', () => {
  const letters = [...inScript('Latin'), ...inScript('Greek', 'L')];
  expect(letters.length).toBeGreaterThan(1_500);
  expect(letters.filter((one) => /\p{M}/u.test(foldText(one, 'search').normalize('NFD')))).toEqual([]);
  for (const [text, folded] of [
    ['Zürich', 'zurich'],
    ['İstanbul', 'istanbul'],
    ['ISPARTA ılık', 'isparta ilik'],
    ['Łódź', 'lodz'],
    ['Smørrebrød', 'smorrebrod'],
    ['ὁδός', 'οδοσ'],
  ] as const) {
    expect(foldText(text, 'search')).toBe(folded);
  }
});

test('a search keeps the marks that make another letter', () => {
  for (const script of [
    'Hiragana',
    'Katakana',
    'Thai',
    'Devanagari',
    'Bengali',
    'Tamil',
    'Telugu',
    'Khmer',
    'Myanmar',
  ]) {
    const marked = inScript(script).filter((one) => /\p{M}/u.test(one.normalize('NFKD')));
    expect(marked.filter((one) => !/\p{M}/u.test(foldText(one, 'search').normalize('NFD')))).toEqual([]);
  }
  const composed = inScript('Cyrillic', 'L').filter((one) => /\p{M}/u.test(one.normalize('NFD')));
  const plain = composed.filter((one) => !/\p{M}/u.test(foldText(one, 'search').normalize('NFD')));
  expect(plain.join('')).toBe('ЀЁЍѐёѝ');
});

test('a search leaves out stress, points and vowels that are seldom written', () => {
  expect(foldText('за\u0301мок', 'search')).toBe('замок');
  expect(foldText('שָׁלוֹם', 'search')).toBe('שלום');
  expect(foldText('مُحَمَّد', 'search')).toBe('محمد');
});

test('a search is divided where any space is', () => {
  expect(searchWords('  Über\u00a0das　ＡＢＣ ')).toEqual(['uber', 'das', 'abc']);
  expect(searchWords(' ')).toEqual([]);
});

test('digits are read in every script, and a mask keeps its place', () => {
  expect(foldDigits('٠١٢٣٤٥٦٧٨٩ ۰۹ ๐๙ ०९ ９')).toBe('0123456789090909' + '9');
  expect(foldDigits('+1 (•••) 001')).toBe('1•••001');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldDigits(foldDigits(text))).toBe(foldDigits(text));
    }),
  );
});
