import * as v from 'valibot';
import {
  defineSyncDocument,
  defineSyncList,
  syncDocumentAt,
  SyncDocumentSid,
  syncListAt,
  SyncListSid,
  type SyncListRef,
} from '../contract';
import { hasFailed, isLive, watch, wireSuite } from '../testing/wire-suite';
import type { SyncListEntry, SyncResult } from '.';

const Row = v.object({ n: v.number() });
type Row = v.InferOutput<typeof Row>;
const Versioned = v.object({ v: v.number(), n: v.number() });
const { freshName, objects, wireTest } = wireSuite();

const freshList = (): SyncListRef<Row> => defineSyncList(freshName(), Row);
const rows = (...values: readonly number[]): readonly Row[] => values.map((n) => ({ n }));
const range = (count: number): readonly number[] => Array.from({ length: count }, (_each, n) => n);
const pairs = ({ data }: SyncResult<readonly SyncListEntry<Row>[]>): unknown =>
  data?.map(({ index, value }) => [index, value.n]);
const sidOfNothing = v.parse(SyncListSid, `ES${'0'.repeat(32)}`);

wireTest(
  '[R4] a List of three pages shows none of them while one cannot be read, is ready once and complete, and follows',
  async (user) => {
    const [me, ref] = [user(), freshList()];
    await objects.createList(ref, rows(...range(201)), me);
    // The first page comes, the second does not.
    await me.fail({ method: 'GET', path: '/Items' }, { delayMs: 0 });
    await me.fail({ method: 'GET', path: '/Items' }, { status: 500, code: 20500 });
    const list = watch(me.start({ random: () => 0 }).list(ref));
    expect(await list.until(hasFailed)).toMatchObject({ data: undefined, error: { code: 'unknown' } });
    const first = await list.until(isLive);
    expect(pairs(first)).toEqual(range(201).map((n) => [n, n]));
    expect(list.seen.filter(({ data }) => data !== undefined && data.length !== 201)).toEqual([]);

    await objects.push(ref, { n: 1_000 });
    await objects.setItem(ref, 0, { n: 2_000 });
    await objects.removeItem(ref, 8);
    const { data } = await list.until((result) => result.data?.some(({ index }) => index === 8) === false);
    expect(data?.[0]).toEqual({ index: 0, value: { n: 2_000 } });
    expect(data?.at(-1)).toEqual({ index: 201, value: { n: 1_000 } });
    expect(data).toHaveLength(201);
    expect(data?.[1]).toBe(first.data?.[1]);
  },
);

wireTest('[R4] items that change while the pages are read are shown as they are in the end', async (user) => {
  const [me, ref] = [user(), freshList()];
  await objects.createList(ref, rows(...range(110)), me);
  const list = watch(me.start().list(ref));
  // Meanwhile, in no order that the test decides: events before, between and after the pages.
  for (const n of range(10)) await objects.setItem(ref, n * 10, { n: 1_000 });
  await objects.push(ref, { n: 2_000 });
  // A later page may know more than an earlier one: the events in between follow when the SDK has subscribed.
  const changed = (data: (typeof list.seen)[number]['data']): readonly number[] =>
    (data ?? []).filter(({ value }) => value.n === 1_000).map(({ index }) => index);
  const { data } = await list.until(
    (result) => result.data?.at(-1)?.value.n === 2_000 && changed(result.data).length >= 10,
  );
  expect(data).toHaveLength(111);
  expect(changed(data)).toEqual(range(10).map((n) => n * 10));
});

wireTest('[R1] a List by its SID, by its name, and the Documents that its items name by SID', async (user) => {
  const me = user();
  const Item = v.object({ documentSid: SyncDocumentSid });
  const list = defineSyncList(freshName(), Item);
  const listSid = v.parse(SyncListSid, await objects.createList(list, [], me));
  for (const n of [1, 2]) {
    const documentSid = await objects.createDocument(defineSyncDocument(freshName(), Row), { n }, me);
    await objects.push(list, { documentSid });
  }
  const store = me.start();
  const [byName, bySid] = [watch(store.list(list)), watch(store.list(syncListAt(listSid, Item)))];
  watch(store.list(syncListAt(listSid, Item)));
  const { data } = await byName.until(isLive);
  expect((await bySid.until(isLive)).data).toEqual(data);
  const documents = await Promise.all(
    data!.map(({ value }) => watch(store.document(syncDocumentAt(value.documentSid, Row))).until(isLive)),
  );
  expect(documents.map((each) => each.data?.n)).toEqual([1, 2]);
  expect((await me.requests()).filter((each) => each === `GET Lists/${listSid}`)).toHaveLength(1);
  expect(() => store.list(syncListAt(listSid, Row))).toThrow(/is in use with another schema/);
});

