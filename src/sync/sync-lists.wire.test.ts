import * as v from 'valibot';
import {
  defineSyncList,
  defineSyncMap,
  syncDocumentAt,
  SyncDocumentSid,
  syncListAt,
  SyncListSid,
  type SyncListRef,
  type SyncMapRef,
} from '../contract';
import { IDENTITY, watch, wireSuite } from '../testing/wire-suite';
import type { SyncStore } from '.';

const Item = v.object({ title: v.string(), documentSid: v.optional(SyncDocumentSid) });
const Text = v.object({ text: v.string() });
const Note = v.object({ n: v.number() });
const { control, freshName, grant, rest, start, token } = wireSuite();

const push = (path: string, data: unknown): Promise<unknown> =>
  rest('POST', `${path}/Items`, { Data: JSON.stringify(data) });

/** A List with items, known by its SID only. */
async function createList(
  titles: readonly string[],
  identity: string | null = IDENTITY,
): Promise<{ path: string; sid: SyncListSid }> {
  const { sid } = (await rest('POST', '/Lists', { UniqueName: freshName() })) as { sid: string };
  const path = `/Lists/${sid}`;
  if (identity !== null) await grant(path, 'read', identity);
  for (const title of titles) await push(path, { title });
  return { path, sid: v.parse(SyncListSid, sid) };
}
type ItemsRef = SyncListRef<v.InferOutput<typeof Item>>;
const itemsAt = (sid: SyncListSid): ItemsRef => syncListAt(sid, Item);

async function createMap(rights: 'read' | 'write'): Promise<SyncMapRef<v.InferOutput<typeof Note>>> {
  const ref = defineSyncMap(freshName(), Note);
  await rest('POST', '/Maps', { UniqueName: ref.uniqueName });
  await grant(`/Maps/${ref.uniqueName}`, rights);
  return ref;
}
const setItem = (ref: SyncMapRef<unknown>, key: string, data: unknown): Promise<unknown> =>
  rest('POST', `/Maps/${ref.uniqueName}/Items`, { Key: key, Data: JSON.stringify(data) });

const isLive = (snapshot: { readonly isLive: boolean }): boolean => snapshot.isLive;

// These tests fill Lists faster than Sync lets one; what the limit does is another test's subject.
beforeAll(() => control('/emulator/limits', { enabled: false }));

test('[R4] a List by its SID, of three pages, is ready once and complete, and follows what the backend does', async () => {
  const { path, sid } = await createList(Array.from({ length: 250 }, (_each, n) => `title ${String(n)}`));
  const items = watch(start().list(itemsAt(sid)));
  const first = (await items.until(({ status }) => status === 'ready')).data!;
  expect(first.map(({ index, value }) => [index, value.title])).toEqual(
    Array.from({ length: 250 }, (_each, n) => [n, `title ${String(n)}`]),
  );
  expect(items.seen.filter(({ data }) => data !== undefined && data.length !== 250)).toEqual([]);

  await push(path, { title: 'new' });
  await rest('POST', `${path}/Items/0`, { Data: JSON.stringify({ title: 'changed' }) });
  await rest('DELETE', `${path}/Items/8`);
  const { data } = await items.until((result) => result.data?.some(({ index }) => index === 8) === false);
  expect(data?.[0]).toEqual({ index: 0, value: { title: 'changed' } });
  expect(data?.at(-1)).toEqual({ index: 250, value: { title: 'new' } });
  expect(data).toHaveLength(250);
  expect(data?.[1]).toBe(first[1]);
});

