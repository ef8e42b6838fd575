import { foldText } from '@flex-sync-suite/shared/contract';

/** Part of a text, in UTF-16 units: from `start` up to, but without, `end`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A character with the marks on it: what is folded, and highlighted, as one. */
const CHARACTER = /\P{M}\p{M}*|\p{M}+/gu;
/** Below it are the characters that folding only lowers. */
const FIRST_BEYOND_ASCII = '\u0080';

/**
 * Where the terms occur, for marking: in order, not overlapping, never inside of a character.
 *
 * @param terms folded, as a search hit names them
 */
export function highlightRanges(text: string, terms: readonly string[]): readonly TextRange[] {
  const wanted = terms.filter((term) => term !== '');
  if (wanted.length === 0 || text === '') return [];
  const whole = foldText(text, 'search');
  // A list is marked anew at every key, and most of its texts have only some of the terms.
  const present = wanted.filter((term) => whole.includes(term));
  if (present.length === 0) return [];
  const { folded, origins } = foldByCharacter(text);
  return merged(present.flatMap((term) => occurrences(folded, term, origins)));
}

/** The folded text and, of each of its units, the character of the text that it came from. */
function foldByCharacter(text: string): { readonly folded: string; readonly origins: readonly TextRange[] } {
  let folded = '';
  const origins: TextRange[] = [];
  for (const { 0: character, index: start } of text.matchAll(CHARACTER)) {
    const isAscii = character.length === 1 && character < FIRST_BEYOND_ASCII;
    const piece = isAscii ? character.toLowerCase() : foldText(character, 'search');
    const origin = { start, end: start + character.length };
    origins.push(...piece.split('').map(() => origin));
    folded += piece;
  }
  return { folded, origins };
}

function occurrences(folded: string, term: string, origins: readonly TextRange[]): TextRange[] {
  const found: TextRange[] = [];
  for (let at = folded.indexOf(term); at !== -1; at = folded.indexOf(term, at + term.length)) {
    const first = origins[at];
    const last = origins[at + term.length - 1];
    if (first !== undefined && last !== undefined) found.push({ start: first.start, end: last.end });
  }
  return found;
}

function merged(ranges: readonly TextRange[]): TextRange[] {
  const result: TextRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1);
    if (last === undefined || range.start > last.end) result.push(range);
    else result[result.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return result;
}
