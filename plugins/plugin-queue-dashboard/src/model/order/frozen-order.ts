/**
 * Keeps a table still under the pointer: rows stay where they were when the order was frozen, queues that are gone
 * leave, and new ones come at the end.
 */
export function frozenOrder<Sid extends string>(frozen: readonly Sid[], live: readonly Sid[]): Sid[] {
  const present = new Set(live);
  const known = new Set(frozen);
  return [...frozen.filter((sid) => present.has(sid)), ...live.filter((sid) => !known.has(sid))];
}

/**
 * How many rows must move to turn `shown` into `live` (both hold the same SIDs): all but the longest run that is
 * already in order. One row that rises to the top counts as one, not as everything it passed.
 */
export function countMovedRows(shown: readonly string[], live: readonly string[]): number {
  const place = new Map(live.map((sid, index) => [sid, index]));
  // Patience sorting: lastPlaces[n] is the smallest last place of an increasing run of length n + 1.
  const lastPlaces: number[] = [];
  for (const sid of shown) {
    const current = place.get(sid) ?? -1;
    const found = lastPlaces.findIndex((last) => last >= current);
    lastPlaces[found === -1 ? lastPlaces.length : found] = current;
  }
  return shown.length - lastPlaces.length;
}
