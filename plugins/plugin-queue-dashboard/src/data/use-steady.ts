import { useState } from 'react';

/** The same list while it says the same. @param isSame of two of its items; default `Object.is` */
export function useSteady<Item>(
  next: readonly Item[],
  isSame: (a: Item, b: Item) => boolean = Object.is,
): readonly Item[] {
  const [steady, setSteady] = useState(next);
  if (next === steady) return steady;
  // A hole never is the same as an item.
  const isSteady = next.length === steady.length && next.every((item, index) => isSame(item, steady[index] as Item));
  if (isSteady) return steady;
  setSteady(next);
  return next;
}
