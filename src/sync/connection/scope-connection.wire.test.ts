import * as v from 'valibot';
import { defineSyncDocument, type SyncDocumentRef } from '../../contract';
import { isLive, watch, wireSuite } from '../../testing/wire-suite';

const Row = v.object({ n: v.number() });
const { freshName, objects, wireTest } = wireSuite();

const freshDocument = (): SyncDocumentRef<v.InferOutput<typeof Row>> => defineSyncDocument(freshName(), Row);

wireTest('[R17] a token is renewed before it ends, without a break', async (user) => {
  const [me, ref] = [user(), freshDocument()];
  await objects.createDocument(ref, { n: 1 }, me);
  let asked = 0;
  // Twilio warns halfway through so short a life.
  const store = me.start({ getToken: () => me.token((asked += 1) === 1 ? 3 : 3_600) });
  const row = watch(store.document(ref));
  const connection = watch(store.connection('shared'));
  await row.until(isLive);
  const firstEndedAt = Date.now() + 3_000;
  for (let n = 2; Date.now() < firstEndedAt + 200; n += 1) {
    await objects.setDocument(ref, { n });
    await row.until(({ data }) => data?.n === n);
  }
  expect(asked).toBe(2);
  expect(connection.seen.map(({ status }) => status)).toEqual(['connected']);
});

wireTest('[R19] a token that ended while the host could give no other is replaced as soon as it can', async (user) => {
  const [me, ref] = [user(), freshDocument()];
  await objects.createDocument(ref, { n: 1 }, me);
  let endsAt: number | undefined;
  const store = me.start({
    random: () => 0,
    getToken() {
      // Long enough to be connected with, also on a busy machine.
      if (endsAt === undefined) {
        endsAt = Date.now() + 3_000;
        return me.token(3);
      }
      return Date.now() < endsAt + 100 ? Promise.reject(new Error('The backend is away')) : me.token();
    },
  });
  const row = watch(store.document(ref));
  const connection = watch(store.connection('shared'));
  await row.until(isLive);
  await connection.until(({ status }) => status === 'reconnecting');
  await objects.setDocument(ref, { n: 2 });
  await row.until(({ data, isLive: live }) => live && data?.n === 2);
  expect(connection.seen.map(({ status }) => status)).toEqual(['connected', 'reconnecting', 'connected']);
});

wireTest('[R20] a token that Twilio refuses from the start shows as denied, and a good one connects', async (user) => {
  const [me, ref] = [user(), freshDocument()];
  await objects.createDocument(ref, { n: 1 }, me);
  let isGood = false;
  const store = me.start({
    random: () => 0,
    async getToken() {
      const grant = await me.token();
      return isGood ? grant : { ...grant, token: `${grant.token}-forged` };
    },
  });
  const row = watch(store.document(ref));
  const connection = watch(store.connection('shared'));
  await connection.until(({ status }) => status === 'denied');
  isGood = true;
  await row.until(isLive);
});

wireTest('[R3] reads that meet the limit are taken again by the SDK, and the Document becomes ready', async (user) => {
  const [me, ref] = [user(), freshDocument()];
  await objects.createDocument(ref, { n: 1 }, me);
  await me.fail({ method: 'GET', path: ref.uniqueName }, { status: 429, code: 54009 });
  const row = watch(me.start().document(ref));
  await row.until(isLive);
  expect(row.seen.every(({ status }) => status === 'ready')).toBe(true);
});

wireTest(
  '[R14] [R16] two scopes are two connections with an identity each, and none after the shutdown',
  async (user) => {
    const [profile, worker] = [user(), user()];
    const [shared, personal] = [freshDocument(), defineSyncDocument(freshName(), Row, { scope: 'personal' })];
    await objects.createDocument(shared, { n: 1 }, profile);
    await objects.createDocument(personal, { n: 2 }, worker);
    const store = profile.start({ getToken: (scope) => (scope === 'personal' ? worker : profile).token() });
    await watch(store.document(shared)).until(isLive);
    await watch(store.document(personal)).until(isLive);
    expect([await profile.requests(), await worker.requests()]).toEqual([
      [`GET Documents/${shared.uniqueName}`, 'POST Subscriptions'],
      [`GET Documents/${personal.uniqueName}`, 'POST Subscriptions'],
    ]);
    await store.shutdown();
    // A few answers later, the server has heard of the end of a socket as well.
    for (let n = 3; n < 6; n += 1) await objects.setDocument(shared, { n });
    expect([await profile.drop(), await worker.drop()]).toEqual([0, 0]);
  },
);

wireTest('[R24] nothing of an object is kept in the sessionStorage of the page', async (user) => {
  const written: string[] = [];
  const storage = {
    getItem: () => null,
    setItem: (key: string) => void written.push(key),
    removeItem: () => undefined,
  };
  Reflect.set(globalThis, 'sessionStorage', storage);
  try {
    const [me, ref] = [user(), freshDocument()];
    await objects.createDocument(ref, { n: 1 }, me);
    const store = me.start();
    await watch(store.document(ref)).until(isLive);
    await store.shutdown();
    expect(written).toEqual([]);
  } finally {
    Reflect.deleteProperty(globalThis, 'sessionStorage');
  }
});
