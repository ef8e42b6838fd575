import * as v from 'valibot';
import { defineSyncMap } from '../contract';
import { fakeStoreSuite, sdkError } from '../testing';

const Row = v.object({ n: v.number() });
const rowsMap = defineSyncMap('rows', Row);

const suite = fakeStoreSuite();
const { follow, pass, start } = suite;

describe('a Map', () => {
  beforeEach(() => {
    suite.fake.createMap(rowsMap);
  });

  it('[R4] is ready once, complete, after its last page', async () => {
    for (let n = 0; n < 5; n += 1) suite.fake.setItem(rowsMap, `k${String(n)}`, { n });
    suite.fake.service.pageSize = 2;
    const rows = suite.fake.store.map(rowsMap);
    const seen: unknown[] = [];
    const stop = rows.subscribe(() => seen.push(rows.getSnapshot().data?.size));
    await pass();
    expect(seen).toEqual([5]);
    stop();
  });

  it('[R4] lets an event that arrives between two pages win over the pages', async () => {
    for (let n = 0; n < 4; n += 1) suite.fake.setItem(rowsMap, `k${String(n)}`, { n });
    suite.fake.service.pageSize = 2;
    let isFirst = true;
    suite.fake.service.beforeNextPage = () => {
      if (!isFirst) return;
      isFirst = false;
      suite.fake.setItem(rowsMap, 'k0', { n: 100 });
      suite.fake.removeItem(rowsMap, 'k3');
      suite.fake.setItem(rowsMap, 'k9', { n: 9 });
    };
    const rows = suite.fake.store.map(rowsMap);
    follow(rows);
    await pass();
    const { data } = rows.getSnapshot();
    expect([...(data ?? [])].map(([key, { n }]) => [key, n]).sort()).toEqual([
      ['k0', 100],
      ['k1', 1],
      ['k2', 2],
      ['k9', 9],
    ]);
  });

  it('[R4] opens again when a page cannot be read', async () => {
    for (let n = 0; n < 4; n += 1) suite.fake.setItem(rowsMap, `k${String(n)}`, { n });
    suite.fake.service.pageSize = 2;
    let isFirst = true;
    suite.fake.service.beforeNextPage = () => {
      if (!isFirst) return;
      isFirst = false;
      throw sdkError('Rate limit exceeded', 429, 54009);
    };
    const rows = suite.fake.store.map(rowsMap);
    follow(rows);
    await pass();
    expect(rows.getSnapshot()).toMatchObject({ status: 'error', data: undefined, error: { code: 'rate-limited' } });
    expect(suite.fake.service.openHandles()).toBe(0);
    await pass(1_000);
    expect(rows.getSnapshot()).toMatchObject({ status: 'ready', isLive: true });
    expect(rows.getSnapshot().data?.size).toBe(4);
  });

  it('[R5] [R6] replaces the changed item and keeps the identity of all others', async () => {
    suite.fake.setItem(rowsMap, 'a', { n: 1 });
    suite.fake.setItem(rowsMap, 'b', { n: 1 });
    const rows = suite.fake.store.map(rowsMap);
    follow(rows);
    await pass();
    const before = rows.getSnapshot().data!;
    suite.fake.setItem(rowsMap, 'a', { n: 2 });
    await pass();
    const after = rows.getSnapshot().data!;
    expect(after.get('a')).toEqual({ n: 2 });
    expect(before.get('a')).toEqual({ n: 1 });
    expect(after.get('b')).toBe(before.get('b'));
  });

  it('[R6] keeps the identity of every item over a removal and a new opening', async () => {
    suite.fake.setItem(rowsMap, 'a', { n: 1 });
    const rows = suite.fake.store.map(rowsMap);
    follow(rows);
    await pass();
    const before = rows.getSnapshot().data!;
    suite.fake.remove(rowsMap);
    suite.fake.createMap(rowsMap);
    suite.fake.setItem(rowsMap, 'a', { n: 1 });
    await pass(30_000);
    expect(rows.getSnapshot().status).toBe('ready');
    expect(rows.getSnapshot().data).toBe(before);
  });

  it('drops what is gone after a new opening', async () => {
    suite.fake.setItem(rowsMap, 'a', { n: 1 });
    suite.fake.setItem(rowsMap, 'bad', { n: 'x' });
    const rows = suite.fake.store.map(rowsMap);
    follow(rows);
    await pass();
    suite.fake.remove(rowsMap);
    suite.fake.createMap(rowsMap);
    suite.fake.setItem(rowsMap, 'b', { n: 1 });
    await pass(30_000);
    expect([...rows.getSnapshot().data!.keys()]).toEqual(['b']);
    expect(rows.getSnapshot().issues).toEqual([]);
  });

  it('[R7] leaves out a row that does not match the schema and reports it once a revision', async () => {
    const issues: unknown[] = [];
    start({ onIssue: (_ref, issue) => issues.push(issue.key) });
    suite.fake.createMap(rowsMap);
    suite.fake.setItem(rowsMap, 'good', { n: 1 });
    suite.fake.setItem(rowsMap, 'bad', { n: 'x' });
    const rows = suite.fake.store.map(rowsMap);
    follow(rows);
    await pass();
    expect(rows.getSnapshot()).toMatchObject({ status: 'ready', isLive: true, issues: [{ key: 'bad', path: 'n' }] });
    expect([...rows.getSnapshot().data!.keys()]).toEqual(['good']);

    suite.fake.service.forbid('rows');
    suite.fake.service.allow('rows');
    await pass(30_000);
    expect(rows.getSnapshot().status).toBe('ready');
    expect(issues).toEqual(['bad']);

    suite.fake.setItem(rowsMap, 'bad', { n: 'y' });
    await pass();
    expect(issues).toEqual(['bad', 'bad']);
    suite.fake.setItem(rowsMap, 'bad', { n: 2 });
    await pass();
    expect(rows.getSnapshot()).toMatchObject({ issues: [] });
    expect(rows.getSnapshot().data!.size).toBe(2);
  });

  it('survives a schema that throws', async () => {
    const broken = defineSyncMap('rows', {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: () => {
          throw new Error('schema is broken');
        },
      },
    });
    suite.fake.setItem(rowsMap, 'a', { n: 1 });
    const rows = suite.fake.store.map(broken);
    follow(rows);
    await pass();
    expect(rows.getSnapshot()).toMatchObject({ status: 'ready', issues: [{ key: 'a', message: 'schema is broken' }] });
  });

  it('takes the second of two removals of one item calmly', async () => {
    suite.fake.setItem(rowsMap, 'a', { n: 1 });
    const rows = suite.fake.store.map(rowsMap);
    const { count } = follow(rows);
    await pass();
    suite.fake.removeItem(rowsMap, 'a');
    suite.fake.removeItem(rowsMap, 'a');
    await pass();
    expect(rows.getSnapshot().data!.size).toBe(0);
    const before = count();
    suite.fake.removeItem(rowsMap, 'a');
    await pass();
    expect(count()).toBe(before);
  });
});