test('[R4] items that change while the pages are read are shown as they are in the end', async () => {
  const { path, sid } = await createList(Array.from({ length: 210 }, (_each, n) => `title ${String(n)}`));
  const opened = start();
  const items = watch(opened.list(itemsAt(sid)));
  // Meanwhile, in no order that the test decides: events before, between and after the pages.
  for (let n = 0; n < 10; n += 1)
    await rest('POST', `${path}/Items/${String(n * 20)}`, { Data: '{"title":"changed"}' });
  await push(path, { title: 'last' });
  // A later page may know more than an earlier one: the events in between follow when the SDK has subscribed.
  const changed = (data: (typeof items.seen)[number]['data']): readonly number[] =>
    (data ?? []).filter(({ value }) => value.title === 'changed').map(({ index }) => index);
  const { data } = await items.until(
    (result) => result.data?.at(-1)?.value.title === 'last' && changed(result.data).length >= 10,
  );
  expect(data).toHaveLength(211);
  expect(changed(data)).toEqual(Array.from({ length: 10 }, (_each, n) => n * 20));
});

test('[R8] what was added, changed and removed while the connection was cut arrives after it', async () => {
  const { path, sid } = await createList(['a', 'b', 'c']);
  const items = watch(start().list(itemsAt(sid)));
  await items.until(isLive);
  await push(path, { title: 'd' });
  await items.until(({ data }) => data?.length === 4);
  await control('/emulator/connections/drop', { refuseForMs: 300 });
  await items.until((result) => !result.isLive);
  await push(path, { title: 'e' });
  await rest('POST', `${path}/Items/1`, { Data: '{"title":"B"}' });
  await rest('DELETE', `${path}/Items/0`);
  const { data } = await items.until(isLive);
  expect(data?.map(({ value }) => value.title)).toEqual(['B', 'c', 'd', 'e']);
});

test('[R3] a List without a permission is forbidden, with code 54007 from Sync, and opens when the grant follows', async () => {
  const { path, sid } = await createList(['a'], null);
  const items = watch(start({ random: () => 0 }).list(itemsAt(sid)));
  const refused = await items.until(({ status }) => status === 'error');
  expect(refused).toMatchObject({ error: { code: 'forbidden', reason: { code: 54007 } } });
  await grant(path);
  expect(await items.until(isLive)).toMatchObject({ status: 'ready', data: [{ index: 0, value: { title: 'a' } }] });
});

test('[R3] a SID of nothing is not found', async () => {
  const items = watch(start().list(itemsAt(v.parse(SyncListSid, `ES${'0'.repeat(32)}`))));
  expect(await items.until(({ status }) => status === 'error')).toMatchObject({ error: { code: 'not-found' } });
});

test('[R8] a List that is removed keeps its last items', async () => {
  const { path, sid } = await createList(['a']);
  const items = watch(start().list(itemsAt(sid)));
  await items.until(isLive);
  await rest('DELETE', path);
  expect(await items.until(({ status }) => status === 'error')).toMatchObject({
    error: { code: 'removed' },
    data: [{ index: 0, value: { title: 'a' } }],
  });
});

test('[R1] a List by its name, and the Documents that its items name by SID', async () => {
  const list = defineSyncList(freshName(), Item);
  await rest('POST', '/Lists', { UniqueName: list.uniqueName });
  await grant(`/Lists/${list.uniqueName}`);
  for (const text of ['one', 'two']) {
    const { sid } = (await rest('POST', '/Documents', { UniqueName: freshName(), Data: JSON.stringify({ text }) })) as {
      sid: string;
    };
    await grant(`/Documents/${sid}`);
    await push(`/Lists/${list.uniqueName}`, { title: text, documentSid: sid });
  }
  const opened = start();
  const { data } = await watch(opened.list(list)).until(isLive);
  const texts = await Promise.all(
    data!.map(({ value }) => watch(opened.document(syncDocumentAt(value.documentSid!, Text))).until(isLive)),
  );
  expect(texts.map((each) => each.data?.text)).toEqual(['one', 'two']);
});

