import type { SyncDocumentRef, SyncListRef, SyncMapRef } from '../contract';
import type { SubscriptionEvent, SyncReadRef } from '../sync';
import { createFakeObject, type FakeObject, type FakePort } from './fake-object';
import { sdkError } from './sdk-error';

const notFound = (): Error => sdkError('Unique name not found', 404, 54300);
const forbidden = (): Error => sdkError('Access forbidden for identity', 403, 54007);
const SUBSCRIPTION: SubscriptionEvent = '_subscriptionStateChanged';

/** The objects of a Sync service that exists only in the test, shared by its clients. */
export interface FakeSyncService {
  /** Names or SIDs of the objects in the order they were opened, failures included. */
  readonly opens: string[];
  /** Whether who opens an object is subscribed at once; otherwise only {@link FakeSyncService.subscribe} tells of it. */
  subscribesAtOnce: boolean;
  /** Who follows the object is told whether it is subscribed. */
  subscribe(ref: SyncReadRef, isEstablished?: boolean): void;
  openHandles(): number;
  /** Creates or replaces the data; any value, so that a test can break the schema. */
  setDocument(ref: SyncDocumentRef<unknown>, data: unknown): void;
  /** An empty Map, so that it can be opened. */
  createMap(ref: SyncMapRef<unknown>): void;
  setItem(ref: SyncMapRef<unknown>, key: string, data: unknown): void;
  removeItem(ref: SyncMapRef<unknown>, key: string): void;
  /** An empty List, so that it can be opened. */
  createList(ref: SyncListRef<unknown>): void;
  /** @returns the index that the item got; indexes are never given twice */
  addListItem(ref: SyncListRef<unknown>, data: unknown): number;
  setListItem(ref: SyncListRef<unknown>, index: number, data: unknown): void;
  removeListItem(ref: SyncListRef<unknown>, index: number): void;
  /** Removes a whole object. */
  remove(ref: SyncReadRef): void;
  /** Until it is allowed again, it cannot be opened, and who follows it is told so. @param reason default: no permission */
  forbid(ref: SyncReadRef, reason?: Error): void;
  allow(ref: SyncReadRef): void;
  /** What a client does. @throws the SDK's error when the object is forbidden or missing */
  open(uniqueName: string): FakePort;
}

export function createFakeSyncService(): FakeSyncService {
  const objects = new Map<string, FakeObject>();
  const refused = new Map<string, Error>();
  let created = 0;

  function obtain({ uniqueName }: SyncReadRef): FakeObject {
    const found = objects.get(uniqueName);
    if (found !== undefined) return found;
    created += 1;
    const object = createFakeObject(`${uniqueName}#${String(created)}`);
    objects.set(uniqueName, object);
    return object;
  }
  const tell = ({ uniqueName }: SyncReadRef, event: string, payload?: unknown): void =>
    objects.get(uniqueName)?.tell(event, payload);

  const service: FakeSyncService = {
    opens: [],
    subscribesAtOnce: true,
    subscribe: (ref, isEstablished = true) => {
      tell(ref, SUBSCRIPTION, isEstablished ? 'established' : 'none');
    },
    openHandles: () => [...objects.values()].reduce((sum, object) => sum + object.openHandles(), 0),
    setDocument: (ref, data) => {
      obtain(ref).setData(data);
    },
    createMap: (ref) => void obtain(ref),
    setItem: (ref, key, data) => {
      obtain(ref).put(key, data);
    },
    removeItem: (ref, key) => {
      obtain(ref).drop(key);
    },
    createList: (ref) => void obtain(ref),
    addListItem: (ref, data) => obtain(ref).push(data),
    setListItem: (ref, index, data) => {
      obtain(ref).put(index, data);
    },
    removeListItem: (ref, index) => {
      obtain(ref).drop(index);
    },
    remove(ref) {
      tell(ref, 'removed');
      objects.delete(ref.uniqueName);
    },
    forbid(ref, reason = forbidden()) {
      refused.set(ref.uniqueName, reason);
      tell(ref, 'failure', reason);
    },
    allow: ({ uniqueName }) => void refused.delete(uniqueName),
    open(uniqueName) {
      service.opens.push(uniqueName);
      const object = objects.get(uniqueName);
      const failure = refused.get(uniqueName) ?? (object === undefined ? notFound() : undefined);
      if (object === undefined || failure !== undefined) throw failure ?? notFound();
      return object.open((event, listener) => {
        if (event === SUBSCRIPTION && service.subscribesAtOnce) listener('established' as never);
      });
    },
  };
  return service;
}
