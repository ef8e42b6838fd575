import { foldText, type ResponseVariant } from '@flex-sync-suite/shared/contract';

/** Below this two texts are different texts. */
export const SIMILAR_FROM = 0.5;

/** UTF-16 units: half a character beyond the basic plane is compared as well as a whole one, in a third of the time. */
const SHINGLE_LENGTH = 4;
const PLACEHOLDER = /\{\{[^{}]*\}\}/g;
const NO_WORD = /[^\p{L}\p{M}\p{N}]+/gu;

/** How many shingles each text of a response has, in their order. */
export const shingleCounts = (variants: readonly Pick<ResponseVariant, 'body'>[]): number[] =>
  variants.map(({ body }) => shinglesOf(wordsOf(body)).size);

/**
 * A text that is compared with many. The score of two texts goes from 0, nothing in common, to 1, the same words in the
 * same order: shared shingles among all of both (Jaccard).
 */
export interface Comparison {
  /** Only texts with so many shingles can be similar: the score is at most the ratio of their numbers. */
  readonly least: number;
  readonly most: number;
  /**
   * The score of the variant that is most like the text; 0 when none is similar.
   * @param counts as {@link shingleCounts} tells of the variants
   */
  readonly best: (variants: readonly Pick<ResponseVariant, 'body'>[], counts: readonly number[]) => number;
}

export function compareWith(text: string): Comparison {
  const words = wordsOf(text);
  const shingles = shinglesOf(words);
  const { size } = shingles;
  const [least, most] = [Math.ceil(size * SIMILAR_FROM), Math.floor(size / SIMILAR_FROM)];

  function scoreOf(body: string, count: number): number {
    if (count < least || count > most) return 0;
    const other = wordsOf(body);
    if (words === other) return words === '' ? 0 : 1;
    const shared = shinglesOf(other, shingles).size;
    const score = shared === 0 ? 0 : shared / (size + count - shared);
    return score >= SIMILAR_FROM ? score : 0;
  }

  return {
    least,
    most,
    best: (variants, counts) =>
      variants.reduce((best, { body }, index) => Math.max(best, scoreOf(body, counts[index] ?? 0)), 0),
  };
}

/** The words of a text, without case, accents, punctuation and placeholders, with one space between two. */
const wordsOf = (text: string): string =>
  foldText(text.replace(PLACEHOLDER, ' '), 'search').replace(NO_WORD, ' ').trim();

/**
 * The different runs of four characters. Runs of characters rather than of words need no spaces between words, as in Thai
 * or Chinese, and a typing error spoils four of them, not all of a short text.
 *
 * @param among leaves out what is not in there
 */
function shinglesOf(words: string, among?: ReadonlySet<string>): Set<string> {
  const shingles = new Set<string>();
  for (let start = 0; start + SHINGLE_LENGTH <= words.length; start += 1) {
    const shingle = words.slice(start, start + SHINGLE_LENGTH);
    if (among?.has(shingle) ?? true) shingles.add(shingle);
  }
  return shingles;
}
