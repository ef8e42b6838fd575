import { account } from '../../local-twilio/base/account';
import { startLocalTwilio, type LocalTwilio } from '../../local-twilio/start-local-twilio';
import type { SyncWriter } from '../outbox/sync-port';
import { createTwilioClient } from './client';
import { createTwilioHttpClient, type TwilioHttpClient } from './http-client';
import { createSyncWriter } from './sync-writer';

const WORKER = `WK${'1'.repeat(32)}`;

let local: LocalTwilio;
let http: TwilioHttpClient;
let client: ReturnType<typeof createTwilioClient>;
let sync: SyncWriter;

beforeAll(async () => {
  local = await startLocalTwilio({ port: 0 });
  http = createTwilioHttpClient({ baseUrl: `${local.url}/__twilio` });
  client = createTwilioClient({ ...account, secondaryAuthToken: undefined, baseUrl: local.url }, http);
  sync = createSyncWriter(client, account);
});
afterAll(async () => {
  await http.close();
  await local.close();
});

test('a permission that is given is there, and one that is taken back is not; to take back none is no failure', async () => {
  const { sid } = await sync.createCollection({ kind: 'map', name: 'lent' }, 3_600);
  const lent = { kind: 'map', name: 'lent', sid } as const;
  const permissions = async () => {
    const all = await client.sync.v1.services(account.syncServiceSid).syncMaps(sid).syncMapPermissions.list();
    return all.map(({ identity, read, write, manage }) => ({ identity, read, write, manage }));
  };
  await sync.grantRead(lent, WORKER);
  expect(await permissions()).toEqual([{ identity: WORKER, read: true, write: false, manage: false }]);
  await sync.revokeRead(lent, WORKER);
  expect(await permissions()).toEqual([]);
  await sync.revokeRead(lent, WORKER);
  await sync.removeCollection({ kind: 'map', name: 'lent', sid });
  await sync.revokeRead(lent, WORKER);
  // Where the whole service is gone, nothing was taken back.
  const nowhere = createSyncWriter(client, { ...account, syncServiceSid: `IS${'0'.repeat(32)}` });
  await expect(nowhere.revokeRead(lent, WORKER)).rejects.toMatchObject({ failure: 'denied' });
});