test('reopening a scope with another identity opens what only that one may read, on one connection', async () => {
  const both = await createList(['for both']);
  await grant(both.path, 'read', 'profile-leads');
  const leads = await createList(['for leads'], 'profile-leads');
  let identity = IDENTITY;
  const opened = start({ getToken: () => token(identity) });
  const [ofBoth, ofLeads] = [watch(opened.list(itemsAt(both.sid))), watch(opened.list(itemsAt(leads.sid)))];
  await ofBoth.until(isLive);
  await ofLeads.until(({ error }) => error?.code === 'forbidden');

  identity = 'profile-leads';
  opened.reopen('shared');
  expect(await ofLeads.until(isLive)).toMatchObject({ data: [{ value: { title: 'for leads' } }] });
  await ofBoth.until(isLive);
  expect(ofBoth.seen.every(({ data }) => data?.length === 1)).toBe(true);
  await push(both.path, { title: 'more' });
  await ofBoth.until(({ data }) => data?.length === 2);
  expect(await control('/emulator/connections/drop', {})).toEqual({ dropped: 1 });
});

describe('a writer of a Map', () => {
  test('[R10] sets, changes and removes, on top of what others write', async () => {
    const ref = await createMap('write');
    await setItem(ref, 'a', { n: 1 });
    const opened = start();
    const notes = watch(opened.map(ref));
    await notes.until(isLive);
    const writer = opened.mapWriter(ref);
    await writer.set('b', { n: 5 });
    await writer.mutate('a', (note) => ({ n: (note?.n ?? 0) + 1 }));
    await writer.mutate('c', (note) => (note === undefined ? { n: 0 } : null));
    await writer.remove('b');
    await writer.remove('never-there');
    const { data } = await notes.until((result) => result.data?.has('b') === false && result.data.size === 2);
    expect(Object.fromEntries(data!)).toEqual({ a: { n: 2 }, c: { n: 0 } });
    expect(notes.seen.map((result) => result.data?.get('a')?.n).filter((n) => n !== 1 && n !== 2)).toEqual([]);
  });

  test('[R10] two that count in one item lose nothing: who is slower runs again', async () => {
    const ref = await createMap('write');
    const stores = [start(), start()];
    const maps = stores.map((each) => watch(each.map(ref)));
    await Promise.all(maps.map((each) => each.until(isLive)));
    const count = (each: SyncStore): Promise<void> =>
      each.mapWriter(ref).mutate('count', (note) => ({ n: (note?.n ?? 0) + 1 }));
    await Promise.all(Array.from({ length: 5 }, () => stores.map(count)).flat());
    for (const each of maps) await each.until(({ data }) => data?.get('count')?.n === 10);
  });

  test('[R10] without the permission is refused, and what it showed is taken back', async () => {
    const ref = await createMap('read');
    await setItem(ref, 'a', { n: 1 });
    const opened = start();
    const notes = watch(opened.map(ref));
    await notes.until(isLive);
    await expect(opened.mapWriter(ref).set('a', { n: 2 })).rejects.toMatchObject({ code: 'forbidden' });
    await notes.until(({ data }) => data?.get('a')?.n === 1);
    expect(notes.seen.some(({ data }) => data?.get('a')?.n === 2)).toBe(true);
  });

  test('[R10] meets the limit once and says so', async () => {
    const ref = await createMap('write');
    const opened = start();
    await watch(opened.map(ref)).until(isLive);
    const match = { surface: 'twilsock', method: 'PUT' };
    await control('/emulator/faults', { match, status: 429, code: 54009, times: 1 });
    await expect(opened.mapWriter(ref).set('a', { n: 2 })).rejects.toMatchObject({ code: 'rate-limited' });
    await opened.mapWriter(ref).set('a', { n: 3 });
  });

  test('[R10] is refused while the connection is away, and works when it is back', async () => {
    const ref = await createMap('write');
    const opened = start();
    const notes = watch(opened.map(ref));
    await notes.until(isLive);
    await control('/emulator/connections/drop', { refuseForMs: 300 });
    await notes.until((result) => !result.isLive);
    await expect(opened.mapWriter(ref).set('a', { n: 2 })).rejects.toMatchObject({ code: 'disconnected' });
    await notes.until(isLive);
    await opened.mapWriter(ref).set('a', { n: 3 });
    expect(notes.seen.at(-1)?.data?.get('a')).toEqual({ n: 3 });
  });
});
