import { foldText, searchWords, type QueueIndexItem } from '@flex-sync-suite/shared/contract';

/** Whether every word of `filter` occurs in the queue's name or in one of its groups. An empty filter matches all. */
export function matchesFilter({ name, groups }: Pick<QueueIndexItem, 'name' | 'groups'>, filter: string): boolean {
  const words = searchWords(filter);
  if (words.length === 0) return true;
  const texts = [name, ...groups].map((text) => foldText(text, 'search'));
  return words.every((word) => texts.some((text) => text.includes(word)));
}
