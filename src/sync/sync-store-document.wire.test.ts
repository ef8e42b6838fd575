import * as v from 'valibot';
import { defineSyncDocument, defineSyncMap, syncDocumentAt, SyncDocumentSid, type SyncDocumentRef } from '../contract';
import { hasFailed, isLive, watch, wireSuite } from '../testing/wire-suite';

const Row = v.object({ n: v.number() });
const Versioned = v.object({ v: v.number(), n: v.number() });
const { freshName, objects, wireTest } = wireSuite();

const freshDocument = (): SyncDocumentRef<v.InferOutput<typeof Row>> => defineSyncDocument(freshName(), Row);

wireTest(
  '[R2] [R3] [R8] a Document is opened once for many subscribers, and follows what the backend writes',
  async (user) => {
    const [me, ref] = [user(), freshDocument()];
    await objects.createDocument(ref, { n: 1 }, me);
    const store = me.start();
    const row = watch(store.document(ref));
    watch(store.document(defineSyncDocument(ref.uniqueName, Row)));
    expect(await row.until(isLive)).toMatchObject({ status: 'ready', data: { n: 1 }, staleSince: null });
    await objects.setDocument(ref, { n: 2 });
    expect(await row.until(({ data }) => data?.n === 2)).toMatchObject({ status: 'ready', isLive: true });
    expect((await me.requests()).filter((each) => each.startsWith('GET'))).toEqual([`GET Documents/${ref.uniqueName}`]);
  },
);

wireTest('[R1] a Document cannot be followed with two schemas at a time', async (user) => {
  const [me, ref] = [user(), freshDocument()];
  await objects.createDocument(ref, { n: 1 }, me);
  const store = me.start();
  await watch(store.document(ref)).until(isLive);
  const other = defineSyncDocument(ref.uniqueName, v.object({ n: v.string() }));
  expect(() => store.document(other)).toThrow(/"object-\d+" is in use with another schema/);
});

wireTest('[R1] a Document is told apart from a Map of the same name', async (user) => {
  const [me, ref] = [user(), freshDocument()];
  const mapRef = defineSyncMap(ref.uniqueName, Row);
  await objects.createMap(mapRef, {}, me);
  const store = me.start();
  const [row, map] = [watch(store.document(ref)), watch(store.map(mapRef))];
  expect(await map.until(isLive)).toMatchObject({ status: 'ready', data: new Map() });
  expect(await row.until(hasFailed)).toMatchObject({ error: { code: 'not-found' } });
});

wireTest('[R1] a Document by its SID is one resource for all who follow that SID', async (user) => {
  const me = user();
  const sid = v.parse(SyncDocumentSid, await objects.createDocument(freshDocument(), { n: 1 }));
  const ref = syncDocumentAt(sid, Row);
  await objects.grant(ref, me);
  const store = me.start();
  const [one, two] = [watch(store.document(ref)), watch(store.document(syncDocumentAt(sid, Row)))];
  expect(await one.until(isLive)).toMatchObject({ status: 'ready', data: { n: 1 } });
  expect((await two.until(isLive)).data).toBe(one.seen.at(-1)?.data);
  expect((await me.requests()).filter((each) => each.startsWith('GET'))).toEqual([`GET Documents/${sid}`]);
});

wireTest('[R3] a Document that is missing is an error, and is found when it appears', async (user) => {
  const [me, ref] = [user(), freshDocument()];
  const row = watch(me.start({ random: () => 0 }).document(ref));
  expect(await row.until(hasFailed)).toMatchObject({ data: undefined, error: { code: 'not-found', retriable: true } });
  await objects.createDocument(ref, { n: 5 }, me);
  expect(await row.until(isLive)).toMatchObject({ status: 'ready', data: { n: 5 }, error: null });
});

wireTest(
  '[R3] a Document without a permission is forbidden, and is tried again in case a grant follows',
  async (user) => {
    const [me, ref] = [user(), freshDocument()];
    await objects.createDocument(ref, { n: 1 });
    const row = watch(me.start({ random: () => 0 }).document(ref));
    expect(await row.until(hasFailed)).toMatchObject({ error: { code: 'forbidden', retriable: false } });
    await objects.grant(ref, me);
    expect(await row.until(isLive)).toMatchObject({ status: 'ready', data: { n: 1 } });
  },
);

wireTest('[R5] a Document hands out copies, which a later event does not change', async (user) => {
  const me = user();
  const ref = defineSyncDocument(freshName(), v.object({ tags: v.any() }));
  await objects.createDocument(ref, { tags: { first: ['a'] } }, me);
  const row = watch(me.start().document(ref));
  const before = await row.until(isLive);
  await objects.setDocument(ref, { tags: { first: ['b'] } });
  await row.until((each) => each !== before);
  expect(before.data).toEqual({ tags: { first: ['a'] } });
});

