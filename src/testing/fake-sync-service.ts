import type { SubscriptionEvent, SyncDocumentPort, SyncListPort, SyncMapPort } from '../sync';
import { createFakeCollection, type FakeCollection } from './fake-collection';
import { createFakeEmitter, type FakeEmitter } from './fake-emitter';
import { createFakeMapPort } from './fake-map-port';
import { sdkError } from './sdk-error';

const notFound = (): Error => sdkError('Unique name not found', 404, 54300);
const forbidden = (): Error => sdkError('Access forbidden for identity', 403, 54007);

const SUBSCRIPTION: SubscriptionEvent = '_subscriptionStateChanged';

interface StoredObject {
  /** Another one for each object of the same name. */
  readonly sid: string;
  revision: number;
  data: unknown;
  readonly mapItems: FakeCollection<'key', string>;
  readonly listItems: FakeCollection<'index', number>;
  readonly handles: Set<FakeEmitter>;
}

/** The objects of a Sync service that exists only in the test, shared by its clients. A name may be a SID. */
export interface FakeSyncService {
  /** Names of the objects in the order they were opened, failures included. */
  readonly opens: string[];
  /** Page size of Maps and Lists; Sync's own limit is 100. */
  pageSize: number;
  /** Runs between two pages of a Map or List. */
  beforeNextPage: () => void;
  /** Whether who opens an object is subscribed at once; otherwise only {@link FakeSyncService.subscribe} tells of it. */
  subscribesAtOnce: boolean;
  /** Who follows the object is told whether it is subscribed. */
  subscribe(name: string, isEstablished?: boolean): void;
  /** Runs when a client's write arrives, before it is carried out: the place for somebody who is faster. */
  beforeWrite: () => void;
  openHandles(): number;
  setDocument(name: string, data: unknown): void;
  createMap(name: string): void;
  setItem(name: string, key: string, data: unknown): void;
  removeItem(name: string, key: string): void;
  createList(name: string): void;
  /** @returns the new item's index, one more than any before */
  addListItem(name: string, data: unknown): number;
  setListItem(name: string, index: number, data: unknown): void;
  removeListItem(name: string, index: number): void;
  /** What a Map holds, by key. */
  itemsOf(name: string): Readonly<Record<string, unknown>>;
  remove(name: string): void;
  /** Later opens are refused, and who follows the object is told so. */
  forbid(name: string): void;
  allow(name: string): void;
  /** Who follows the object is told that Sync does not keep it subscribed. */
  failSubscriptions(name: string, reason: Error): void;
  /** The next opens of any object fail so, one by one. */
  failNextOpens(...errors: readonly Error[]): void;
  /** The next writes of clients fail so, one by one. */
  failNextWrites(...errors: readonly Error[]): void;
  openDocument(name: string): SyncDocumentPort;
  openMap(name: string): SyncMapPort;
  openList(name: string): SyncListPort;
}

export function createFakeSyncService(): FakeSyncService {
  const objects = new Map<string, StoredObject>();
  const refused = new Set<string>();
  const openFailures: Error[] = [];
  const writeFailures: Error[] = [];
  let created = 0;

  function obtain(name: string): StoredObject {
    const found = objects.get(name);
    if (found !== undefined) return found;
    created += 1;
    const handles = new Set<FakeEmitter>();
    const made: StoredObject = {
      sid: `${name}#${String(created)}`,
      revision: 0,
      data: {},
      mapItems: createFakeCollection('key', handles),
      listItems: createFakeCollection('index', handles),
      handles,
    };
    objects.set(name, made);
    return made;
  }

  function tell(name: string, event: string, payload?: unknown): void {
    for (const handle of [...(objects.get(name)?.handles ?? [])]) handle.emit(event, payload);
  }

  function follow(name: string): { object: StoredObject; emitter: FakeEmitter; close: () => void } {
    service.opens.push(name);
    const failure = openFailures.shift();
    if (failure !== undefined) throw failure;
    if (refused.has(name)) throw forbidden();
    const object = objects.get(name);
    if (object === undefined) throw notFound();
    const told = createFakeEmitter();
    const emitter: FakeEmitter = {
      ...told,
      on(event, listener) {
        told.on(event, listener);
        if (event === SUBSCRIPTION && service.subscribesAtOnce) told.emit(SUBSCRIPTION, 'established');
      },
    };
    object.handles.add(emitter);
    return { object, emitter, close: () => object.handles.delete(emitter) };
  }

  const paging = {
    pageSize: () => service.pageSize,
    beforeNextPage: () => {
      service.beforeNextPage();
    },
  };

  const service: FakeSyncService = {
    opens: [],
    pageSize: 100,
    subscribesAtOnce: true,
    subscribe(name, isEstablished = true) {
      tell(name, SUBSCRIPTION, isEstablished ? 'established' : 'none');
    },
    beforeNextPage: () => undefined,
    beforeWrite: () => undefined,
    openHandles: () => [...objects.values()].reduce((sum, { handles }) => sum + handles.size, 0),
    setDocument(name, data) {
      const object = obtain(name);
      object.data = data;
      object.revision += 1;
      tell(name, 'updated');
    },
    createMap: (name) => void obtain(name),
    setItem: (name, key, data) => void obtain(name).mapItems.put(key, data),
    removeItem(name, key) {
      obtain(name).mapItems.remove(key);
    },
    createList: (name) => void obtain(name),
    addListItem(name, data) {
      const { listItems } = obtain(name);
      return listItems.put(listItems.nextIndex(), data).index;
    },
    setListItem: (name, index, data) => void obtain(name).listItems.put(index, data),
    removeListItem(name, index) {
      obtain(name).listItems.remove(index);
    },
    itemsOf: (name) =>
      Object.fromEntries(
        obtain(name)
          .mapItems.all()
          .map(({ key, data }) => [key, data]),
      ),
    remove(name) {
      tell(name, 'removed');
      objects.delete(name);
    },
    forbid(name) {
      refused.add(name);
      tell(name, 'failure', forbidden());
    },
    allow: (name) => void refused.delete(name),
    failSubscriptions(name, reason) {
      tell(name, 'failure', reason);
    },
    failNextOpens: (...errors) => void openFailures.push(...errors),
    failNextWrites: (...errors) => void writeFailures.push(...errors),
    openDocument(name) {
      const { object, emitter, close } = follow(name);
      return {
        get data() {
          return object.data;
        },
        get revision() {
          return String(object.revision);
        },
        on: emitter.on,
        close,
      };
    },
    openMap(name) {
      const { object, emitter, close } = follow(name);
      return createFakeMapPort({
        sid: object.sid,
        items: object.mapItems,
        emitter,
        close,
        paging,
        arriving() {
          service.beforeWrite();
          const failure = writeFailures.shift();
          if (failure !== undefined) throw failure;
        },
      });
    },
    openList(name) {
      const { object, emitter, close } = follow(name);
      const { sid, listItems } = object;
      return { sid, on: emitter.on, close, getItems: () => Promise.resolve(listItems.page(0, paging)) };
    },
  };
  return service;
}
