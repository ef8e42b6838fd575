import type { MapCache, MapCaches } from './projection';

/** 200 rows take some 40 KB, so this many full Maps take 20 MB. */
const MAX_MAPS = 500;

/** Forgets the Maps that were used least recently: to read one again costs a few requests. */
export function createMapCaches(): MapCaches {
  const caches = new Map<string, MapCache>();
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
      const oldest = caches.size > MAX_MAPS ? caches.keys().next().value : undefined;
      if (oldest !== undefined) caches.delete(oldest);
    },
    delete: (name) => {
      caches.delete(name);
    },
  };
}
