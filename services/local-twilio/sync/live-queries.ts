import { createHash } from 'node:crypto';
import { parseQuery, type QueryPredicate } from './query-language';
import type { SyncData } from './sync-model';

export interface LiveQueryItem {
  readonly key: string;
  readonly data: SyncData;
  /** Counter of the index at the last change of this item. */
  readonly revision: number;
}

export interface LiveQueryResult {
  readonly queryId: string;
  readonly items: readonly LiveQueryItem[];
  readonly lastEventId: number;
}

export interface LiveQueryEvent {
  readonly type: 'item_updated' | 'item_removed';
  readonly item: LiveQueryItem;
  readonly lastEventId: number;
}

/** Searchable indexes such as `tr-worker`, written by the emulator and queried by clients. */
export interface LiveQueries {
  upsert(indexName: string, key: string, data: SyncData): void;
  remove(indexName: string, key: string): void;
  /** @throws SyncError 400/54507 for a query that cannot be parsed */
  query(indexName: string, query: string): LiveQueryResult;
  /**
   * Tells every item that comes to match, changes while it matches, or stops to match.
   * @throws SyncError 400/54507
   */
  watch(indexName: string, query: string, listener: (event: LiveQueryEvent) => void): () => void;
  clear(): void;
}

interface LiveIndex {
  readonly items: Map<string, LiveQueryItem>;
  readonly watches: Set<{ readonly matches: QueryPredicate; readonly listener: (event: LiveQueryEvent) => void }>;
  lastEventId: number;
}

export function createLiveQueries(serviceSid: string): LiveQueries {
  const indexes = new Map<string, LiveIndex>();
  const indexOf = (name: string): LiveIndex => {
    const index = indexes.get(name) ?? { items: new Map(), watches: new Set(), lastEventId: 0 };
    indexes.set(name, index);
    return index;
  };

  const change = (index: LiveIndex, key: string, data: SyncData | null): void => {
    const before = index.items.get(key);
    if (data === null && !before) return;
    index.lastEventId += 1;
    const item: LiveQueryItem = { key, data: data ?? before?.data ?? {}, revision: index.lastEventId };
    if (data === null) index.items.delete(key);
    else index.items.set(key, item);
    for (const { matches, listener } of [...index.watches]) {
      const matchesNow = data !== null && matches(data);
      const matchedBefore = before !== undefined && matches(before.data);
      if (!matchesNow && !matchedBefore) continue;
      listener({ type: matchesNow ? 'item_updated' : 'item_removed', item, lastEventId: index.lastEventId });
    }
  };

  return {
    upsert: (indexName, key, data) => {
      change(indexOf(indexName), key, data);
    },
    remove: (indexName, key) => {
      change(indexOf(indexName), key, null);
    },
    query(indexName, query) {
      const matches = parseQuery(query);
      const index = indexOf(indexName);
      return {
        queryId: queryIdOf(serviceSid, indexName, query),
        items: [...index.items.values()].filter(({ data }) => matches(data)),
        lastEventId: index.lastEventId,
      };
    },
    watch(indexName, query, listener) {
      const watch = { matches: parseQuery(query), listener };
      const { watches } = indexOf(indexName);
      watches.add(watch);
      return () => watches.delete(watch);
    },
    clear() {
      for (const index of indexes.values()) index.items.clear();
    },
  };
}

/** The SDK caches live queries by this id, so it must differ whenever the index or the query differs. */
const queryIdOf = (serviceSid: string, indexName: string, query: string): string =>
  `QR${createHash('md5')
    .update(JSON.stringify([serviceSid, indexName, query]))
    .digest('hex')}`;
