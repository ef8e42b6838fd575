import type { SyncDocumentRef, SyncListRef, SyncMapRef, SyncScope } from '../contract';
import { createSyncStore, type SyncReadRef, type SyncStore, type SyncStoreOptions, type SyncTokenGrant } from '../sync';
import { createFakeSyncClient, type FakeSyncClient } from './fake-sync-client';
import { createFakeSyncService, type FakeSyncService } from './fake-sync-service';

/**
 * The genuine store over a Sync service that exists only in the test: real hooks, real validation, real commits; only
 * the wire is a fake. Changes reach a component after a microtask, so wrap them: `await act(async () => fake.…)`.
 */
export interface FakeSyncStore {
  readonly store: SyncStore;
  /** Direct access: paging, failing opens, counts. */
  readonly service: FakeSyncService;
  /** Clients in the order they were created; at most one a scope. */
  readonly clients: readonly FakeSyncClient[];
  /** Scopes in the order tokens were asked for. */
  readonly tokenRequests: readonly SyncScope[];
  /** Answers requests for tokens; replace it to fail, to delay or to deny. */
  getToken: (scope: SyncScope) => Promise<SyncTokenGrant>;
  /** Whether Twilio accepts a token. */
  accepts: (token: string) => boolean;
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
  forbid(ref: SyncReadRef): void;
  allow(ref: SyncReadRef): void;
  /** Cuts every client's connection; data stays. */
  disconnect(): void;
  reconnect(): void;
}

/** @param options override those of the store; jitter is off by default */
export function createFakeSyncStore(options: Partial<SyncStoreOptions> = {}): FakeSyncStore {
  const service = createFakeSyncService();
  const clients: FakeSyncClient[] = [];
  const tokenRequests: SyncScope[] = [];

  const fake: FakeSyncStore = {
    store: createSyncStore({
      getToken(scope) {
        tokenRequests.push(scope);
        return fake.getToken(scope);
      },
      createClient(token) {
        const client = createFakeSyncClient({ token, service, accepts: (offered) => fake.accepts(offered) });
        clients.push(client);
        return client;
      },
      openJitterMs: 0,
      random: () => 0,
      ...options,
    }),
    service,
    clients,
    tokenRequests,
    getToken: (scope) => Promise.resolve({ token: `${scope}-token-${String(tokenRequests.length)}` }),
    accepts: () => true,
    setDocument: ({ uniqueName }, data) => {
      service.setDocument(uniqueName, data);
    },
    createMap: ({ uniqueName }) => {
      service.createMap(uniqueName);
    },
    setItem: ({ uniqueName }, key, data) => {
      service.setItem(uniqueName, key, data);
    },
    removeItem: ({ uniqueName }, key) => {
      service.removeItem(uniqueName, key);
    },
    createList: ({ uniqueName }) => {
      service.createList(uniqueName);
    },
    addListItem: ({ uniqueName }, data) => service.addListItem(uniqueName, data),
    setListItem: ({ uniqueName }, index, data) => {
      service.setListItem(uniqueName, index, data);
    },
    removeListItem: ({ uniqueName }, index) => {
      service.removeListItem(uniqueName, index);
    },
    remove: ({ uniqueName }) => {
      service.remove(uniqueName);
    },
    forbid: ({ uniqueName }) => {
      service.forbid(uniqueName);
    },
    allow: ({ uniqueName }) => {
      service.allow(uniqueName);
    },
    disconnect: () => {
      for (const client of clients) client.become('connecting');
    },
    reconnect: () => {
      for (const client of clients) client.become('connected');
    },
  };
  return fake;
}
