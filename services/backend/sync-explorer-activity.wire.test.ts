import {
  AGENT_QUEUES_PATH,
  SYNC_ACTIVITY_PATH,
  SYNC_RATES_PATH,
  SyncActivity,
  SyncRates,
  type SyncActivityEntry,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { account } from '../local-twilio/base/account';
import { eventually, startLocalBackend, type LocalBackend } from './testing/local-backend';
import { createSdkClients } from './testing/sdk-clients';

let suite: LocalBackend;
let service: ReturnType<LocalBackend['client']['sync']['v1']['services']>;
const sdk = createSdkClients();

beforeAll(async () => {
  suite = await startLocalBackend();
  service = suite.client.sync.v1.services(account.syncServiceSid);
});
afterAll(async () => {
  await sdk.close();
  await suite.close();
});

const clientOf = (identity: string) => sdk.clientOf(suite, identity);

async function ask(path: string, as = 'admin', method = 'GET'): Promise<Response> {
  const authorization = `Bearer ${await suite.flexToken(as)}`;
  return fetch(`${suite.config.publicBaseUrl}${path}`, { method, headers: { authorization } });
}
/** Asked once more where it was asked too often. */
const activity = (query: string) =>
  eventually(async () => v.parse(SyncActivity, await (await ask(`${SYNC_ACTIVITY_PATH}${query}`)).json()));
/** So many entries, the oldest first. */
const inOrder = (query: string, count: number): Promise<SyncActivityEntry[]> =>
  eventually(async () => {
    const { entries } = await activity(query);
    return entries.length >= count ? [...entries].reverse() : null;
  });

test('the timeline has what the backend writes, once also where Sync tells of it, and what others write by whom it was', async () => {
  await service.update({ webhooksFromRestEnabled: true });
  expect((await ask(AGENT_QUEUES_PATH, 'agent', 'POST')).status).toBe(204);
  await eventually(async () => {
    const metrics = await (await fetch(`${suite.config.publicBaseUrl}/metrics`)).text();
    return /^sync_changes_total\{outcome="own"\} [1-9]/m.test(metrics) ? true : null;
  });
  const list = await (await clientOf('mallory')).list('notes');
  await list.push({ text: 'é' });
  await service
    .syncLists('notes')
    .syncListItems(0)
    .update({ data: { text: 'by REST' } });
  const entries = await inOrder('?object=notes', 3);
  const of = { kind: 'list', sid: list.sid, uniqueName: 'notes', status: null };
  expect(entries).toMatchObject([
    { ...of, deed: 'create', itemKey: null, identity: 'mallory' },
    { ...of, deed: 'create', itemKey: '0', identity: 'mallory', bytes: 13 },
    { ...of, deed: 'update', itemKey: '0', identity: 'system', revision: '1' },
  ]);
  expect(JSON.stringify(entries)).not.toContain('by REST');
  // What Sync told of the backend's own write came before, and would be there by now.
  const { entries: own } = await activity('?object=agent-queues.');
  expect(own.at(-1)).toMatchObject({
    ...{ serviceSid: account.syncServiceSid, deed: 'create', kind: 'document', itemKey: null },
    ...{ identity: 'backend', revision: '0', status: 201, bytes: expect.any(Number) as number },
  });
  expect(own.map(({ identity }) => identity)).toEqual(own.map(() => 'backend'));
  expect(new Set(own.map(({ revision }) => revision)).size).toBe(own.length);
  const [first, second] = entries;
  const after = await activity(`?object=notes&after=${first?.id}&limit=1`);
  expect([after.entries, after.hasMore]).toEqual([[second], true]);
  const file = await ask(`${SYNC_ACTIVITY_PATH}?object=notes&format=csv`);
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect((await file.text()).split('\r\n')[0]).toContain('"id","at","serviceSid","deed","kind"');
});

test('an object that somebody writes too often is the first of all, over its limit, with what was refused', async () => {
  const hot = await service.documents.create({ uniqueName: 'hot', data: {} });
  const write = (n: number) => service.documents(hot.sid).update({ data: { n } });
  // 200 are what Sync takes at once.
  const answers = await Promise.allSettled(Array.from({ length: 260 }, (_, n) => write(n)));
  const refused = answers.filter(({ status }) => status === 'rejected').length;
  expect(refused).toBeGreaterThan(0);
  const { rates } = v.parse(SyncRates, await (await ask(`${SYNC_RATES_PATH}?limit=1`)).json());
  expect(rates).toMatchObject([
    {
      ...{ serviceSid: account.syncServiceSid, kind: 'document', sid: hot.sid, uniqueName: 'hot', isSuite: false },
      ...{ throttledIn5min: refused, limitPerSecond: 20, waiting: 0, lastError: null, countedBy: 'local-twilio' },
    },
  ]);
  const [rate] = rates;
  expect((rate?.writesIn10s ?? 0) + (rate?.throttledIn10s ?? 0)).toBeGreaterThan(200);
  const suite = v.parse(SyncRates, await (await ask(`${SYNC_RATES_PATH}?prefix=agent-queues.`)).json());
  expect(suite.rates).toMatchObject([{ isSuite: true, waiting: 0, throttledIn5min: 0 }]);
});

test('agents and supervisors are refused', async () => {
  for (const path of [SYNC_ACTIVITY_PATH, SYNC_RATES_PATH]) {
    for (const as of ['agent', 'supervisor']) expect((await ask(path, as)).status).toBe(403);
  }
});
