import type { SyncDocumentPort, SyncMapItemPort, SyncMapPort, SyncPagePort } from '../sync';
import { createFakeEmitter, type FakeEmitter } from './fake-emitter';

/** Rejections as the genuine SDK makes them: text, HTTP status, Twilio code. */
export function sdkError(message: string, status: number, code: number): Error {
  return Object.assign(new Error(`${message} (status: ${String(status)}, code: ${String(code)})`), { status, code });
}

const notFound = (): Error => sdkError('Unique name not found', 404, 54300);
const forbidden = (): Error => sdkError('Access forbidden for identity', 403, 54007);

interface StoredObject {
  revision: number;
  data: unknown;
  /** Changed in place by an update, as the SDK does. */
  readonly items: Map<string, { key: string; data: unknown; revision: string }>;
  readonly handles: Set<FakeEmitter>;
}

/** The objects of a Sync service that exists only in the test, shared by its clients. */
export interface FakeSyncService {
  /** Names of the objects in the order they were opened, failures included. */
  readonly opens: string[];
  /** Page size of {@link SyncMapPort.getItems}; Sync's own limit is 100. */
  pageSize: number;
  /** Runs between two pages of a Map. */
  beforeNextPage: () => void;
  openHandles(): number;
  setDocument(name: string, data: unknown): void;
  createMap(name: string): void;
  setItem(name: string, key: string, data: unknown): void;
  removeItem(name: string, key: string): void;
  remove(name: string): void;
  /** Later opens are refused, and who follows the object is told so. */
  forbid(name: string): void;
  allow(name: string): void;
  /** The next opens of any object fail so, one by one. */
  failNextOpens(...errors: readonly Error[]): void;
  openDocument(name: string): SyncDocumentPort;
  openMap(name: string): SyncMapPort;
}

export function createFakeSyncService(): FakeSyncService {
  const objects = new Map<string, StoredObject>();
  const refused = new Set<string>();
  const failures: Error[] = [];

  function obtain(name: string): StoredObject {
    const found = objects.get(name) ?? { revision: 0, data: {}, items: new Map(), handles: new Set() };
    objects.set(name, found);
    return found;
  }

  function tell(name: string, event: string, payload?: unknown): void {
    for (const handle of [...(objects.get(name)?.handles ?? [])]) handle.emit(event, payload);
  }

  function follow(name: string): { object: StoredObject; on: FakeEmitter['on']; close: () => void } {
    service.opens.push(name);
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    if (refused.has(name)) throw forbidden();
    const object = objects.get(name);
    if (object === undefined) throw notFound();
    const emitter = createFakeEmitter();
    object.handles.add(emitter);
    return { object, on: emitter.on, close: () => object.handles.delete(emitter) };
  }

  const service: FakeSyncService = {
    opens: [],
    pageSize: 100,
    beforeNextPage: () => undefined,
    openHandles: () => [...objects.values()].reduce((sum, { handles }) => sum + handles.size, 0),
    setDocument(name, data) {
      const object = obtain(name);
      object.data = data;
      object.revision += 1;
      tell(name, 'updated');
    },
    createMap: (name) => void obtain(name),
    setItem(name, key, data) {
      const object = obtain(name);
      object.revision += 1;
      const item = object.items.get(key) ?? { key, data, revision: '' };
      const event = object.items.has(key) ? 'itemUpdated' : 'itemAdded';
      Object.assign(item, { data, revision: String(object.revision) });
      object.items.set(key, item);
      tell(name, event, { item });
    },
    removeItem(name, key) {
      obtain(name).items.delete(key);
      tell(name, 'itemRemoved', { key });
    },
    remove(name) {
      tell(name, 'removed');
      objects.delete(name);
    },
    forbid(name) {
      refused.add(name);
      tell(name, 'failure', forbidden());
    },
    allow: (name) => void refused.delete(name),
    failNextOpens: (...errors) => void failures.push(...errors),
    openDocument(name) {
      const { object, on, close } = follow(name);
      return {
        get data() {
          return object.data;
        },
        get revision() {
          return String(object.revision);
        },
        on,
        close,
      };
    },
    openMap(name) {
      const { object, on, close } = follow(name);
      const page = (from: number): SyncPagePort => {
        const all: SyncMapItemPort[] = [...object.items.values()];
        const to = from + service.pageSize;
        return {
          items: all.slice(from, to),
          hasNextPage: to < all.length,
          nextPage() {
            service.beforeNextPage();
            return Promise.resolve(page(to));
          },
        };
      };
      return { on, close, getItems: () => Promise.resolve(page(0)) };
    },
  };
  return service;
}
