import * as v from 'valibot';
import { defineSyncDocument, defineSyncList, type SyncDocumentRef, type SyncListRef } from '../contract';
import { hasFailed, isLive, watch, wireSuite, type WireUser } from '../testing/wire-suite';
import type { SyncTokenGrant } from '.';

const Row = v.object({ n: v.number() });
type Row = v.InferOutput<typeof Row>;
const { freshName, objects, wireTest } = wireSuite();

const freshDocument = (): SyncDocumentRef<Row> => defineSyncDocument(freshName(), Row);
const freshList = (): SyncListRef<Row> => defineSyncList(freshName(), Row);
/** How often a client of this user opened the object; one that takes the place of another opens all anew. */
const opensOf = async (user: WireUser, { uniqueName }: { readonly uniqueName: string }): Promise<number> =>
  (await user.requests()).filter((each) => each.endsWith(`s/${uniqueName}`)).length;

/** Whoever the host gives tokens for; a test changes it as the backend does. */
interface Host {
  user: WireUser;
  readonly getToken: () => Promise<SyncTokenGrant>;
}
function hostOf(user: WireUser): Host {
  const host: Host = { user, getToken: () => host.user.token() };
  return host;
}

wireTest(
  '[R18] another identity replaces the client, and everything keeps its data, stale until it is live',
  async (user) => {
    const [before, after] = [user(), user()];
    const [rowRef, rowsRef] = [freshDocument(), freshList()];
    await objects.createDocument(rowRef, { n: 1 }, before, after);
    await objects.createList(rowsRef, [{ n: 1 }], before, after);
    const host = hostOf(before);
    const store = before.start({ getToken: host.getToken });
    const [row, rows] = [watch(store.document(rowRef)), watch(store.list(rowsRef))];
    const { data } = await rows.until(isLive);
    await row.until(isLive);

    host.user = after;
    store.reopen('shared');
    await row.until((each) => !each.isLive);
    expect(row.seen.at(-1)).toMatchObject({
      status: 'ready',
      data: { n: 1 },
      staleSince: expect.any(Number) as number,
    });
    await objects.setDocument(rowRef, { n: 2 });
    expect(await row.until(isLive)).toMatchObject({ status: 'ready', data: { n: 2 }, staleSince: null });
    expect((await rows.until(isLive)).data).toBe(data);
    expect(rows.seen.every((each) => each.status === 'ready' && each.data === data)).toBe(true);
    expect([await opensOf(before, rowRef), await opensOf(after, rowRef)]).toEqual([1, 1]);
    expect([await before.drop(), await after.drop()]).toEqual([0, 1]);
  },
);

wireTest('[R18] what only the new identity may read is found, and the rest goes on', async (user) => {
  const [agent, lead] = [user(), user()];
  const [both, leads] = [freshList(), freshList()];
  await objects.createList(both, [{ n: 1 }], agent, lead);
  await objects.createList(leads, [{ n: 2 }], lead);
  const host = hostOf(agent);
  const store = agent.start({ getToken: host.getToken });
  const [ofBoth, ofLeads] = [watch(store.list(both)), watch(store.list(leads))];
  await ofBoth.until(isLive);
  expect(await ofLeads.until(hasFailed)).toMatchObject({ error: { code: 'forbidden' } });

  host.user = lead;
  store.reopen('shared');
  expect(await ofLeads.until(isLive)).toMatchObject({ status: 'ready', data: [{ value: { n: 2 } }] });
  await ofBoth.until(isLive);
  await objects.push(both, { n: 3 });
  await ofBoth.until(({ data }) => data?.length === 2);
});

wireTest('[R18] the same identity keeps the client, and what was refused is tried at once', async (user) => {
  const me = user();
  const [rowRef, rowsRef] = [freshDocument(), freshList()];
  await objects.createDocument(rowRef, { n: 1 }, me);
  await objects.createList(rowsRef, [{ n: 1 }]);
  // Never the same token twice; and the refused List would be tried again by itself after two seconds.
  let asked = 0;
  const store = me.start({ random: () => 1, getToken: () => me.token(3_600 + (asked += 1)) });
  const [row, rows] = [watch(store.document(rowRef)), watch(store.list(rowsRef))];
  await row.until(isLive);
  await rows.until(hasFailed);
  await objects.grant(rowsRef, me);
  const [reopenedAt, heard] = [Date.now(), row.seen.length];
  store.reopen('shared');
  await rows.until(({ status }) => status === 'ready');
  expect(Date.now() - reopenedAt).toBeLessThan(1_500);
  expect(row.seen).toHaveLength(heard);
  await me.untilRequested('UPDATE');
  expect([await opensOf(me, rowRef), await opensOf(me, rowsRef)]).toEqual([1, 2]);
});

