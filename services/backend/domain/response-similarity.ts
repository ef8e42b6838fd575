import type { ResponseVariant } from '@flex-sync-suite/shared/contract';
import { Shingles } from './shingles';
import { wordCharacters } from './word-characters';

/** Below this two texts are different texts. */
export const SIMILAR_FROM = 0.5;

/** How many shingles each text of a response has, in their order. */
export const shingleCounts = (variants: readonly Pick<ResponseVariant, 'body'>[]): number[] =>
  variants.map(({ body }) => new Shingles(wordCharacters(body)).size);

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
  const words = wordCharacters(text);
  const shingles = new Shingles(words);
  const { size } = shingles;
  const [least, most] = [Math.ceil(size * SIMILAR_FROM), Math.floor(size / SIMILAR_FROM)];

  function scoreOf(body: string, count: number): number {
    if (count < least || count > most) return 0;
    const other = wordCharacters(body);
    if (isSame(words, other)) return words.length === 0 ? 0 : 1;
    // What the score asks for, or one less where the division is not exact.
    const needed = Math.floor(((size + count) * SIMILAR_FROM) / (1 + SIMILAR_FROM));
    const shared = shingles.sharedWith(other, needed);
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

const isSame = (a: Uint32Array, b: Uint32Array): boolean =>
  a.length === b.length && a.every((character, index) => character === b[index]);
