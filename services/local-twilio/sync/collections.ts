import { createEventLog } from './event-log';
import { pageOfItems, type ItemPage, type ItemPageQuery } from './item-pages';
import type { CreateOptions, ObjectStore } from './object-store';
import { syncErrors } from './sync-error';
import type { Caller, ItemChanged, SyncCollection, SyncItem } from './sync-model';
import { expiryOf, mostBytesOf, parseData, parseMapKey, parseTtl } from './validation';

type Key = string | number;

export interface ItemChange {
  readonly data?: unknown;
  readonly ttl?: unknown;
  /** Time to live of the whole collection. */
  readonly collectionTtl?: unknown;
  /** Revision that the item must have; `-1`: it must not exist. */
  readonly ifMatch?: string | undefined;
}

/** `set` adds or replaces, `add` refuses an existing key, `update` refuses a missing one. */
export type WriteMode = 'set' | 'add' | 'update';

/** Operations on the Maps or on the Lists of one service. All throw SyncError. */
export interface Collections {
  create(caller: Caller, options: CreateOptions): SyncCollection;
  get(caller: Caller, id: string): SyncCollection;
  setTtl(caller: Caller, id: string, ttl: unknown): SyncCollection;
  remove(caller: Caller, id: string): void;
  page(caller: Caller, id: string, query: ItemPageQuery): { collection: SyncCollection; page: ItemPage };
  getItem(caller: Caller, id: string, key: Key): { collection: SyncCollection; item: SyncItem };
  /** The item, or undefined where {@link getItem} throws. */
  findItem(caller: Caller, id: string, key: Key): { collection: SyncCollection; item: SyncItem | undefined };
  write(
    caller: Caller,
    id: string,
    key: Key,
    change: ItemChange,
    mode: WriteMode,
  ): { collection: SyncCollection; item: SyncItem; added: boolean };
  /** Appends to a List. */
  push(caller: Caller, id: string, change: ItemChange): { collection: SyncCollection; item: SyncItem };
  removeItem(caller: Caller, id: string, key: Key, ifMatch?: string): { collection: SyncCollection; item: SyncItem };
}

/** The Maps or the Lists of one service. */
interface Parts {
  readonly store: ObjectStore;
  readonly kind: 'map' | 'list';
}

export function createCollections(store: ObjectStore, kind: 'map' | 'list'): Collections {
  const parts: Parts = { store, kind };
  return {
    create: (caller, options) => create(parts, caller, options),
    get: (caller, id) => store.use(kind, id, caller, 'read', 'read'),
    setTtl(caller, id, ttl) {
      if (ttl === undefined) throw syncErrors.noParameters();
      const collection = store.use(kind, id, caller, 'write', { writeBytes: 0 });
      store.setTtl(collection, ttl);
      return collection;
    },
    remove(caller, id) {
      store.remove(store.use(kind, id, caller, 'manage', { writeBytes: 0 }), caller);
    },
    page(caller, id, query) {
      const collection = store.use(kind, id, caller, 'read', 'read');
      return { collection, page: pageOfItems(collection, query) };
    },
    findItem: (caller, id, key) => findItem(parts, caller, id, key),
    getItem(caller, id, key) {
      const { collection, item } = findItem(parts, caller, id, key);
      if (!item) throw syncErrors.itemNotFound(kind);
      return { collection, item };
    },
    write: (caller, id, key, change, mode) => write(parts, caller, id, key, change, mode),
    push(caller, id, itemChange) {
      const { data, bytes } = parseData(itemChange.data, kind, mostBytesOf(caller));
      const collection = store.use(kind, id, caller, 'write', { writeBytes: bytes });
      const { item } = put(parts, collection, collection.nextIndex, { ...itemChange, data }, caller);
      collection.nextIndex += 1;
      return { collection, item };
    },
    removeItem: (caller, id, key, ifMatch) => removeItem(parts, caller, id, key, ifMatch),
  };
}

const create = ({ store, kind }: Parts, caller: Caller, options: CreateOptions): SyncCollection =>
  store.create(kind, caller, options, 0, (common) => ({
    ...common,
    kind,
    items: new Map(),
    sortedKeys: null,
    log: createEventLog(),
    nextIndex: 0,
    revision: '0',
    lastEventId: -1,
  }));

function findItem({ store, kind }: Parts, caller: Caller, id: string, key: Key) {
  const collection = store.use(kind, id, caller, 'read', 'read');
  return { collection, item: collection.items.get(key) };
}