wireTest('[R18] a host that names no identities gets a new client', async (user) => {
  const [me, ref] = [user(), freshDocument()];
  await objects.createDocument(ref, { n: 1 }, me);
  const store = me.start({ getToken: async () => ({ token: (await me.token()).token }) });
  const row = watch(store.document(ref));
  await row.until(isLive);
  store.reopen('shared');
  await row.until((each) => !each.isLive);
  await row.until(isLive);
  expect(await opensOf(me, ref)).toBe(2);
  expect(await me.drop()).toBe(1);
});

wireTest('another scope is not touched, and nothing is asked for in one that is not in use', async (user) => {
  const [shared, lead, agent] = [user(), user(), user()];
  const ref = freshDocument();
  const mineRef = defineSyncDocument(freshName(), Row, { scope: 'personal' });
  await objects.createDocument(ref, { n: 1 }, shared, lead);
  await objects.createDocument(mineRef, { n: 1 }, agent);
  const host = hostOf(shared);
  const asked: string[] = [];
  const store = shared.start({
    getToken(scope) {
      asked.push(scope);
      return scope === 'personal' ? agent.token() : host.getToken();
    },
  });
  store.reopen('personal');
  await Promise.resolve();
  expect(asked).toEqual([]);
  const [row, mine] = [watch(store.document(ref)), watch(store.document(mineRef))];
  await Promise.all([row.until(isLive), mine.until(isLive)]);
  const heard = mine.seen.length;
  host.user = lead;
  store.reopen('shared');
  await row.until((each) => !each.isLive);
  await row.until(isLive);
  expect([mine.seen.length, await opensOf(agent, mineRef)]).toEqual([heard, 1]);
  expect(asked).toEqual(['shared', 'personal', 'shared']);
});

wireTest('a host that has no token now is waited for, with everything as it was', async (user) => {
  const [before, after] = [user(), user()];
  const ref = freshDocument();
  await objects.createDocument(ref, { n: 1 }, before, after);
  const host = hostOf(before);
  let refusals = 0;
  const store = before.start({
    random: () => 0,
    getToken() {
      if (host.user === before || (refusals += 1) > 2) return host.getToken();
      return Promise.reject(new Error('The backend is away'));
    },
  });
  const row = watch(store.document(ref));
  await row.until(isLive);
  host.user = after;
  store.reopen('shared');
  await row.until((each) => !each.isLive);
  // Live until the token came.
  expect(refusals).toBe(3);
  await row.until(isLive);
  expect([await opensOf(before, ref), await opensOf(after, ref)]).toEqual([1, 1]);
});

wireTest('what nobody follows any more is not opened, until somebody does', async (user) => {
  const [before, after] = [user(), user()];
  const [ref, other] = [freshDocument(), freshDocument()];
  await objects.createDocument(ref, { n: 1 }, before, after);
  await objects.createDocument(other, { n: 1 }, before, after);
  const host = hostOf(before);
  const store = before.start({ getToken: host.getToken });
  const [row, still] = [watch(store.document(ref)), watch(store.document(other))];
  await Promise.all([row.until(isLive), still.until(isLive)]);
  row.stop();
  host.user = after;
  store.reopen('shared');
  await still.until((each) => !each.isLive);
  await still.until(isLive);
  expect(await opensOf(after, ref)).toBe(0);
  expect(await watch(store.document(ref)).until(isLive)).toMatchObject({ status: 'ready', data: { n: 1 } });
});

wireTest('[R18] a renewed token for another identity replaces the client by itself', async (user) => {
  const [before, after] = [user(), user()];
  const ref = freshDocument();
  await objects.createDocument(ref, { n: 1 }, before, after);
  let asked = 0;
  // Twilio warns halfway through so short a life.
  const store = before.start({ getToken: () => ((asked += 1) === 1 ? before.token(3) : after.token()) });
  const row = watch(store.document(ref));
  await row.until(isLive);
  await row.until((each) => !each.isLive);
  expect(await row.until(isLive)).toMatchObject({ status: 'ready', data: { n: 1 } });
  expect([await opensOf(before, ref), await opensOf(after, ref)]).toEqual([1, 1]);
});
