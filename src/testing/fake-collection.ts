import type { SyncItemPort, SyncPagePort } from '../sync';
import type { FakeEmitter } from './fake-emitter';

type Item<Name extends 'key' | 'index', K> = Readonly<Record<Name, K>> & SyncItemPort;

export interface FakePaging {
  readonly pageSize: () => number;
  readonly beforeNextPage: () => void;
}

/** The items of a Map (`key`) or a List (`index`), and who is told of their changes. */
export interface FakeCollection<Name extends 'key' | 'index', K> {
  all(): readonly Item<Name, K>[];
  get(key: K): Item<Name, K> | undefined;
  /** @param author who made the change, and hears of it as its own; nobody for the backend */
  put(key: K, data: unknown, author?: FakeEmitter): Item<Name, K>;
  remove(key: K, author?: FakeEmitter): void;
  /** For a List: never the same twice. */
  nextIndex(): number;
  page(from: number, paging: FakePaging): SyncPagePort<Item<Name, K>>;
}

export function createFakeCollection<Name extends 'key' | 'index', K extends string | number>(
  name: Name,
  handles: ReadonlySet<FakeEmitter>,
): FakeCollection<Name, K> {
  /** Changed in place by an update, as the SDK does. */
  const items = new Map<K, Item<Name, K>>();
  let revision = 0;
  let nextIndex = 0;

  function tell(event: string, payload: object, author: FakeEmitter | undefined): void {
    for (const handle of [...handles]) handle.emit(event, { ...payload, isLocal: handle === author });
  }

  const collection: FakeCollection<Name, K> = {
    all: () => [...items.values()],
    get: (key) => items.get(key),
    put(key, data, author) {
      revision += 1;
      if (typeof key === 'number') nextIndex = Math.max(nextIndex, key + 1);
      const before = items.get(key);
      const item = Object.assign(before ?? ({ [name]: key } as Item<Name, K>), { data, revision: String(revision) });
      items.set(key, item);
      tell(before === undefined ? 'itemAdded' : 'itemUpdated', { item }, author);
      return item;
    },
    remove(key, author) {
      items.delete(key);
      tell('itemRemoved', { [name]: key }, author);
    },
    nextIndex: () => nextIndex,
    page(from, paging) {
      const to = from + paging.pageSize();
      return {
        items: collection.all().slice(from, to),
        hasNextPage: to < items.size,
        nextPage() {
          paging.beforeNextPage();
          return Promise.resolve(collection.page(to, paging));
        },
      };
    },
  };
  return collection;
}
