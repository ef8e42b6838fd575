import { foldText } from './search-terms';

/** Part of a text, in UTF-16 units: from `start` up to, but without, `end`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A character with the marks on it: what is folded, and highlighted, as one. */
const CHARACTER = /\P{M}\p{M}*|\p{M}+/gu;

/**
 * Where the terms occur, for marking: in order, not overlapping, never inside of a character.
 *
 * @param terms folded, as a search hit names them
 */
export function highlightRanges(text: string, terms: readonly string[]): readonly TextRange[] {
  const wanted = terms.filter((term) => term !== '');
  if (wanted.length === 0 || text === '') return [];
  let folded = '';
  /** Of each folded unit, the character of the text that it came from. */
  const origins: TextRange[] = [];
  for (const match of text.matchAll(CHARACTER)) {
    const piece = foldText(match[0]);
    folded += piece;
    const origin = { start: match.index, end: match.index + match[0].length };
    origins.push(...Array.from({ length: piece.length }, () => origin));
  }
  return merged(wanted.flatMap((term) => occurrences(folded, term, origins)));
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