wireTest('[R6] an event that says nothing new leaves the snapshot as it is', async (user) => {
  const [me, ref] = [user(), freshDocument()];
  await objects.createDocument(ref, { n: 1 }, me);
  const row = watch(me.start().document(ref));
  const before = await row.until(isLive);
  const heard = row.seen.length;
  await objects.setDocument(ref, { n: 1 });
  await objects.setDocument(ref, { n: 2 });
  await row.until(({ data }) => data?.n === 2);
  // The first of the two events was heard before the second.
  expect(row.seen).toHaveLength(heard + 1);
  expect(row.seen[heard - 1]).toBe(before);
  expect(Object.isFrozen(before)).toBe(true);
});

wireTest(
  '[R7] a payload that does not match its schema keeps the last good data until the next good one',
  async (user) => {
    const [me, ref] = [user(), freshDocument()];
    await objects.createDocument(ref, { n: 1 }, me);
    const issues: unknown[] = [];
    const store = me.start({ onIssue: (of, issue) => issues.push([of.uniqueName, issue.path]) });
    const row = watch(store.document(ref));
    await row.until(isLive);
    await objects.setDocument(ref, { n: 'two' });
    expect(await row.until(hasFailed)).toMatchObject({
      data: { n: 1 },
      error: { code: 'invalid-data' },
      isLive: false,
      issues: [{ key: null, path: 'n' }],
    });
    await objects.setDocument(ref, { n: 3 });
    expect(await row.until(({ data }) => data?.n === 3)).toMatchObject({ status: 'ready', isLive: true, issues: [] });
    expect(issues).toEqual([[ref.uniqueName, 'n']]);
  },
);

wireTest('[R8] a cut connection keeps the data, and what was missed arrives after it', async (user) => {
  const [me, ref] = [user(), freshDocument()];
  await objects.createDocument(ref, { n: 1 }, me);
  const store = me.start({ lostAfterMs: 200 });
  const [row, connection] = [watch(store.document(ref)), watch(store.connection('shared'))];
  await row.until(isLive);

  await me.drop(500);
  const stale = await row.until((each) => !each.isLive);
  expect(stale).toMatchObject({ status: 'ready', data: { n: 1 } });
  expect(stale.staleSince).toBeGreaterThan(0);
  await objects.setDocument(ref, { n: 2 });
  await connection.until(({ status }) => status === 'lost');

  await connection.until(({ status }) => status === 'connected');
  expect(await row.until(isLive)).toMatchObject({ data: { n: 2 }, staleSince: null });
  expect(connection.seen.map(({ status }) => status)).toEqual(['connected', 'reconnecting', 'lost', 'connected']);
});

wireTest('[R8] a removed Document keeps its last data, and is followed again when it is back', async (user) => {
  const [me, ref] = [user(), freshDocument()];
  await objects.createDocument(ref, { n: 1 }, me);
  const row = watch(me.start({ random: () => 0 }).document(ref));
  await row.until(isLive);
  await objects.remove(ref);
  expect(await row.until(hasFailed)).toMatchObject({ data: { n: 1 }, error: { code: 'removed' }, isLive: false });
  await objects.createDocument(ref, { n: 2 }, me);
  expect(await row.until(isLive)).toMatchObject({ status: 'ready', data: { n: 2 } });
});

wireTest(
  '[R8] a Document whose permission is withdrawn says so when Sync does, and keeps its last data',
  async (user) => {
    const [me, ref] = [user(), freshDocument()];
    await objects.createDocument(ref, { n: 1 }, me);
    const store = me.start();
    const row = watch(store.document(ref));
    await row.until(isLive);
    await objects.revoke(ref, me);
    // Sync looks at permissions when somebody subscribes.
    await me.drop();
    expect(await row.until(hasFailed)).toMatchObject({ data: { n: 1 }, error: { code: 'forbidden' }, isLive: false });
  },
);

wireTest('[R15] a payload with an older version than the one that is held is ignored', async (user) => {
  const me = user();
  const ref = defineSyncDocument(freshName(), Versioned);
  await objects.createDocument(ref, { v: 7, n: 1 }, me);
  const row = watch(me.start().document(ref));
  await row.until(isLive);
  await objects.setDocument(ref, { v: 6, n: 0 });
  await objects.setDocument(ref, { v: 8, n: 2 });
  await row.until(({ data }) => data?.v === 8);
  expect(new Set(row.seen.map(({ data }) => data?.n))).toEqual(new Set([1, 2]));
});
