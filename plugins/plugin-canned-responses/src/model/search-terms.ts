import { foldText } from '@flex-sync-suite/shared/contract';

const WORD = /[\p{L}\p{N}\p{M}_]+/gu;
/** Scripts that are written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]+/gu;

/**
 * The terms of a text for index and query: folded words; in scripts without spaces, every two neighbouring characters.
 * Pairs, unlike the words of a dictionary, are the same in a query that is still being typed and in the text around it.
 */
export function searchTerms(text: string): string[] {
  return (foldText(text, 'search').match(WORD) ?? []).flatMap(wordTerms);
}

function wordTerms(word: string): string[] {
  const terms: string[] = [];
  let spacedFrom = 0;
  for (const match of word.matchAll(UNSPACED)) {
    if (match.index > spacedFrom) terms.push(word.slice(spacedFrom, match.index));
    terms.push(...pairs(match[0]));
    spacedFrom = match.index + match[0].length;
  }
  if (spacedFrom < word.length) terms.push(word.slice(spacedFrom));
  return terms;
}

function pairs(run: string): string[] {
  const characters = Array.from(run);
  if (characters.length === 1) return [run];
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}

/** Whether a term is a pair of {@link searchTerms}: a typo in it would be another word. */
export const isPair = (term: string): boolean => term.length <= 4 && term.search(UNSPACED) === 0;
