import type { QueueIndexItem } from '@flex-sync-suite/shared/contract';

/**
 * Text without case, accents and width, for comparing what people type with what people named: "Zürich" matches
 * "zurich", "STRASSE" matches "Straße".
 */
function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();
}

/** Whether every word of `filter` occurs in the queue's name or in one of its groups. An empty filter matches all. */
export function matchesFilter({ name, groups }: Pick<QueueIndexItem, 'name' | 'groups'>, filter: string): boolean {
  const words = foldText(filter).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return true;
  const texts = [name, ...groups].map(foldText);
  return words.every((word) => texts.some((text) => text.includes(word)));
}
