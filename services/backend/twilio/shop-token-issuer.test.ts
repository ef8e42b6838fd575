import { createLog } from '../base/log';
import { createMetrics } from '../base/metrics';
import { createEmulatedSync, type EmulatedSync } from '../outbox/testing/emulated-sync';
import type { SyncWriter } from '../outbox/sync-port';
import { createManualClock, type ManualClock } from '../outbox/testing/manual-clock';
import { createShopTokenIssuer, type IssueShopToken } from './shop-token-issuer';
import type { TwilioConfig } from './twilio-config';

const KEY = '0123456789abcdef0123456789abcdef';
const NAME = `shop-app.${KEY}`;
const HOUR_MS = 3_600_000;
const config: TwilioConfig = {
  ...{ secondaryAuthToken: undefined, baseUrl: undefined },
  ...{ accountSid: `AC${'1'.repeat(32)}`, authToken: 't', apiKey: `SK${'1'.repeat(32)}`, apiSecret: 's' },
  ...{ workspaceSid: `WS${'1'.repeat(32)}`, syncServiceSid: `IS${'2'.repeat(32)}` },
};

let clock: ManualClock;
let sync: EmulatedSync;
let issue: IssueShopToken;

beforeEach(() => {
  clock = createManualClock();
  sync = createEmulatedSync(clock);
  issue = issuerOver(sync);
});

const issuerOver = (writer: SyncWriter): IssueShopToken =>
  createShopTokenIssuer({
    ...{ config, sync: writer, clock, log: createLog('silent'), metrics: createMetrics() },
    keyOf: () => Promise.resolve(KEY),
  });

const methods = () => sync.requests.map(({ method }) => method);

async function issued() {
  const result = await issue('demo');
  if (result.status !== 'issued') throw new Error(result.reason);
  return result.token;
}

test('makes the Map, lets the identity of that name read and write it, and signs a token of a quarter of an hour', async () => {
  const token = await issued();
  expect(token).toMatchObject({
    ...{ identity: NAME, serviceSid: config.syncServiceSid, map: { uniqueName: NAME, sid: sync.sidOf(NAME) } },
    expiresAt: new Date(clock.now() + 900_000).toISOString(),
  });
  const [, payload = ''] = token.token.split('.');
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    grants: { identity: NAME, data_sync: { service_sid: config.syncServiceSid } },
  });
  expect(sync.refusalOf(NAME, NAME)).toBeNull();
  expect(sync.refusalOf('somebody', NAME)).toBe(54007);
});

test('what is in the Map stays, and its life is renewed when half of it is over', async () => {
  const { map } = await issued();
  sync.plantItem(NAME, 'k', NAME);
  clock.advance(11 * HOUR_MS);
  expect((await issued()).map).toEqual(map);
  expect(methods()).not.toContain('renewCollection');
  for (let half = 0; half < 4; half += 1) {
    clock.advance(12 * HOUR_MS);
    expect((await issued()).map).toEqual(map);
  }
  expect(Object.keys(sync.items(NAME))).toEqual(['k']);
  clock.advance(25 * HOUR_MS);
  expect(sync.sidOf(NAME)).toBeUndefined();
  expect((await issued()).map.sid).not.toBe(map.sid);
});

test('a Map that somebody else put there is not taken for ours: it is removed, and made anew', async () => {
  sync.plant('map', NAME, 'mallory');
  const planted = sync.sidOf(NAME);
  expect((await issued()).map.sid).not.toBe(planted);
  expect(sync.items(NAME)).toEqual({});
  expect(sync.refusalOf('mallory', NAME)).toBe(54007);
});

test('who puts it there again and again gets no token for the shop, and does not keep us busy', async () => {
  sync.plant('map', NAME, 'mallory', 100);
  expect(await issue('demo')).toMatchObject({ status: 'unavailable' });
  expect(methods().length).toBeLessThan(8);
});

test('a Map that another process makes at the same moment is the one', async () => {
  let sid: string | null = null;
  issue = issuerOver({
    ...sync,
    getCollection: async (which) => {
      const found = await sync.getCollection(which);
      if (found === null) ({ sid } = await sync.createCollection(which, 86_400));
      return found;
    },
  });
  expect((await issued()).map.sid).toBe(sid);
});

test('a refusal of Sync is passed on with when to come again', async () => {
  sync.inject({ method: 'grantWrite', name: NAME, failure: 'throttled', retryAfterMs: 2_000 });
  expect(await issue('demo')).toMatchObject({ status: 'unavailable', retryAfterMs: 2_000 });
  expect(await issue('demo')).toMatchObject({ status: 'issued' });
});
