import type { SyncMapRef } from '../contract';
import type { SyncMapItemPort, SyncMapPort } from './client-port';
import { createPayloadReader, type Held } from './payload-reader';
import type { SyncObject } from './sync-object';
import type { SyncIssue } from './sync-result';

/** The largest page Sync serves (docs.twilio.com, Sync Map Item resource). */
const PAGE_SIZE = 100;

/** A Map: its data is every item that matches the schema, by key. */
export function createMapObject<T>(
  ref: SyncMapRef<T>,
  onIssue: (issue: SyncIssue) => void,
): SyncObject<ReadonlyMap<string, T>> {
  const reader = createPayloadReader(ref.schema, onIssue);
  const issues = new Map<string, SyncIssue>();
  const items = new Map<string, Held<T>>();
  /** Rebuilt when read after a change, so that a burst of events costs one new Map. */
  let data: ReadonlyMap<string, T> | undefined;
  let isStale = false;
  let isLoaded = false;

  function take(key: string, item: SyncMapItemPort): void {
    const read = reader.read({ key, data: item.data, revision: item.revision }, items.get(key));
    if (read.kind === 'issue') {
      issues.set(key, read.issue);
      drop(key);
      return;
    }
    issues.delete(key);
    if (read.kind === 'unchanged') return;
    items.set(key, read.held);
    isStale = true;
  }

  function drop(key: string): void {
    isStale = items.delete(key) || isStale;
  }

  /** Loads every page, then shows the whole at once: never a part, and never an older row than an event brought. */
  async function load(map: SyncMapPort, changedMeanwhile: ReadonlySet<string>, isWanted: () => boolean): Promise<void> {
    const found = new Map<string, SyncMapItemPort>();
    let page = await map.getItems({ pageSize: PAGE_SIZE });
    for (;;) {
      for (const { key, data: itemData, revision } of page.items) found.set(key, { key, data: itemData, revision });
      if (!isWanted()) return;
      if (!page.hasNextPage) break;
      page = await page.nextPage();
    }
    for (const [key, item] of found) if (!changedMeanwhile.has(key)) take(key, item);
    const isGone = (key: string): boolean => !found.has(key) && !changedMeanwhile.has(key);
    for (const key of [...items.keys()].filter(isGone)) drop(key);
    for (const key of [...issues.keys()].filter(isGone)) issues.delete(key);
    isStale ||= !isLoaded;
    isLoaded = true;
  }

  return {
    content() {
      if (isLoaded && isStale) {
        data = new Map([...items].map(([key, { value }]) => [key, value]));
        isStale = false;
      }
      return { data, issues: [...issues.values()], invalid: null };
    },
    async open(client, { onChange, onRemoved, onFailure }, isWanted) {
      const map = await client.map({ id: ref.uniqueName, mode: 'open_existing' });
      const close = (): void => {
        map.close();
      };
      const changedMeanwhile = new Set<string>();
      let isLoading = true;
      const onItem = ({ item }: { readonly item: SyncMapItemPort }): void => {
        if (isLoading) changedMeanwhile.add(item.key);
        take(item.key, item);
        onChange();
      };
      map.on('itemAdded', onItem);
      map.on('itemUpdated', onItem);
      map.on('itemRemoved', ({ key }) => {
        if (isLoading) changedMeanwhile.add(key);
        issues.delete(key);
        drop(key);
        onChange();
      });
      map.on('removed', onRemoved);
      map.on('failure', onFailure);
      try {
        await load(map, changedMeanwhile, isWanted);
      } catch (error) {
        close();
        throw error;
      }
      isLoading = false;
      changedMeanwhile.clear();
      if (!isWanted()) close();
      return close;
    },
  };
}
