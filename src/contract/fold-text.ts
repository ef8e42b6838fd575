/**
 * How strictly two texts are compared. Everything that compares what people wrote uses one of these, so that a text which
 * one view finds is found by all.
 *
 * - `title key`: whether two texts name the same thing. Width and form (NFKC), case and runs of spaces do not matter; marks
 *   do, because か and が, и and й, or two Thai words that differ by a tone are other words.
 * - `search`: whether what somebody typed occurs in a text. Also without the marks that people leave out when they type:
 *   Latin and Greek accents, Cyrillic stress and ё, Hebrew points, Arabic vowels. Marks that make another letter stay.
 */
const STRENGTHS = {
  'title key': (text: string): string => titleLetters(text).replace(/\s+/gu, ' ').trim(),
  search: (text: string): string => withoutAccents(foldCase(text.normalize('NFKC'))),
};

/** Name of a way to compare two texts. */
export type TextStrength = keyof typeof STRENGTHS;

/** The text as the strength compares it: two texts are the same to it when these are. Folding twice changes nothing. */
export const foldText = (text: string, strength: TextStrength): string => STRENGTHS[strength](text);

/** The words of a search, folded: each of them is looked for in texts that were folded with the strength `search`. */
export const searchWords = (search: string): readonly string[] =>
  foldText(search, 'search').split(/\s+/u).filter(Boolean);

/** Only the digits, in ASCII whatever script they were typed in; a mask keeps its place, so that no match spans it. */
export const foldDigits = (text: string): string =>
  text.normalize('NFKD').replace(/[^\d•]/gu, (character) => (isDigit(character) ? String(digitValue(character)) : ''));

/**
 * JavaScript has no case folding. Lower case first, because only lower case ß becomes SS; then upper case, which ß has and
 * lower case has not. Greek sigma is one letter wherever it stands in the word.
 */
const foldCase = (text: string): string => text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ');

/** Unicode's case folding (CaseFolding.txt) keeps ı, whose upper case is the I of i. */
const titleLetters = (text: string): string => text.normalize('NFKC').replace(/[^ı]+/gu, foldCase).normalize('NFKC');

const ACCENTS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u0652\u0670]/gu;
/** Letters of Latin alphabets whose stroke or missing dot is no mark to Unicode, but is left out like one. */
const STROKES: ReadonlyMap<string, string> = new Map(
  [...'øo łl đd ħh ŧt ıi'.matchAll(/(\S)(\S)/gu)].map(([, a = '', b = '']) => [a, b]),
);
/** The Cyrillic letters that are written without their mark as well. */
const CYRILLIC: ReadonlyMap<string, string> = new Map([
  ['ё', 'е'],
  ['ѐ', 'е'],
  ['ѝ', 'и'],
]);

/** Composed Cyrillic letters such as й are no letter with an accent: only what composes with nothing is one. */
const withoutAccents = (composed: string): string =>
  composed
    .replace(/[ёѐѝ]/gu, (letter) => CYRILLIC.get(letter) ?? letter)
    .replace(/[^\u0400-\u052f]+/gu, (piece) => piece.normalize('NFKD').replace(ACCENTS, ''))
    .replace(/[øłđħŧı]/gu, (letter) => STROKES.get(letter) ?? letter)
    .normalize('NFC');

const isDigit = (character: string): boolean => /^\p{Nd}$/u.test(character);

/** Unicode lays the ten digits of a script out in a row that starts at zero. */
function digitValue(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && isDigit(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}
