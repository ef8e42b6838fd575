import type { Selection } from './edit-text';

/** A `/shortcut` that is being typed. */
export interface ShortcutToken extends Selection {
  /** Without the slash; empty right after it. */
  readonly query: string;
}

/** Longest shortcut, and a few characters to go astray. */
const LONGEST_TOKEN = 96;
/** How far back an address is looked for: bounds the work for a text of any length. */
const REACH = 256;

/** Scripts without spaces between words, their punctuation, and Hangul, whose words take suffixes. */
const UNSPACED = ['Han', 'Hiragana', 'Katakana', 'Bopomofo', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => `\\p{scx=${script}}`)
  .join('');
/** Full-width punctuation and symbols, but for slash and backslash. */
const WIDE_PUNCTUATION = '\\u3001-\\u303f\\uff01-\\uff0e\\uff1a-\\uff20\\uff3b\\uff3d-\\uff40\\uff5b-\\uff65';
const BETWEEN_WORDS = new RegExp(`(?!\\p{Nd})[${UNSPACED}${WIDE_PUNCTUATION}]$`, 'u');
/** A quote opens unless a spaced word or a number ends before it: some languages open with what others close with. */
const OPENING = new RegExp(`[\\p{Ps}¿¡]$|(?:^|[${UNSPACED}]|[^\\p{L}\\p{M}\\p{N}])["'\`\\p{Pi}\\p{Pf}]$`, 'u');
const NUMERAL = '[\\p{N}〇零一二三四五六七八九十百千万萬億亿两兩半]';
/** A number, or a part of a date: what follows the slash tells whether it goes on. */
const NUMBER_BEFORE = new RegExp(`${NUMERAL}[年月日号號時时分秒点點년월일시분초]?$`, 'u');
const NUMBER_BEHIND = new RegExp(`^(?:$|${NUMERAL})`, 'u');
/** Where an address or a path ends for certain. */
const END_OF_ADDRESS = new RegExp(`[\\s${WIDE_PUNCTUATION}]`, 'u');

/**
 * The token that ends at the caret; null when there is none. A slash begins one at the start of a word: in the text, after
 * a space, an opening bracket or quote, and where words have no spaces between them after any character. Inside of an
 * address, a path, a date or a fraction it never does.
 */
export function shortcutTokenAt(text: string, caret: number): ShortcutToken | null {
  const query = /\/([^\s/]*)$/u.exec(text.slice(Math.max(0, caret - LONGEST_TOKEN), caret))?.[1];
  if (query === undefined) return null;
  const start = caret - query.length - 1;
  const before = text.slice(Math.max(0, start - REACH), start);
  return isStartOfWord(before, query) ? { start, end: caret, query } : null;
}

function isStartOfWord(before: string, query: string): boolean {
  if (before === '' || /\s$/u.test(before)) return true;
  if (!OPENING.test(before) && !BETWEEN_WORDS.test(before)) return false;
  const isNumber = NUMBER_BEFORE.test(before) && NUMBER_BEHIND.test(query);
  return !isNumber && !isInsideAddress(before);
}

/** What came before belongs to an address or a path when there is a slash in it already. */
function isInsideAddress(before: string): boolean {
  const run = before.split(END_OF_ADDRESS).at(-1) ?? '';
  return /[/\\\uff0f\uff3c]|^(?:www\.|[\p{L}\p{N}.-]+\.[a-z]{2,}(?![\p{L}\p{N}]))/iu.test(run);
}
