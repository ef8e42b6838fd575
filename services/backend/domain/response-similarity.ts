import type { ResponseVariant } from '@flex-sync-suite/shared/contract';
import { plainText } from './plain-text';

/** A text, ready to be compared with many. */
export interface ComparableText {
  /** Words without case, accents, punctuation and placeholders. */
  readonly normal: string;
  readonly shingles: ReadonlySet<string>;
}

/** Below this two texts are different texts. */
export const SIMILAR_FROM = 0.5;

const SHINGLE_LENGTH = 4;
const PLACEHOLDER = /\{\{[^{}]*\}\}/g;

/**
 * Shingles are runs of four characters rather than of words: they need no spaces between words, as in Thai or Chinese,
 * and a typing error spoils four of them, not all of a short text.
 */
export function comparableText(text: string): ComparableText {
  const words = plainText(text.replace(PLACEHOLDER, ' ')).match(/[\p{L}\p{N}]+/gu) ?? [];
  const normal = words.join(' ');
  const characters = Array.from(normal);
  const shingles = new Set<string>();
  for (let start = 0; start + SHINGLE_LENGTH <= characters.length; start += 1) {
    shingles.add(characters.slice(start, start + SHINGLE_LENGTH).join(''));
  }
  return { normal, shingles };
}

/** From 0, nothing in common, to 1, the same words in the same order: shared shingles among all of both (Jaccard). */
export function similarity(a: ComparableText, b: ComparableText): number {
  if (a.normal === b.normal) return a.normal === '' ? 0 : 1;
  const [few, many] = a.shingles.size < b.shingles.size ? [a.shingles, b.shingles] : [b.shingles, a.shingles];
  // The score is at most this; most pairs of texts need no more than a look at their sizes.
  if (few.size < many.size * SIMILAR_FROM) return 0;
  let shared = 0;
  for (const shingle of few) if (many.has(shingle)) shared += 1;
  return shared === 0 ? 0 : shared / (few.size + many.size - shared);
}

/** The score of the variant that is most like the text. */
export const bestSimilarity = (text: ComparableText, variants: readonly ResponseVariant[]): number =>
  variants.reduce((best, { body }) => Math.max(best, scoreOf(text, body)), 0);

/** A text far longer or shorter is not worth taking apart. */
function scoreOf(text: ComparableText, body: string): number {
  const { length } = body.replace(PLACEHOLDER, ' ');
  if (length * SIMILAR_FROM > text.normal.length * 2 + SHINGLE_LENGTH) return 0;
  return similarity(text, comparableText(body));
}
