import twilio from 'twilio';
import { SyncClient } from 'twilio-sync';
import { account } from '../base/account';
import { systemClock, type Clock } from '../base/clock';
import { createRouter } from '../http/router';
import { startServer } from '../http/server';
import { createTraffic, type Traffic } from '../http/traffic';
import { mintSyncToken, verifySyncToken } from '../identity/sync-token';
import { syncRestApi } from '../sync-api/sync-rest';
import type { SyncObject } from '../sync/sync-model';
import { createSyncServices, type SyncServices } from '../sync/sync-services';
import { createTwilsock, type Twilsock } from '../twilsock/twilsock';

// Node's own WebSocket (22 and later) never reports a failed handshake in some versions; `ws` does.
Reflect.deleteProperty(globalThis, 'WebSocket');

export interface SyncHostOptions {
  readonly clock?: Clock;
  readonly echoToOrigin?: boolean;
  readonly limitsEnabled?: boolean;
}

/** Sync alone, on a free port: the genuine SDK and the genuine REST helper talk to it. */
export interface SyncHost {
  readonly services: SyncServices;
  readonly traffic: Traffic;
  readonly twilsock: Twilsock;
  readonly twilsockUrl: string;
  readonly restUrl: string;
  /** A REST helper with the account's credentials. */
  rest(): ReturnType<typeof twilio>;
  token(identity: string, ttlSeconds?: number): string;
  /** A connected client; it is shut down with the host. */
  connect(identity: string, ttlSeconds?: number): Promise<SyncClient>;
  /** A client that may never connect. */
  client(token: string): SyncClient;
  close(): Promise<void>;
}

export async function startSyncHost(options: SyncHostOptions = {}): Promise<SyncHost> {
  const { clock = systemClock, echoToOrigin = true, limitsEnabled = true } = options;
  const services = createSyncServices({ clock, limits: { enabled: limitsEnabled } });
  const traffic = createTraffic();
  const authenticate = (token: string) => verifySyncToken(token, services);
  const twilsock = createTwilsock({ services, traffic, authenticate, echoToOrigin });
  const server = await startServer(0, {
    traffic,
    hosts: { 'sync.twilio.com': syncRestApi(services) },
    sockets: { 'tsock.us1.twilio.com': twilsock.accept },
    control: createRouter('', []),
    page: createRouter('', []),
  });
  const address = `127.0.0.1:${server.port}/__twilio`;
  const twilsockUrl = `ws://${address}/tsock.us1.twilio.com/v3/wsconnect`;
  const restUrl = `http://${address}/sync.twilio.com`;
  const clients: SyncClient[] = [];

  const token = (identity: string, ttlSeconds = 3_600): string =>
    mintSyncToken({ identity, serviceSid: account.syncServiceSid, ttlSeconds }, clock.now());
  const client = (jwt: string): SyncClient => {
    const opened = new SyncClient(jwt, {
      logLevel: 'silent',
      Twilsock: { uri: twilsockUrl },
      retryPolicy: { min: 20, max: 100, randomness: 0.2 },
    });
    clients.push(opened);
    return opened;
  };

  return {
    services,
    traffic,
    twilsock,
    twilsockUrl,
    restUrl,
    rest() {
      const helper = twilio(account.accountSid, account.authToken);
      helper.sync.baseUrl = restUrl;
      return helper;
    },
    token,
    client,
    async connect(identity, ttlSeconds) {
      const opened = client(token(identity, ttlSeconds));
      await eventually(() => {
        expect(opened.connectionState).toBe('connected');
      });
      return opened;
    },
    async close() {
      await Promise.all(clients.map((each) => each.shutdown()));
      twilsock.close();
      await server.close();
    },
  };
}

/** Waits until `check` does not throw; after five seconds its error is the test's. */
export async function eventually(check: () => void | Promise<void>): Promise<void> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** A client subscribes some 100 ms after it opened an object: waits until so many clients listen to it. */
export async function watched(object: SyncObject, watchers = 1): Promise<void> {
  await eventually(() => {
    expect(object.watchers.size).toBe(watchers);
  });
}
