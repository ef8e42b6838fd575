import fc from 'fast-check';
import * as v from 'valibot';
import { defineSyncList, syncDocumentAt, syncListAt, SyncDocumentSid, SyncListSid } from '../contract';
import { fakeStoreSuite, sdkError } from '../testing';
import type { SyncListEntry, SyncResult } from '.';

const Row = v.object({ n: v.number() });
type Rows = SyncResult<readonly SyncListEntry<v.InferOutput<typeof Row>>[]>;
const rowsList = defineSyncList('rows', Row);
const versionedList = defineSyncList('versioned', v.object({ v: v.number(), n: v.number() }));

const suite = fakeStoreSuite();
const { follow, pass, start } = suite;
const pairs = ({ data }: Rows): unknown => data?.map(({ index, value }) => [index, value.n]);
const add = (...values: readonly unknown[]): void => {
  for (const n of values) suite.fake.addListItem(rowsList, { n });
};

describe('a List', () => {
  beforeEach(() => {
    suite.fake.createList(rowsList);
  });

  it('[R4] is ready once, complete, by ascending index, after its last page', async () => {
    add(10, 11, 12, 13, 14);
    suite.fake.service.pageSize = 2;
    const rows = suite.fake.store.list(rowsList);
    const seen: unknown[] = [];
    const stop = rows.subscribe(() => seen.push(pairs(rows.getSnapshot())));
    await pass();
    expect(seen).toEqual([[0, 1, 2, 3, 4].map((index) => [index, 10 + index])]);
    stop();
  });

  it('[R4] lets an event that arrives between two pages win over the pages', async () => {
    add(0, 1, 2, 3);
    suite.fake.service.pageSize = 2;
    let isFirst = true;
    suite.fake.service.beforeNextPage = () => {
      if (!isFirst) return;
      isFirst = false;
      suite.fake.setListItem(rowsList, 0, { n: 100 });
      suite.fake.removeListItem(rowsList, 3);
      add(9);
    };
    const rows = suite.fake.store.list(rowsList);
    follow(rows);
    await pass();
    expect(pairs(rows.getSnapshot())).toEqual([
      [0, 100],
      [1, 1],
      [2, 2],
      [4, 9],
    ]);
  });

  it('[R4] opens again when a page cannot be read', async () => {
    add(0, 1, 2, 3);
    suite.fake.service.pageSize = 2;
    let isFirst = true;
    suite.fake.service.beforeNextPage = () => {
      if (!isFirst) return;
      isFirst = false;
      throw sdkError('Rate limit exceeded', 429, 54009);
    };
    const rows = suite.fake.store.list(rowsList);
    follow(rows);
    await pass();
    expect(rows.getSnapshot()).toMatchObject({ status: 'error', data: undefined, error: { code: 'rate-limited' } });
    expect(suite.fake.service.openHandles()).toBe(0);
    await pass(1_000);
    expect(rows.getSnapshot()).toMatchObject({ status: 'ready', isLive: true });
    expect(rows.getSnapshot().data).toHaveLength(4);
  });

  it('[R5] [R6] replaces the changed entry, in an immutable list, and keeps the identity of all others', async () => {
    add(1, 1);
    const rows = suite.fake.store.list(rowsList);
    follow(rows);
    await pass();
    const before = rows.getSnapshot().data!;
    suite.fake.setListItem(rowsList, 0, { n: 2 });
    await pass();
    const after = rows.getSnapshot().data!;
    expect(pairs(rows.getSnapshot())).toEqual([
      [0, 2],
      [1, 1],
    ]);
    expect(before[0]!.value).toEqual({ n: 1 });
    expect(after[1]).toBe(before[1]);
    expect([after, ...after].every((each) => Object.isFrozen(each))).toBe(true);
  });

  it('[R6] keeps its snapshot when an event says nothing new', async () => {
    add(1);
    const rows = suite.fake.store.list(rowsList);
    const { count } = follow(rows);
    await pass();
    const [before, calls] = [rows.getSnapshot(), count()];
    suite.fake.setListItem(rowsList, 0, { n: 1 });
    await pass();
    expect(rows.getSnapshot()).toBe(before);
    expect(count()).toBe(calls);
  });

  it('[R7] leaves out an item that does not match the schema, reports it once a revision, and takes its repair', async () => {
    const issues: unknown[] = [];
    start({ onIssue: ({ kind }, { key }) => issues.push([kind, key]) });
    suite.fake.createList(rowsList);
    add(1, 'x');
    const rows = suite.fake.store.list(rowsList);
    follow(rows);
    await pass();
    expect(rows.getSnapshot()).toMatchObject({ status: 'ready', isLive: true, issues: [{ key: 1, path: 'n' }] });
    expect(pairs(rows.getSnapshot())).toEqual([[0, 1]]);
    suite.fake.service.forbid('rows');
    suite.fake.service.allow('rows');
    await pass(30_000);
    expect(rows.getSnapshot().status).toBe('ready');
    expect(issues).toEqual([['list', 1]]);
    suite.fake.setListItem(rowsList, 1, { n: 2 });
    await pass();
    expect(rows.getSnapshot()).toMatchObject({ issues: [] });
    expect(rows.getSnapshot().data).toHaveLength(2);
  });

  it('[R8] that is removed keeps its data; what takes its name is shown, whatever its versions', async () => {
    suite.fake.addListItem(versionedList, { v: 7, n: 1 });
    const rows = suite.fake.store.list(versionedList);
    follow(rows);
    await pass();
    suite.fake.remove(versionedList);
    await pass();
    expect(rows.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'removed' } });
    expect(rows.getSnapshot().data).toHaveLength(1);
    suite.fake.addListItem(versionedList, { v: 3, n: 2 });
    await pass(30_000);
    expect(rows.getSnapshot()).toMatchObject({ status: 'ready', data: [{ index: 0, value: { v: 3, n: 2 } }] });
  });

  it('[R15] ignores an item with an older version than the one it holds', async () => {
    const index = suite.fake.addListItem(versionedList, { v: 7, n: 1 });
    const rows = suite.fake.store.list(versionedList);
    follow(rows);
    await pass();
    suite.fake.setListItem(versionedList, index, { v: 6, n: 0 });
    await pass();
    expect(rows.getSnapshot().data?.[0]?.value).toEqual({ v: 7, n: 1 });
  });

  it('shows what Sync holds, in its order, after any changes, during the pages or after them', async () => {
    const change = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), n: fc.nat(9) }),
      fc.record({ kind: fc.constant('set' as const), at: fc.nat(12), n: fc.nat(9) }),
      fc.record({ kind: fc.constant('remove' as const), at: fc.nat(12) }),
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 30 }), fc.nat(30), async (changes, loadedAfter) => {
        const ref = defineSyncList(`property-${String((run += 1))}`, Row);
        const held = new Map<number, number>();
        const apply = (each: (typeof changes)[number]): void => {
          if (each.kind === 'add') held.set(suite.fake.addListItem(ref, { n: each.n }), each.n);
          else if (!held.has(each.at)) return;
          else if (each.kind === 'set') {
            suite.fake.setListItem(ref, each.at, { n: each.n });
            held.set(each.at, each.n);
          } else {
            suite.fake.removeListItem(ref, each.at);
            held.delete(each.at);
          }
        };
        suite.fake.createList(ref);
        for (const each of changes.slice(0, loadedAfter)) apply(each);
        const later = changes.slice(loadedAfter);
        suite.fake.service.pageSize = 3;
        suite.fake.service.beforeNextPage = () => {
          const next = later.shift();
          if (next !== undefined && next.kind !== 'add') apply(next);
        };
        const rows = suite.fake.store.list(ref);
        const { stop } = follow(rows);
        await pass();
        for (const each of later) apply(each);
        await pass();
        expect(pairs(rows.getSnapshot())).toEqual([...held].sort(([a], [b]) => a - b));
        stop();
      }),
      { numRuns: 60 },
    );
  });
});

