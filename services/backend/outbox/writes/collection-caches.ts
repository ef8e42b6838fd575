import type { CollectionCache, CollectionCaches } from '../projection';

/** 200 entries take some 40 KB, so this many full Maps and Lists take 20 MB. */
const MAX_COLLECTIONS = 500;

/** Forgets the Maps and Lists that were used least recently: to read one again costs a few requests. */
export function createCollectionCaches(): CollectionCaches {
  const caches = new Map<string, CollectionCache>();
  return {
    get: (name) => {
      const cache = caches.get(name);
      if (cache === undefined) return undefined;
      // Re-inserting keeps the map in the order of use, so the first key is the one to forget.
      caches.delete(name);
      caches.set(name, cache);
      return cache;
    },
    set: (name, cache) => {
      caches.delete(name);
      caches.set(name, cache);
      const oldest = caches.size > MAX_COLLECTIONS ? caches.keys().next().value : undefined;
      if (oldest !== undefined) caches.delete(oldest);
    },
    delete: (name) => {
      caches.delete(name);
    },
  };
}
