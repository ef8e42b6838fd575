/** Objects that a whole listing had a short while ago: what one is asked for by its SID need not be read again. */
export interface SeenSids {
  /** @param which service and kind */
  add(which: string, sids: readonly string[], page: { readonly isFirst: boolean; readonly isLast: boolean }): void;
  /** Null where no listing came to its end lately. */
  has(which: string, sid: string): boolean | null;
}

const FRESH_MS = 10 * 60_000;
/** Some ten megabytes. */
const MOST_SIDS = 100_000;

interface Listing {
  readonly sids: Set<string>;
  endedAt: number | null;
}

/** A memory of this process. Who finds a SID missing in it has to look: two who list at once share one. */
export function createSeenSids(now: () => number): SeenSids {
  const listings = new Map<string, Listing>();
  return {
    add: (which, sids, { isFirst, isLast }) => {
      if (isFirst) listings.set(which, { sids: new Set(), endedAt: null });
      const listing = listings.get(which);
      if (listing === undefined) return;
      for (const sid of sids) listing.sids.add(sid);
      if (isLast) listing.endedAt = now();
      if (listing.sids.size > MOST_SIDS) listings.delete(which);
    },
    has: (which, sid) => {
      const listing = listings.get(which);
      if (listing?.endedAt == null || Math.abs(now() - listing.endedAt) > FRESH_MS) return null;
      return listing.sids.has(sid);
    },
  };
}
