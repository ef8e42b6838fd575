import type { SyncDocumentPort, SyncListPort, SyncMapPort } from '../sync';

/** Changed in place by an update, as the SDK does. Of a Map it has the key, of a List the index. */
interface FakeItem {
  readonly key: string;
  readonly index: number;
  readonly data: unknown;
  readonly revision: string;
}

/** An open object as the store sees it, of whichever kind it is opened as. */
export type FakePort = SyncDocumentPort & SyncMapPort & SyncListPort;

/** Who has opened an object, by what is listened to. */
type Handle = Map<string, (payload: never) => void>;

/** A Document, Map or List that exists only in the test: what it holds, and who is told of changes. */
export interface FakeObject {
  openHandles(): number;
  tell(event: string, payload?: unknown): void;
  setData(data: unknown): void;
  put(key: string | number, data: unknown): void;
  /** @returns the index, one more than any before */
  push(data: unknown): number;
  drop(key: string | number): void;
  /**
   * Reads are whole, and writes are carried out at once: pages, conflicts and late answers are for tests with the
   * genuine SDK.
   */
  open(onListen: (event: string, listener: (payload: never) => void) => void): FakePort;
}

/** @param sid another one for each object of the same name */
export function createFakeObject(sid: string): FakeObject {
  const items = new Map<string | number, FakeItem>();
  const handles = new Set<Handle>();
  let [data, revision, nextIndex]: [unknown, number, number] = [{}, 0, 0];

  const tell = (event: string, payloadOf: (handle: Handle) => unknown): void => {
    // Who listens knows which payload the event carries.
    for (const handle of [...handles]) handle.get(event)?.(payloadOf(handle) as never);
  };
  /** @param author hears of it as its own; nobody for the backend */
  const put = (key: string | number, itemData: unknown, author?: Handle): FakeItem => {
    revision += 1;
    if (typeof key === 'number') nextIndex = Math.max(nextIndex, key + 1);
    const before = items.get(key);
    const changed = { data: itemData, revision: String(revision) };
    const item = Object.assign(before ?? { key: String(key), index: Number(key) }, changed);
    items.set(key, item);
    tell(before === undefined ? 'itemAdded' : 'itemUpdated', (handle) => ({ item, isLocal: handle === author }));
    return item;
  };
  const drop = (key: string | number, author?: Handle): void => {
    items.delete(key);
    tell('itemRemoved', (handle) => ({ key, index: key, isLocal: handle === author }));
  };

  return {
    openHandles: () => handles.size,
    tell: (event, payload) => {
      tell(event, () => payload);
    },
    setData(next) {
      data = next;
      revision += 1;
      tell('updated', () => undefined);
    },
    put: (key, itemData) => void put(key, itemData),
    push: (itemData) => put(nextIndex, itemData).index,
    drop: (key) => {
      drop(key);
    },
    open(onListen) {
      const mine: Handle = new Map();
      handles.add(mine);
      return {
        sid,
        get data() {
          return data;
        },
        get revision() {
          return String(revision);
        },
        on(event: string, listener: (payload: never) => void) {
          mine.set(event, listener);
          onListen(event, listener);
        },
        close: () => void handles.delete(mine),
        getItems: () => Promise.resolve(wholePage([...items.values()])),
        set: (key, itemData) => Promise.resolve(put(key, itemData, mine)),
        mutate(key, mutator) {
          const item = items.get(key) ?? { key, index: 0, data: {}, revision: '-1' };
          // The SDK's typings lack the null that leaves the item alone.
          const next = mutator({ ...(item.data as object) }) as object | null;
          return Promise.resolve(next === null ? item : put(key, next, mine));
        },
        remove(key) {
          drop(key, mine);
          return Promise.resolve();
        },
      };
    },
  };
}

interface Page {
  readonly items: readonly FakeItem[];
  readonly hasNextPage: boolean;
  nextPage(): Promise<Page>;
}

const wholePage = (items: readonly FakeItem[]): Page => ({
  items,
  hasNextPage: false,
  nextPage: () => Promise.reject(new Error('There is one page')),
});
