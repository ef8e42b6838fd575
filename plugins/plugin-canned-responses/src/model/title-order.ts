import type { SearchEntry } from './search-entry';

/** Entries by title, always in order, so that no search has to sort thousands of titles. */
export interface TitleOrder {
  readonly entries: readonly SearchEntry[];
  readonly add: (entry: SearchEntry) => void;
  readonly remove: (entry: SearchEntry) => void;
}

/** @param locale BCP 47; the browser's by default */
export function createTitleOrder(locale?: string): TitleOrder {
  const entries: SearchEntry[] = [];
  const collator = new Intl.Collator(locale, { numeric: true });
  const compare = (a: SearchEntry, b: SearchEntry): number =>
    collator.compare(a.item.title, b.item.title) || (a.item.id < b.item.id ? -1 : a.item.id > b.item.id ? 1 : 0);

  /** Where an entry stands, or would stand. */
  function positionOf(entry: SearchEntry): number {
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = entries[middle];
      if (there !== undefined && compare(there, entry) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    entries,
    add: (entry) => void entries.splice(positionOf(entry), 0, entry),
    remove: (entry) => void entries.splice(positionOf(entry), 1),
  };
}
