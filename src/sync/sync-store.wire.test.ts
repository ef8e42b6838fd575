import * as v from 'valibot';
import { defineSyncDocument, defineSyncMap, type SyncDocumentRef, type SyncMapRef } from '../contract';
import { IDENTITY, watch, wireSuite } from '../testing/wire-suite';
import type { SyncTokenGrant } from '.';

const Row = v.object({ v: v.number(), n: v.number() });
const { control, freshName, grant, rest, start, token } = wireSuite();

const freshDocument = (): SyncDocumentRef<v.InferOutput<typeof Row>> => defineSyncDocument(freshName(), Row);
const freshMap = (): SyncMapRef<v.InferOutput<typeof Row>> => defineSyncMap(freshName(), Row);

async function createDocument({ uniqueName }: { uniqueName: string }, data: unknown): Promise<void> {
  await rest('POST', '/Documents', { UniqueName: uniqueName, Data: JSON.stringify(data) });
  await grant(`/Documents/${uniqueName}`);
}
const update = ({ uniqueName }: { uniqueName: string }, data: unknown): Promise<unknown> =>
  rest('POST', `/Documents/${uniqueName}`, { Data: JSON.stringify(data) });

test('[R3] [R8] a Document is opened, and follows what the backend writes', async () => {
  const ref = freshDocument();
  await createDocument(ref, { v: 1, n: 1 });
  const row = watch(start().document(ref));
  expect(await row.until(({ isLive }) => isLive)).toMatchObject({ status: 'ready', data: { v: 1, n: 1 } });
  await update(ref, { v: 2, n: 2 });
  expect(await row.until(({ data }) => data?.n === 2)).toMatchObject({ status: 'ready', isLive: true });
});

test('[R4] a Map of two pages is ready once and complete, and follows additions, changes and removals', async () => {
  const ref = freshMap();
  await rest('POST', '/Maps', { UniqueName: ref.uniqueName });
  await grant(`/Maps/${ref.uniqueName}`);
  const item = (key: string, n: number): Record<string, string> => ({ Key: key, Data: JSON.stringify({ v: n, n }) });
  await Promise.all(
    Array.from({ length: 150 }, (_each, n) => rest('POST', `/Maps/${ref.uniqueName}/Items`, item(`k${String(n)}`, n))),
  );

  const rows = watch(start().map(ref));
  const first = await rows.until(({ status }) => status === 'ready');
  expect(first.data?.size).toBe(150);
  expect(rows.seen.filter(({ data }) => data !== undefined && data.size !== 150)).toEqual([]);

  await rest('POST', `/Maps/${ref.uniqueName}/Items`, item('new', 500));
  await rest('POST', `/Maps/${ref.uniqueName}/Items/k7`, { Data: JSON.stringify({ v: 700, n: 700 }) });
  await rest('DELETE', `/Maps/${ref.uniqueName}/Items/k8`);
  const { data } = await rows.until((result) => result.data?.has('k8') === false);
  expect([data?.get('new')?.n, data?.get('k7')?.n, data?.size]).toEqual([500, 700, 150]);
  expect(data?.get('k9')).toBe(first.data?.get('k9'));
});

test('[R8] a cut connection keeps the data, and what was missed arrives after it', async () => {
  const ref = freshDocument();
  await createDocument(ref, { v: 1, n: 1 });
  const opened = start({ lostAfterMs: 200 });
  const row = watch(opened.document(ref));
  const connection = watch(opened.connection('shared'));
  await row.until(({ isLive }) => isLive);

  await control('/emulator/connections/drop', { refuseForMs: 500 });
  const stale = await row.until(({ isLive }) => !isLive);
  expect(stale).toMatchObject({ status: 'ready', data: { n: 1 } });
  expect(stale.staleSince).toBeGreaterThan(0);
  await update(ref, { v: 2, n: 2 });
  await connection.until(({ status }) => status === 'lost');

  await connection.until(({ status }) => status === 'connected');
  expect(await row.until(({ isLive }) => isLive)).toMatchObject({ data: { n: 2 } });
  expect(connection.seen.map(({ status }) => status)).toEqual(['connected', 'reconnecting', 'lost', 'connected']);
});

test('[R3] a Document without a permission is forbidden; one that is missing is found when it appears', async () => {
  const refused = freshDocument();
  await rest('POST', '/Documents', { UniqueName: refused.uniqueName, Data: JSON.stringify({ v: 1, n: 1 }) });
  const missing = freshDocument();
  const opened = start();
  const refusedRow = watch(opened.document(refused));
  const missingRow = watch(opened.document(missing));
  expect(await refusedRow.until(({ status }) => status === 'error')).toMatchObject({ error: { code: 'forbidden' } });
  expect(await missingRow.until(({ status }) => status === 'error')).toMatchObject({ error: { code: 'not-found' } });

  await createDocument(missing, { v: 1, n: 5 });
  expect(await missingRow.until(({ isLive }) => isLive)).toMatchObject({ data: { n: 5 }, error: null });
});

test('[R8] a removed Document keeps its last data, and is followed again when it is back', async () => {
  const ref = freshDocument();
  await createDocument(ref, { v: 1, n: 1 });
  const row = watch(start().document(ref));
  await row.until(({ isLive }) => isLive);
  await rest('DELETE', `/Documents/${ref.uniqueName}`);
  expect(await row.until(({ status }) => status === 'error')).toMatchObject({
    error: { code: 'removed' },
    data: { n: 1 },
  });
  await createDocument(ref, { v: 2, n: 2 });
  await row.until(({ data, isLive }) => isLive && data?.n === 2);
});

