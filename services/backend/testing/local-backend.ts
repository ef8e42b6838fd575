import { rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import type { Source } from '@flex-sync-suite/shared/observable';
import { createSyncStore, type SyncStore, type SyncStoreOptions } from '@flex-sync-suite/shared/sync';
import twilio from 'twilio';
import * as v from 'valibot';
import { account } from '../../local-twilio/base/account';
import { startLocalTwilio } from '../../local-twilio/start-local-twilio';
import { createBackend, type BackendPorts } from '../app';
import { parseConfig, type Config } from '../config';
import { createLog, type Logger } from '../base/log';
import { createTwilioHttpClient } from '../twilio/http-client';
import { makeDataDir } from './embedded-template';

/** The backend as an operator starts it, on an embedded store and a Local Twilio of its own, all in this process. */
export interface LocalBackend {
  readonly config: Config;
  readonly log: Logger;
  /** The genuine helper, for what Twilio holds. */
  readonly client: ReturnType<typeof twilio>;
  /** The configuration with some variables set otherwise. */
  configOf(variables: Readonly<Record<string, string>>): Config;
  /** Stops the backend, does `meanwhile`, and starts another one on the same store. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** `POST`s to the control plane of Local Twilio. */
  control(route: string, body: unknown): Promise<Record<string, unknown>>;
  /** The Flex token of somebody who signs in. */
  flexToken(as: string, worker?: string): Promise<string>;
  /** The store of a page: the genuine SDK over a real socket. Ends with the backend. */
  openStore(getToken: SyncStoreOptions['getToken']): SyncStore;
  close(): Promise<void>;
}

/** @param variables set otherwise than an operator without a database of its own would */
export async function startLocalBackend(
  ports: Partial<BackendPorts> = {},
  variables: Readonly<Record<string, string>> = {},
): Promise<LocalBackend> {
  // Node 22's own WebSocket never reports a failed handshake (nodejs/undici#3546); the SDK takes `ws` when there is none.
  Reflect.deleteProperty(globalThis, 'WebSocket');
  const address = `http://127.0.0.1:${await freePort()}`;
  const local = await startLocalTwilio({
    port: 0,
    eventCallbackUrl: `${address}/webhooks/taskrouter`,
    syncWebhookUrl: `${address}/webhooks/sync`,
  });
  const dataDir = await makeDataDir();
  const log = createLog('silent');
  const stores: SyncStore[] = [];

  const configOf: LocalBackend['configOf'] = (others) => {
    const parsed = parseConfig({
      DATA_DIR: dataDir,
      BACKEND_PORT: new URL(address).port,
      PUBLIC_BASE_URL: address,
      TWILIO_ACCOUNT_SID: account.accountSid,
      TWILIO_AUTH_TOKEN: account.authToken,
      TWILIO_API_KEY: account.apiKey,
      TWILIO_API_SECRET: account.apiSecret,
      TWILIO_WORKSPACE_SID: account.workspaceSid,
      TWILIO_SYNC_SERVICE_SID: account.syncServiceSid,
      TWILIO_BASE_URL: local.url,
      ...variables,
      ...others,
    });
    if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
    return parsed.config;
  };
  const control: LocalBackend['control'] = async (route, body) => {
    const response = await fetch(`${local.url}${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
    return v.parse(v.record(v.string(), v.unknown()), await response.json());
  };

  const config = configOf({});
  const http = createTwilioHttpClient({ baseUrl: config.twilio.baseUrl });
  let backend = createBackend(config, { log, ...ports });
  await backend.start();
  return {
    config,
    log,
    client: twilio(account.accountSid, account.authToken, { httpClient: http.forHelper }),
    configOf,
    restart: async (meanwhile) => {
      await backend.close();
      await meanwhile?.();
      backend = createBackend(config, { log, ...ports });
      await backend.start();
    },
    control,
    flexToken: async (as, worker) => {
      const { session } = await control('/emulator/flex-sign-in', { as, ...(worker === undefined ? {} : { worker }) });
      return v.parse(v.object({ token: v.string() }), session).token;
    },
    openStore: (getToken) => {
      const twilsockUri = `${local.url.replace('http', 'ws')}/__twilio/tsock.us1.twilio.com/v3/wsconnect`;
      const store = createSyncStore({ getToken, twilsockUri });
      stores.push(store);
      return store;
    },
    close: async () => {
      await Promise.all(stores.map((store) => store.shutdown()));
      await backend.close();
      await http.close();
      await local.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Asks until the answer is there; the wait belongs to the network, not to the test. */
export async function eventually<T>(ask: () => Promise<T | null>): Promise<T> {
  for (const until = Date.now() + 20_000; Date.now() < until;) {
    const answer = await ask().catch(() => null);
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not happen within 20 s');
}

/** The first snapshot that is accepted. */
export const snapshotOf = <S>(source: Source<S>, accept: (snapshot: S) => boolean): Promise<S> =>
  new Promise((resolve) => {
    const stop = source.subscribe(check);
    function check(): void {
      if (!accept(source.getSnapshot())) return;
      stop();
      resolve(source.getSnapshot());
    }
    check();
  });
