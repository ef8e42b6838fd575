import { MAX_ITEMS_PER_RESPONSE_LIST, type ResponseStatus } from '@flex-sync-suite/shared/contract';

/** How many responses have their place in each List of a library, by the List's number. */
export type ListFill = ReadonlyMap<number, number>;

/** The first List of a library that has room: the lists fill up one after the other, and gaps are used again. */
export function firstListWithRoom(fill: ListFill): number {
  for (let n = 0; ; n += 1) {
    if ((fill.get(n) ?? 0) < MAX_ITEMS_PER_RESPONSE_LIST) return n;
  }
}

/** A published response is retired before it is a draft again: a draft would vanish from under the agents unnoticed. */
export const mayMove = (from: ResponseStatus, to: ResponseStatus): boolean => !(from === 'published' && to === 'draft');
