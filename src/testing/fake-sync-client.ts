import type { SdkConnectionError, SyncClientPort } from '../sync';
import type { FakeSyncService } from './fake-sync-service';

/** A client whose connection the test drives. Starts `connecting`, and connects by itself unless told otherwise. */
export interface FakeSyncClient extends SyncClientPort {
  /** Tokens it was given, the first by its creation. */
  readonly tokens: readonly string[];
  readonly isShutDown: boolean;
  /** Moves to an SDK state and tells the listeners. */
  become(state: string): void;
  warnOfExpiry(): void;
  reportError(error: SdkConnectionError): void;
}

export interface FakeSyncClientOptions {
  readonly token: string;
  readonly service: FakeSyncService;
  /** Whether a token connects the client; asked for the first one and for each update. */
  readonly accepts: (token: string) => boolean;
}

export function createFakeSyncClient({ token, service, accepts }: FakeSyncClientOptions): FakeSyncClient {
  const listeners = new Map<string, (payload: never) => void>();
  const tokens = [token];
  let [state, isShutDown] = ['connecting', false];

  // Who listens knows which payload the event carries.
  const tell = (event: string, payload?: unknown): void => listeners.get(event)?.(payload as never);
  function become(next: string): void {
    state = next;
    tell('connectionStateChanged', next);
  }
  /** As the SDK: the state follows later, never within the call. */
  function authenticate(offered: string): void {
    void Promise.resolve().then(() => {
      if (isShutDown) return;
      if (accepts(offered)) {
        if (state !== 'connected') become('connected');
        return;
      }
      tell('connectionError', { terminal: true, message: 'Access denied', httpStatusCode: 401 });
      become('denied');
    });
  }
  const open = async ({ id }: { readonly id: string }): Promise<ReturnType<FakeSyncService['open']>> => {
    await Promise.resolve();
    return service.open(id);
  };

  authenticate(token);
  return {
    tokens,
    get isShutDown() {
      return isShutDown;
    },
    get connectionState() {
      return state;
    },
    on: (event: string, listener: (payload: never) => void) => listeners.set(event, listener),
    removeAllListeners: () => {
      listeners.clear();
    },
    document: open,
    map: open,
    list: open,
    updateToken(next) {
      if (state === 'disconnecting') return new Promise(() => undefined);
      if (next === tokens.at(-1)) return Promise.resolve();
      tokens.push(next);
      authenticate(next);
      return Promise.resolve();
    },
    shutdown() {
      isShutDown = true;
      state = 'disconnected';
      return Promise.resolve();
    },
    become,
    warnOfExpiry: () => {
      tell('tokenAboutToExpire');
    },
    reportError: (error) => {
      tell('connectionError', error);
    },
  };
}
