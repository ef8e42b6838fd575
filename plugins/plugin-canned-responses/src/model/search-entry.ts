import { foldText, type CannedResponseItem } from '@flex-sync-suite/shared/contract';

/** The texts of a response that are searched. */
export const SEARCH_FIELDS = ['shortcut', 'title', 'tags', 'category', 'preview'] as const;
export type IndexedField = (typeof SEARCH_FIELDS)[number];
export type SearchTexts = Readonly<Record<IndexedField, string>>;

/** A response with its texts folded once. */
export interface SearchEntry {
  readonly item: CannedResponseItem;
  readonly folded: SearchTexts;
  /** All of them in a row. */
  readonly all: string;
}

export function searchTextsOf({ shortcut, title, tags, category, previews }: CannedResponseItem): SearchTexts {
  return {
    shortcut: shortcut ?? '',
    title,
    tags: tags.join('\n'),
    category: category ?? '',
    preview: previews.map(({ text }) => text).join('\n'),
  };
}

export function searchEntryOf(item: CannedResponseItem): SearchEntry {
  const texts = searchTextsOf(item);
  const folded = {
    shortcut: foldText(texts.shortcut, 'search'),
    title: foldText(texts.title, 'search'),
    tags: foldText(texts.tags, 'search'),
    category: foldText(texts.category, 'search'),
    preview: foldText(texts.preview, 'search'),
  };
  return { item, folded, all: SEARCH_FIELDS.map((field) => folded[field]).join('\n') };
}

/** The best of {@link matchRank}. */
export const BEST_RANK = 7;

/**
 * How well a response matches as typed, up to {@link BEST_RANK}; 0 when only its similar words may.
 *
 * @param query folded
 * @param words of the query
 */
export function matchRank({ folded, all }: SearchEntry, query: string, words: readonly string[]): number {
  if (folded.shortcut === query) return BEST_RANK;
  if (folded.shortcut !== '' && folded.shortcut.startsWith(query)) return 6;
  const hasAll = (text: string): boolean => words.every((word) => text.includes(word));
  // Most responses are ruled out by their whole text, before its five parts.
  if (!hasAll(all)) return 0;
  if (hasAll(folded.title)) return folded.title.startsWith(query) ? 5 : 4;
  if (hasAll(folded.tags)) return 3;
  return hasAll(folded.category) ? 2 : 1;
}
