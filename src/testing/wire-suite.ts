import { startLocalTwilio, type LocalTwilio } from '../../services/local-twilio/start-local-twilio';
import type { Source } from '../observable';
import { createSyncStore, type SyncStore, type SyncStoreOptions, type SyncTokenGrant } from '../sync';

/** Who the tokens of {@link WireSuite.start} speak for unless told otherwise. */
export const IDENTITY = 'profile';

interface Health {
  readonly accountSid: string;
  readonly authToken: string;
  readonly syncServiceSid: string;
  readonly urls: { readonly twilsock: string; readonly sync: string };
}

/** What the wire tests of this layer work with: the genuine SDK, and Sync as Local Twilio makes it. */
export interface WireSuite {
  /** A store for this test, shut down after it. */
  start(options?: Partial<SyncStoreOptions>): SyncStore;
  token(identity?: string, ttlSeconds?: number): Promise<SyncTokenGrant>;
  /** Local Twilio's own control API. */
  control(path: string, body: unknown): Promise<unknown>;
  /** The backend's side: Twilio's public REST API. @returns the answer's body, null without one */
  rest(method: 'POST' | 'DELETE', path: string, form?: Readonly<Record<string, string>>): Promise<unknown>;
  grant(path: string, rights?: 'read' | 'write', identity?: string): Promise<unknown>;
  /** The service lives as long as the file: every test takes names of its own. */
  freshName(): string;
}

/** One Local Twilio for the file. */
export function wireSuite(): WireSuite {
  let localTwilio: LocalTwilio;
  let health: Health;
  let lastName = 0;
  const stores = new Set<SyncStore>();

  beforeAll(async () => {
    // Node 22's own WebSocket never reports a failed handshake (nodejs/undici#3546); without it the SDK takes `ws`.
    Reflect.deleteProperty(globalThis, 'WebSocket');
    localTwilio = await startLocalTwilio({ port: 0 });
    health = (await (await fetch(`${localTwilio.url}/emulator/health`)).json()) as Health;
  });
  afterEach(async () => {
    await Promise.all([...stores].map((store) => store.shutdown()));
    stores.clear();
  });
  afterAll(() => localTwilio.close());

  const suite: WireSuite = {
    start(options = {}) {
      const store = createSyncStore({ getToken: () => suite.token(), twilsockUri: health.urls.twilsock, ...options });
      stores.add(store);
      return store;
    },
    async token(identity = IDENTITY, ttlSeconds = 3_600) {
      const { token } = (await suite.control('/emulator/tokens', { identity, ttlSeconds })) as { token: string };
      return { token, identity, expiresAt: Date.now() + ttlSeconds * 1_000 };
    },
    async control(path, body) {
      const answer = await fetch(localTwilio.url + path, { method: 'POST', body: JSON.stringify(body) });
      return (await answer.json()) as unknown;
    },
    async rest(method, path, form = {}) {
      const answer = await fetch(`${health.urls.sync}/v1/Services/${health.syncServiceSid}${path}`, {
        method,
        headers: { Authorization: `Basic ${btoa(`${health.accountSid}:${health.authToken}`)}` },
        ...(method === 'POST' ? { body: new URLSearchParams(form) } : {}),
      });
      if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
      return answer.status === 204 ? null : ((await answer.json()) as unknown);
    },
    grant: (path, rights = 'read', identity = IDENTITY) =>
      suite.rest('POST', `${path}/Permissions/${identity}`, {
        Read: 'true',
        Write: String(rights === 'write'),
        Manage: 'false',
      }),
    freshName: () => `object-${String((lastName += 1))}`,
  };
  return suite;
}

/** Subscribes, and resolves with the first snapshot that satisfies `accept`, remembering all. */
export function watch<S>(source: Source<S>): {
  readonly seen: readonly S[];
  readonly until: (accept: (snapshot: S) => boolean) => Promise<S>;
} {
  const seen: S[] = [];
  const waiting = new Set<() => void>();
  source.subscribe(() => {
    seen.push(source.getSnapshot());
    for (const check of waiting) check();
  });
  return {
    seen,
    until: (accept) =>
      new Promise((resolve) => {
        const check = (): void => {
          const snapshot = source.getSnapshot();
          if (!accept(snapshot)) return;
          waiting.delete(check);
          resolve(snapshot);
        };
        waiting.add(check);
        check();
      }),
  };
}