function write(parts: Parts, caller: Caller, id: string, key: Key, itemChange: ItemChange, mode: WriteMode) {
  const { store, kind } = parts;
  const validKey = kind === 'map' ? parseMapKey(key) : key;
  const { data, ttl, ifMatch } = itemChange;
  const parsed = data === undefined ? null : parseData(data, kind, mostBytesOf(caller));
  const collection = store.use(kind, id, caller, 'write', { writeBytes: parsed?.bytes ?? 0 });
  const before = collection.items.get(validKey);
  if (mode === 'update' && !before) throw syncErrors.itemNotFound(kind);
  if (mode === 'add' && before) throw syncErrors.keyExists();
  requireRevision(kind, before, ifMatch);
  if (!parsed && !before) throw syncErrors.dataMissing(kind);
  if (!parsed && ttl === undefined && itemChange.collectionTtl === undefined) throw syncErrors.noParameters();
  return { collection, ...put(parts, collection, validKey, { ...itemChange, data: parsed?.data }, caller) };
}

function removeItem(parts: Parts, caller: Caller, id: string, key: Key, ifMatch: string | undefined) {
  const { store, kind } = parts;
  const collection = store.use(kind, id, caller, 'write', { writeBytes: 0 });
  const before = collection.items.get(key);
  if (!before) throw syncErrors.itemNotFound(kind);
  requireRevision(kind, before, ifMatch);
  return { collection, item: apply(parts, collection, 'item_removed', before, caller) };
}

/** @throws SyncError 412 */
function requireRevision(kind: Parts['kind'], before: SyncItem | undefined, ifMatch: string | undefined): void {
  if (ifMatch !== undefined && ifMatch !== (before?.revision ?? '-1')) throw syncErrors.revisionMismatch(kind);
}

/** Adds or replaces an item whose data has been checked; without data only its time to live changes. */
function put(
  parts: Parts,
  collection: SyncCollection,
  key: Key,
  { data, ttl, collectionTtl }: ItemChange & { readonly data?: SyncItem['data'] | undefined },
  caller: Caller,
): { item: SyncItem; added: boolean } {
  const { store } = parts;
  const now = store.clock.now();
  const before = collection.items.get(key);
  const expiresAt = ttl === undefined ? (before?.expiresAt ?? null) : expiryOf(parseTtl(ttl), now);
  if (collectionTtl !== undefined) store.setTtl(collection, collectionTtl);
  const current = before ?? { key, data: {}, createdAt: now, createdBy: caller.identity ?? 'system', expiresAt: null };
  let item: SyncItem;
  if (data === undefined && before) {
    item = { ...before, expiresAt };
    collection.items.set(key, item); // a new time to live is no event and no revision
  } else {
    const type = before ? 'item_updated' : 'item_added';
    item = apply(parts, collection, type, { ...current, data: data ?? {}, expiresAt }, caller);
  }
  if (ttl !== undefined) armExpiry(parts, collection, item);
  return { item, added: before === undefined };
}

/** Makes a change of one item an event: of the collection, of its history, and for everybody who watches. */
function apply(
  { store, kind }: Parts,
  collection: SyncCollection,
  type: ItemChanged['type'],
  item: Omit<SyncItem, 'revision' | 'lastEventId' | 'updatedAt'>,
  caller: Caller | undefined,
): SyncItem {
  const id = collection.lastEventId + 1;
  const at = store.clock.now();
  const changed: SyncItem = { ...item, revision: id.toString(16), lastEventId: id, updatedAt: at };
  collection.lastEventId = id;
  collection.revision = (id + 1).toString(16);
  collection.updatedAt = at;
  if (type === 'item_removed') collection.items.delete(item.key);
  else collection.items.set(item.key, changed);
  if (type !== 'item_updated') collection.sortedKeys = null;
  const { sid: objectSid, uniqueName: objectName, revision } = collection;
  const event: ItemChanged = { type, kind, objectSid, objectName, id, at, revision, item: changed };
  collection.log.append(event);
  store.emit(collection, event, caller);
  return changed;
}

function armExpiry(parts: Parts, collection: SyncCollection, { key, expiresAt }: SyncItem): void {
  if (expiresAt === null) return;
  parts.store.expireAt(expiresAt, (atMs) => {
    const item = collection.items.get(key);
    if (item?.expiresAt === atMs && !collection.removed) apply(parts, collection, 'item_removed', item, undefined);
  });
}
