import { startLocalTwilio, type LocalTwilio } from '../../services/local-twilio/start-local-twilio';
import type { Source } from '../observable';
import { createSyncStore, type SyncStore, type SyncStoreOptions, type SyncTokenGrant } from '../sync';
import { wireObjects, type Rest, type WireObjects } from './wire-objects';

interface Health {
  readonly accountSid: string;
  readonly authToken: string;
  readonly syncServiceSid: string;
  readonly urls: { readonly twilsock: string; readonly sync: string };
}

/** Somebody of this test only: the tests of a file run at the same time. */
export interface WireUser {
  readonly identity: string;
  /** A store for this test, shut down after it. */
  start(options?: Partial<SyncStoreOptions>): SyncStore;
  token(ttlSeconds?: number): Promise<SyncTokenGrant>;
  /** What was asked for on the socket, such as `GET Documents/name`, in order; a new token is `UPDATE`. */
  requests(): Promise<readonly string[]>;
  /** Waits until something was asked for that {@link WireUser.requests} tells so. */
  untilRequested(request: string): Promise<void>;
  /** The next request that matches is answered so, or late. */
  fail(match: { readonly method?: string; readonly path?: string }, answer: WireFault): Promise<void>;
  /** Cuts the connections. @returns how many there were */
  drop(refuseForMs?: number): Promise<number>;
}

interface WireFault {
  readonly status?: number;
  readonly code?: number;
  readonly delayMs?: number;
}

/** What the wire tests of this layer work with: the genuine SDK, and Sync as Local Twilio makes it. */
export interface WireSuite {
  /** A test that runs beside the others of its file: most of its time it waits. What its stores leave fails it. */
  wireTest(title: string, run: (user: () => WireUser) => Promise<void>): void;
  /** The backend's side. */
  readonly objects: WireObjects;
  /** The service lives as long as the file: every test takes names of its own. */
  freshName(): string;
}

/** Host, version and service of a request's path; a new token has no resource. */
const BEFORE_RESOURCE = /^\/[^/]+\/v\d+\/(Services\/\w+\/|wsconnect$)?/u;

/** One Local Twilio for the file; it enforces no limits, as tests write faster than a backend may. */
export function wireSuite(): WireSuite {
  let localTwilio: LocalTwilio;
  let health: Health;
  const taken = { names: 0, users: 0 };

  beforeAll(async () => {
    // Node 22's own WebSocket never reports a failed handshake (nodejs/undici#3546); without it the SDK takes `ws`.
    Reflect.deleteProperty(globalThis, 'WebSocket');
    localTwilio = await startLocalTwilio({ port: 0, rateLimits: false });
    health = (await (await fetch(`${localTwilio.url}/emulator/health`)).json()) as Health;
  });
  afterAll(() => localTwilio.close());

  /** Local Twilio's own control API. */
  async function control(path: string, body?: object): Promise<unknown> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${localTwilio.url}/emulator${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
    return (await answer.json()) as unknown;
  }

  const rest: Rest = async (method, path, form = {}) => {
    const answer = await fetch(`${health.urls.sync}/v1/Services/${health.syncServiceSid}${path}`, {
      method,
      headers: { Authorization: `Basic ${btoa(`${health.accountSid}:${health.authToken}`)}` },
      ...(method === 'POST' ? { body: new URLSearchParams(form) } : {}),
    });
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
    return answer.status === 204 ? null : ((await answer.json()) as unknown);
  };

  function user(stores: SyncStore[]): WireUser {
    const identity = `profile-${String((taken.users += 1))}`;
    const mine: WireUser = {
      identity,
      start(options = {}) {
        const store = createSyncStore({ getToken: () => mine.token(), twilsockUri: health.urls.twilsock, ...options });
        stores.push(store);
        return store;
      },
      async token(ttlSeconds = 3_600) {
        const { token } = (await control('/tokens', { identity, ttlSeconds })) as { token: string };
        return { token, identity, expiresAt: Date.now() + ttlSeconds * 1_000 };
      },
      async requests() {
        const { requests } = (await control('/requests')) as { requests: readonly LoggedRequest[] };
        return requests
          .filter((each) => each.surface === 'twilsock' && each.identity === identity)
          .map(({ method, path }) => `${method} ${path.replace(BEFORE_RESOURCE, '')}`.trimEnd());
      },
      async untilRequested(request) {
        while (!(await mine.requests()).includes(request));
      },
      async fail(match, answer) {
        await control('/faults', { match: { surface: 'twilsock', identity, ...match }, times: 1, ...answer });
      },
      async drop(refuseForMs = 0) {
        const { dropped } = (await control('/connections/drop', { identity, refuseForMs })) as { dropped: number };
        return dropped;
      },
    };
    return mine;
  }

  // Jest calls no `afterEach` for concurrent tests.
  async function runAndCleanUp(run: (newUser: () => WireUser) => Promise<void>): Promise<void> {
    const stores: SyncStore[] = [];
    try {
      await run(() => user(stores));
    } finally {
      await Promise.all(stores.map((store) => store.shutdown()));
    }
    expect(stores.map((store) => store.usage().objects)).toEqual(stores.map(() => 0));
  }

  return {
    wireTest(title, run) {
      test.concurrent(title, () => runAndCleanUp(run));
    },
    objects: wireObjects(rest),
    freshName: () => `object-${String((taken.names += 1))}`,
  };
}

interface LoggedRequest {
  readonly surface: string;
  readonly identity: string | null;
  readonly method: string;
  readonly path: string;
}

/** Subscribes, and resolves with the first snapshot that satisfies `accept`, remembering all. */
export function watch<S>(source: Source<S>): {
  readonly seen: readonly S[];
  readonly until: (accept: (snapshot: S) => boolean) => Promise<S>;
  readonly stop: () => void;
} {
  const seen: S[] = [];
  const waiting = new Set<() => void>();
  const stop = source.subscribe(() => {
    seen.push(source.getSnapshot());
    for (const check of waiting) check();
  });
  return {
    seen,
    stop,
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

export const isLive = (snapshot: { readonly isLive: boolean }): boolean => snapshot.isLive;
export const hasFailed = ({ status }: { readonly status: string }): boolean => status === 'error';