wireTest(
  '[R3] a List without a permission is forbidden, with code 54007 from Sync, and opens when the grant follows',
  async (user) => {
    const [me, ref] = [user(), freshList()];
    await objects.createList(ref, rows(1));
    const list = watch(me.start({ random: () => 0 }).list(ref));
    expect(await list.until(hasFailed)).toMatchObject({ error: { code: 'forbidden', reason: { code: 54007 } } });
    await objects.grant(ref, me);
    expect(await list.until(isLive)).toMatchObject({ status: 'ready', data: [{ index: 0, value: { n: 1 } }] });
  },
);

wireTest('[R3] a SID of nothing is not found', async (user) => {
  const list = watch(user().start().list(syncListAt(sidOfNothing, Row)));
  expect(await list.until(hasFailed)).toMatchObject({ error: { code: 'not-found' } });
});

wireTest(
  '[R5] [R6] a changed entry is replaced, in an immutable list, and all others keep their identity',
  async (user) => {
    const [me, ref] = [user(), freshList()];
    await objects.createList(ref, rows(1, 1), me);
    const list = watch(me.start().list(ref));
    const before = (await list.until(isLive)).data!;
    const heard = list.seen.length;
    // Says nothing new.
    await objects.setItem(ref, 0, { n: 1 });
    await objects.setItem(ref, 0, { n: 2 });
    const after = (await list.until(({ data }) => data?.[0]?.value.n === 2)).data!;
    expect(list.seen).toHaveLength(heard + 1);
    expect(after.map(({ index, value }) => [index, value.n])).toEqual([
      [0, 2],
      [1, 1],
    ]);
    expect(before[0]!.value).toEqual({ n: 1 });
    expect(after[1]).toBe(before[1]);
    expect([after, ...after].every((each) => Object.isFrozen(each))).toBe(true);
  },
);

wireTest(
  '[R7] an item that does not match the schema is left out, reported once a revision, and taken when it is repaired',
  async (user) => {
    const [me, ref] = [user(), freshList()];
    const issues: unknown[] = [];
    await objects.createList(ref, [{ n: 1 }, { n: 'x' }], me);
    const store = me.start({ random: () => 0, onIssue: ({ kind }, { key }) => issues.push([kind, key]) });
    const list = watch(store.list(ref));
    const first = await list.until(isLive);
    expect(first).toMatchObject({ status: 'ready', issues: [{ key: 1, path: 'n' }] });
    expect(pairs(first)).toEqual([[0, 1]]);
    // Opened again, as after a grant that follows a withdrawal.
    await objects.revoke(ref, me);
    await me.drop();
    await list.until(hasFailed);
    await objects.grant(ref, me);
    await list.until(isLive);
    expect(issues).toEqual([['list', 1]]);
    await objects.setItem(ref, 1, { n: 2 });
    expect(await list.until(({ data }) => data?.length === 2)).toMatchObject({ issues: [] });
  },
);

wireTest('[R8] what was added, changed and removed while the connection was cut arrives after it', async (user) => {
  const [me, ref] = [user(), freshList()];
  await objects.createList(ref, rows(0, 1, 2), me);
  const list = watch(me.start().list(ref));
  await list.until(isLive);
  await objects.push(ref, { n: 3 });
  await list.until(({ data }) => data?.length === 4);
  await me.drop(300);
  await list.until((result) => !result.isLive);
  await objects.push(ref, { n: 4 });
  await objects.setItem(ref, 1, { n: 10 });
  await objects.removeItem(ref, 0);
  expect((await list.until(isLive)).data?.map(({ value }) => value.n)).toEqual([10, 2, 3, 4]);
});

wireTest(
  '[R8] [R15] a List that is removed keeps its items; what takes its name is shown, whatever its versions',
  async (user) => {
    const me = user();
    const ref = defineSyncList(freshName(), Versioned);
    await objects.createList(ref, [{ v: 7, n: 1 }], me);
    const list = watch(me.start({ random: () => 0 }).list(ref));
    await list.until(isLive);
    await objects.remove(ref);
    expect(await list.until(hasFailed)).toMatchObject({
      error: { code: 'removed' },
      data: [{ index: 0, value: { v: 7, n: 1 } }],
    });
    await objects.createList(ref, [{ v: 3, n: 2 }], me);
    expect(await list.until(isLive)).toMatchObject({ status: 'ready', data: [{ index: 0, value: { v: 3, n: 2 } }] });
  },
);

wireTest('[R15] an item with an older version than the one that is held is ignored', async (user) => {
  const me = user();
  const ref = defineSyncList(freshName(), Versioned);
  await objects.createList(ref, [{ v: 7, n: 1 }], me);
  const list = watch(me.start().list(ref));
  await list.until(isLive);
  await objects.setItem(ref, 0, { v: 6, n: 0 });
  await objects.setItem(ref, 0, { v: 8, n: 2 });
  await list.until(({ data }) => data?.[0]?.value.v === 8);
  expect(new Set(list.seen.map(({ data }) => data?.[0]?.value.n))).toEqual(new Set([1, 2]));
});
