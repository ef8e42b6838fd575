import * as v from 'valibot';
import { defineSyncMap, type SyncMapRef } from '../contract';
import { hasFailed, isLive, watch, wireSuite } from '../testing/wire-suite';

const Row = v.object({ n: v.number() });
type Row = v.InferOutput<typeof Row>;
const Versioned = v.object({ v: v.number(), n: v.number() });
const { freshName, objects, wireTest } = wireSuite();

const freshMap = (): SyncMapRef<Row> => defineSyncMap(freshName(), Row);
const manyRows = (count: number): Readonly<Record<string, Row>> =>
  Object.fromEntries(Array.from({ length: count }, (_each, n) => [`k${String(n)}`, { n }]));

wireTest(
  '[R4] a Map of two pages is ready once and complete, and follows additions, changes and removals',
  async (user) => {
    const [me, ref] = [user(), freshMap()];
    await objects.createMap(ref, manyRows(101), me);
    const rows = watch(me.start().map(ref));
    const first = await rows.until(isLive);
    expect(first.data?.size).toBe(101);
    expect(rows.seen.filter(({ data }) => data !== undefined && data.size !== 101)).toEqual([]);

    await objects.addItem(ref, 'new', { n: 500 });
    await objects.setItem(ref, 'k7', { n: 700 });
    await objects.removeItem(ref, 'k8');
    const { data } = await rows.until((result) => result.data?.has('k8') === false);
    expect([data?.get('new')?.n, data?.get('k7')?.n, data?.size]).toEqual([500, 700, 101]);
    expect(data?.get('k9')).toBe(first.data?.get('k9'));
  },
);

wireTest(
  '[R4] a Map whose second page cannot be read is opened again, and an event between two pages wins over them',
  async (user) => {
    const [me, ref] = [user(), freshMap()];
    await objects.createMap(ref, manyRows(101), me);
    // Each time the first page comes at once; the second fails, and then comes long after the SDK has subscribed.
    for (const answer of [{ delayMs: 0 }, { status: 500, code: 20500 }, { delayMs: 0 }, { delayMs: 1_500 }]) {
      await me.fail({ method: 'GET', path: '/Items' }, answer);
    }
    const rows = watch(me.start({ random: () => 0 }).map(ref));
    expect(await rows.until(hasFailed)).toMatchObject({ data: undefined, error: { code: 'unknown' } });
    await me.untilRequested('POST Subscriptions');
    await objects.setItem(ref, 'k0', { n: 1_000 });
    await objects.removeItem(ref, 'k1');
    await objects.addItem(ref, 'late', { n: 9 });
    const { data } = await rows.until(({ status }) => status === 'ready');
    expect([data?.get('k0')?.n, data?.has('k1'), data?.get('late')?.n, data?.size]).toEqual([1_000, false, 9, 101]);
    expect(rows.seen.filter((each) => each.data !== undefined)).toHaveLength(1);
  },
);

wireTest('[R5] [R6] a changed item is replaced, and all others keep their identity', async (user) => {
  const [me, ref] = [user(), freshMap()];
  await objects.createMap(ref, { a: { n: 1 }, b: { n: 1 } }, me);
  const rows = watch(me.start().map(ref));
  const before = (await rows.until(isLive)).data!;
  await objects.setItem(ref, 'a', { n: 2 });
  const after = (await rows.until(({ data }) => data?.get('a')?.n === 2)).data!;
  expect(before.get('a')).toEqual({ n: 1 });
  expect(after.get('b')).toBe(before.get('b'));
});

wireTest('[R6] every item keeps its identity over a removal and a new opening', async (user) => {
  const [me, ref] = [user(), freshMap()];
  await objects.createMap(ref, { a: { n: 1 } }, me);
  const rows = watch(me.start({ random: () => 0 }).map(ref));
  const before = (await rows.until(isLive)).data;
  await objects.remove(ref);
  expect(await rows.until(hasFailed)).toMatchObject({ error: { code: 'removed' }, data: before });
  await objects.createMap(ref, { a: { n: 1 } }, me);
  expect((await rows.until(isLive)).data).toBe(before);
});

wireTest('[R8] what is gone after a removal and a new opening is dropped', async (user) => {
  const [me, ref] = [user(), freshMap()];
  await objects.createMap(ref, { a: { n: 1 }, bad: { n: 'x' } }, me);
  const rows = watch(me.start({ random: () => 0 }).map(ref));
  await rows.until(isLive);
  await objects.remove(ref);
  await rows.until(hasFailed);
  await objects.createMap(ref, { b: { n: 1 } }, me);
  expect(await rows.until(isLive)).toMatchObject({ data: new Map([['b', { n: 1 }]]), issues: [] });
});

wireTest('[R7] a row that does not match the schema is left out, and reported once a revision', async (user) => {
  const [me, ref] = [user(), freshMap()];
  const issues: unknown[] = [];
  await objects.createMap(ref, { good: { n: 1 }, bad: { n: 'x' } }, me);
  const rows = watch(me.start({ random: () => 0, onIssue: (_ref, { key }) => issues.push(key) }).map(ref));
  const first = await rows.until(isLive);
  expect(first).toMatchObject({ status: 'ready', issues: [{ key: 'bad', path: 'n' }] });
  expect([...first.data!.keys()]).toEqual(['good']);

  // Opened again, as after a grant that follows a withdrawal.
  await objects.revoke(ref, me);
  await me.drop();
  await rows.until(hasFailed);
  await objects.grant(ref, me);
  await rows.until(isLive);
  expect(issues).toEqual(['bad']);

  await objects.setItem(ref, 'bad', { n: 'y' });
  await objects.setItem(ref, 'bad', { n: 2 });
  expect(await rows.until(({ data }) => data?.size === 2)).toMatchObject({ issues: [] });
  expect(issues).toEqual(['bad', 'bad']);
});

wireTest('[R7] a schema that throws counts as failed', async (user) => {
  const me = user();
  const broken = defineSyncMap(freshName(), {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: () => {
        throw new Error('schema is broken');
      },
    },
  });
  await objects.createMap(broken, { a: { n: 1 } }, me);
  const rows = watch(me.start().map(broken));
  expect(await rows.until(isLive)).toMatchObject({
    status: 'ready',
    issues: [{ key: 'a', message: 'schema is broken' }],
  });
});

wireTest('[R15] an item with an older version than the one that is held is ignored', async (user) => {
  const me = user();
  const ref = defineSyncMap(freshName(), Versioned);
  await objects.createMap(ref, { a: { v: 7, n: 1 } }, me);
  const rows = watch(me.start().map(ref));
  await rows.until(isLive);
  await objects.setItem(ref, 'a', { v: 6, n: 0 });
  await objects.setItem(ref, 'a', { v: 8, n: 2 });
  await rows.until(({ data }) => data?.get('a')?.v === 8);
  expect(new Set(rows.seen.map(({ data }) => data?.get('a')?.n))).toEqual(new Set([1, 2]));
});