test('[R7] a payload that does not match its schema keeps the last good data until the next good one', async () => {
  const ref = freshDocument();
  await createDocument(ref, { v: 1, n: 1 });
  const row = watch(start().document(ref));
  await row.until(({ isLive }) => isLive);
  await update(ref, { v: 2, n: 'two' });
  expect(await row.until(({ status }) => status === 'error')).toMatchObject({
    data: { n: 1 },
    error: { code: 'invalid-data' },
    issues: [{ path: 'n' }],
  });
  await update(ref, { v: 3, n: 3 });
  await row.until(({ data, isLive }) => isLive && data?.n === 3);
});

test('a token is renewed before it ends, without a break', async () => {
  const ref = freshDocument();
  await createDocument(ref, { v: 1, n: 1 });
  let asked = 0;
  const opened = start({
    // Twilio warns halfway through so short a life.
    getToken: () => token(IDENTITY, (asked += 1) === 1 ? 2 : 3_600),
  });
  const row = watch(opened.document(ref));
  const connection = watch(opened.connection('shared'));
  await row.until(({ isLive }) => isLive);
  await control('/emulator/limits', { enabled: false });
  const firstEndedAt = Date.now() + 2_000;
  for (let n = 2; Date.now() < firstEndedAt + 200; n += 1) {
    await update(ref, { v: n, n });
    await row.until(({ data }) => data?.n === n);
  }
  await control('/emulator/limits', { enabled: true });
  expect(asked).toBe(2);
  expect(connection.seen.map(({ status }) => status)).toEqual(['connected']);
});

test('a token that ended while the host could give no other is replaced as soon as it can', async () => {
  const ref = freshDocument();
  await createDocument(ref, { v: 1, n: 1 });
  let asked = 0;
  const opened = start({
    getToken: () => {
      asked += 1;
      // Long enough to be connected with, also on a busy machine.
      if (asked === 1) return token(IDENTITY, 2);
      return asked < 4 ? Promise.reject(new Error('The backend is away')) : token();
    },
  });
  const row = watch(opened.document(ref));
  await row.until(({ isLive }) => isLive);
  await row.until(({ isLive }) => !isLive);
  await update(ref, { v: 2, n: 2 });
  await row.until(({ data, isLive }) => isLive && data?.n === 2);
});

test('a token that Twilio refuses from the start shows as denied, and a good one connects', async () => {
  const ref = freshDocument();
  await createDocument(ref, { v: 1, n: 1 });
  let isGood = false;
  const opened = start({
    getToken: async () => (isGood ? token() : { token: `${(await token()).token}-forged`, identity: IDENTITY }),
    random: () => 0,
  });
  const row = watch(opened.document(ref));
  const connection = watch(opened.connection('shared'));
  await connection.until(({ status }) => status === 'denied');
  isGood = true;
  await row.until(({ isLive }) => isLive);
});

test('reads that meet the limit are taken again by the SDK, and the object becomes ready', async () => {
  const ref = freshDocument();
  await createDocument(ref, { v: 1, n: 1 });
  const match = { surface: 'twilsock', method: 'GET', path: ref.uniqueName };
  await control('/emulator/faults', { match, status: 429, code: 54009, times: 1 });
  const row = watch(start().document(ref));
  await row.until(({ isLive }) => isLive);
  expect(row.seen.every(({ status }) => status === 'ready')).toBe(true);
});

test('two scopes are two connections with an identity each', async () => {
  const [shared, personal] = [freshDocument(), defineSyncDocument('personal-row', Row, { scope: 'personal' })];
  await createDocument(shared, { v: 1, n: 1 });
  await rest('POST', '/Documents', { UniqueName: 'personal-row', Data: JSON.stringify({ v: 1, n: 2 }) });
  await rest('POST', '/Documents/personal-row/Permissions/worker', { Read: 'true', Write: 'false', Manage: 'false' });
  const opened = start({
    async getToken(scope) {
      const identity = scope === 'personal' ? 'worker' : IDENTITY;
      return (await control('/emulator/tokens', { identity })) as SyncTokenGrant;
    },
  });
  await watch(opened.document(shared)).until(({ isLive }) => isLive);
  await watch(opened.document(personal)).until(({ isLive }) => isLive);
  await opened.shutdown();
  expect(await control('/emulator/connections/drop', {})).toEqual({ dropped: 0 });
});

test('[R24] nothing of an object is kept in the sessionStorage of the page', async () => {
  const written: string[] = [];
  const storage = {
    getItem: () => null,
    setItem: (key: string) => void written.push(key),
    removeItem: () => undefined,
  };
  Reflect.set(globalThis, 'sessionStorage', storage);
  try {
    const ref = freshDocument();
    await createDocument(ref, { v: 1, n: 1 });
    const opened = start();
    await watch(opened.document(ref)).until(({ isLive }) => isLive);
    await opened.shutdown();
    expect(written).toEqual([]);
  } finally {
    Reflect.deleteProperty(globalThis, 'sessionStorage');
  }
});