describe('a definition by SID', () => {
  const listSid = v.parse(SyncListSid, `ES${'a'.repeat(32)}`);
  const documentSid = v.parse(SyncDocumentSid, `ET${'b'.repeat(32)}`);

  it('[R1] is one resource for all who follow that SID, a Document and a List alike', async () => {
    const [list, document] = [syncListAt(listSid, Row), syncDocumentAt(documentSid, Row)];
    suite.fake.addListItem(list, { n: 1 });
    suite.fake.setDocument(document, { n: 2 });
    follow(suite.fake.store.list(list));
    follow(suite.fake.store.list(syncListAt(listSid, Row)));
    follow(suite.fake.store.document(document));
    await pass();
    expect(suite.fake.store.list(list).getSnapshot()).toMatchObject({ status: 'ready', data: [{ value: { n: 1 } }] });
    expect(suite.fake.store.document(document).getSnapshot()).toMatchObject({ status: 'ready', data: { n: 2 } });
    expect(suite.fake.service.opens).toEqual([listSid, documentSid]);
  });

  it('[R1] cannot be followed with two schemas at a time', async () => {
    suite.fake.createList(syncListAt(listSid, Row));
    follow(suite.fake.store.list(syncListAt(listSid, Row)));
    await pass();
    const other = syncListAt(listSid, v.object({ n: v.string() }));
    expect(() => suite.fake.store.list(other)).toThrow(/is in use with another schema/);
  });
});
