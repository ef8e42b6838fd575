import type { SyncDocumentRef, SyncMapRef, SyncScope } from '../contract';
import { createSyncStore, type SyncStore, type SyncStoreOptions, type SyncTokenGrant } from '../sync';
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
  /** Removes a whole object. */
  remove(ref: SyncDocumentRef<unknown> | SyncMapRef<unknown>): void;
  forbid(ref: SyncDocumentRef<unknown> | SyncMapRef<unknown>): void;
  allow(ref: SyncDocumentRef<unknown> | SyncMapRef<unknown>): void;
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
