import type { SyncScope } from '../contract';
import { createSyncStore, type SyncStore, type SyncStoreOptions, type SyncTokenGrant } from '../sync';
import { createFakeSyncClient, type FakeSyncClient } from './fake-sync-client';
import { createFakeSyncService, type FakeSyncService } from './fake-sync-service';

/**
 * The genuine store over a Sync service that exists only in the test: real hooks, real validation, real commits; only
 * the wire is a fake. Changes reach a component after a microtask, so wrap them: `await act(async () => fake.…)`.
 */
export interface FakeSyncStore extends FakeSyncService {
  readonly store: SyncStore;
  /** Clients in the order they were created; at most one a scope. */
  readonly clients: readonly FakeSyncClient[];
  /** Scopes in the order tokens were asked for. */
  readonly tokenRequests: readonly SyncScope[];
  /** Answers requests for tokens; replace it to fail, to delay or to deny. */
  getToken: (scope: SyncScope) => Promise<SyncTokenGrant>;
  /** Whether Twilio accepts a token. */
  accepts: (token: string) => boolean;
  /** Cuts every client's connection; data stays. */
  disconnect(): void;
  reconnect(): void;
}

/**
 * The genuine store over a Sync service in memory, which a test fills, cuts off and forbids.
 * @param options override those of the store; jitter is off by default
 */
export function createFakeSyncStore(options: Partial<SyncStoreOptions> = {}): FakeSyncStore {
  const service = createFakeSyncService();
  const clients: FakeSyncClient[] = [];
  const tokenRequests: SyncScope[] = [];
  const becomeAll = (state: string): void => {
    for (const client of clients) client.become(state);
  };
  const store = createSyncStore({
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
  });
  const fake: FakeSyncStore = Object.assign(service, {
    store,
    clients,
    tokenRequests,
    getToken: (scope: SyncScope) => Promise.resolve({ token: `${scope}-token-${String(tokenRequests.length)}` }),
    accepts: () => true,
    disconnect: () => {
      becomeAll('connecting');
    },
    reconnect: () => {
      becomeAll('connected');
    },
  });
  return fake;
}
