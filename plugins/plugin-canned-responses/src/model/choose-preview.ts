import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { servesLanguage } from './choose-variant';

/** A placeholder, or its beginning, that the cut left open. */
const UNFINISHED = /\{(?:\{[^{}]*\}?)?$/;

/**
 * The beginning of a response's text in the preferred language, or else in its own (first). Where the text was cut it ends in
 * "…", without what is left of a placeholder. Null for an item that has no room for any.
 *
 * @param language BCP 47 tag; null when unknown
 */
export function choosePreview(
  { previews, cut }: Pick<CannedResponseItem, 'previews' | 'cut'>,
  language: string | null,
): CannedResponseItem['previews'][number] | null {
  const preferred = previews.find((preview) => language !== null && servesLanguage(preview.language, language));
  const chosen = preferred ?? previews[0];
  if (chosen === undefined) return null;
  // All are cut to one length, so the shorter ones are whole; of those of that length the item says so.
  const isCut =
    cut.includes('previews') && chosen.isWhole !== true && lengthOf(chosen) >= Math.max(...previews.map(lengthOf));
  return isCut ? { ...chosen, text: `${chosen.text.replace(UNFINISHED, '').trimEnd()}…` } : chosen;
}

/** In characters, as the backend counts them when it cuts. */
const lengthOf = ({ text }: CannedResponseItem['previews'][number]): number => Array.from(text).length;
