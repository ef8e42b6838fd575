import type { Schema } from '../../contract';
import type { SyncClientPort, SyncCollectionPort, SyncItemPort } from '../client-port';
import { isSameJson } from './json';
import { createPayloadReader, type Held } from './payload-reader';
import { followObject, type SyncObject } from './sync-object';
import type { SyncIssue } from '../sync-result';

/** The largest page Sync serves (docs.twilio.com, Sync Map Item and List Item resources). */
const PAGE_SIZE = 100;
/**
 * How many pages there are is known when the last has come. At seven, two small collections open at once, and of a
 * library of many Lists four are read at a time.
 */
const REQUESTS = 7;

/** What tells a Map from a List. */
export interface CollectionKind<K extends string | number, Item extends SyncItemPort, Gone, Port, T, D> {
  readonly schema: Schema<T>;
  readonly onIssue: (issue: SyncIssue) => void;
  open(client: SyncClientPort): Promise<Port & SyncCollectionPort<Item, Gone>>;
  keyOf(each: Item | Gone): K;
  /** Data of every valid item, in no order; called only after something changed. */
  show(items: ReadonlyMap<K, T>): D;
  /** A write of this client was acknowledged; the item is as it was written. */
  onOwnWrite?(key: K): void;
}

/** Items that follow those of a Sync Map or List. */
export interface Collection<K extends string | number, Item extends SyncItemPort, Port, D> extends SyncObject<D> {
  /** The open Map or List; undefined while it is not open. */
  port(): Port | undefined;
  /** Whether Sync has such an item, valid or not. */
  has(key: K): boolean;
  /** What Sync answered to a write. */
  take(key: K, item: Item): void;
  drop(key: K): void;
  /** `value` stands for the item from now on if it says the same, so that what is shown already keeps its identity. */
  adopt(key: K, value: unknown): void;
  /** `show` has something new to say. */
  redraw(): void;
}

/** What Maps and Lists share: complete pages, events that win over them, checked copies, kept identity. */
export function createCollection<K extends string | number, Item extends SyncItemPort, Gone, Port, T, D>(
  kind: CollectionKind<K, Item, Gone, Port, T, D>,
): Collection<K, Item, Port, D> {
  const reader = createPayloadReader(kind.schema, kind.onIssue);
  const issues = new Map<K, SyncIssue>();
  const items = new Map<K, Held<T>>();
  /** Rebuilt when read after a change, so that a burst of events costs one new collection. */
  let data: D | undefined;
  let isStale = false;
  let isLoaded = false;
  let sid: string | undefined;
  let openPort: Port | undefined;

  function take(key: K, { data: itemData, revision }: SyncItemPort): void {
    const before = items.get(key);
    const read = reader.read({ key, data: itemData, revision }, before);
    if (read.kind === 'issue') {
      drop(key);
      issues.set(key, read.issue);
      return;
    }
    issues.delete(key);
    items.set(key, read.held);
    isStale ||= before === undefined || before.value !== read.held.value;
  }

  function drop(key: K): void {
    issues.delete(key);
    isStale = items.delete(key) || isStale;
  }

  /** Another object under the same name counts its versions anew. */
  function startOver(nextSid: string): void {
    if (sid !== undefined && sid !== nextSid) {
      for (const [key, { value }] of items) items.set(key, { value, v: undefined });
    }
    sid = nextSid;
  }

  /** Loads every page, then shows the whole at once: never a part, and never an older item than an event brought. */
  async function load(
    port: SyncCollectionPort<Item, Gone>,
    changedMeanwhile: ReadonlySet<K>,
    isWanted: () => boolean,
  ): Promise<void> {
    const found = new Map<K, SyncItemPort>();
    let page = await port.getItems({ pageSize: PAGE_SIZE });
    for (;;) {
      for (const item of page.items) found.set(kind.keyOf(item), { data: item.data, revision: item.revision });
      if (!isWanted()) return;
      if (!page.hasNextPage) break;
      page = await page.nextPage();
    }
    for (const [key, item] of found) if (!changedMeanwhile.has(key)) take(key, item);
    for (const key of [...items.keys(), ...issues.keys()]) {
      if (!found.has(key) && !changedMeanwhile.has(key)) drop(key);
    }
    isStale ||= !isLoaded;
    isLoaded = true;
  }

  return {
    requests: REQUESTS,
    content() {
      if (isLoaded && isStale) {
        data = kind.show(new Map([...items].map(([key, { value }]) => [key, value])));
        isStale = false;
      }
      return { data, issues: [...issues.values()], invalid: null };
    },
    async open(client, events, isWanted) {
      const port = await kind.open(client);
      const close = (): void => {
        if (openPort === port) openPort = undefined;
        port.close();
      };
      if (!isWanted()) {
        close();
        return close;
      }
      startOver(port.sid);
      const changedMeanwhile = new Set<K>();
      let isLoading = true;
      const heard = (key: K, isLocal: boolean): void => {
        if (isLoading) changedMeanwhile.add(key);
        if (isLocal) kind.onOwnWrite?.(key);
        events.onChange();
      };
      const onItem = ({ item, isLocal }: { readonly item: Item; readonly isLocal: boolean }): void => {
        const key = kind.keyOf(item);
        take(key, item);
        heard(key, isLocal);
      };
      port.on('itemAdded', onItem);
      port.on('itemUpdated', onItem);
      port.on('itemRemoved', (gone) => {
        const key = kind.keyOf(gone);
        drop(key);
        heard(key, gone.isLocal);
      });
      followObject(port, events);
      try {
        await load(port, changedMeanwhile, isWanted);
      } catch (error) {
        close();
        throw error;
      }
      isLoading = false;
      changedMeanwhile.clear();
      if (isWanted()) openPort = port;
      else close();
      return close;
    },
    port: () => openPort,
    has: (key) => items.has(key) || issues.has(key),
    take,
    drop,
    adopt(key, value) {
      const held = items.get(key);
      // Saying the same as a value that was checked, it is one.
      if (held !== undefined && isSameJson(held.value, value)) items.set(key, { value: value as T, v: held.v });
      isStale = true;
    },
    redraw() {
      isStale = true;
    },
  };
}
