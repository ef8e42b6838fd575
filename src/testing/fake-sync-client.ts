import type { SdkConnectionError, SyncClientPort } from '../sync';
import { createFakeEmitter } from './fake-emitter';
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
  const emitter = createFakeEmitter();
  const tokens = [token];
  let state = 'connecting';
  let isShutDown = false;

  function become(next: string): void {
    state = next;
    emitter.emit('connectionStateChanged', next);
  }

  /** As the SDK: the state follows later, never within the call. */
  function authenticate(offered: string): void {
    void Promise.resolve().then(() => {
      if (isShutDown) return;
      if (accepts(offered)) {
        if (state !== 'connected') become('connected');
        return;
      }
      emitter.emit('connectionError', { terminal: true, message: 'Access denied', httpStatusCode: 401 });
      become('denied');
    });
  }

  const opened = async <T>(open: () => T): Promise<T> => {
    await Promise.resolve();
    return open();
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
    on: emitter.on,
    removeAllListeners: emitter.removeAllListeners,
    document: ({ id }) => opened(() => service.openDocument(id)),
    map: ({ id }) => opened(() => service.openMap(id)),
    list: ({ id }) => opened(() => service.openList(id)),
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
    warnOfExpiry() {
      emitter.emit('tokenAboutToExpire');
    },
    reportError(error) {
      emitter.emit('connectionError', error);
    },
  };
}
