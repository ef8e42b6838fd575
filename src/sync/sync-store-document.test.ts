import * as v from 'valibot';
import { defineSyncDocument, defineSyncMap } from '../contract';
import { fakeStoreSuite, sdkError } from '../testing';

const Row = v.object({ n: v.number() });
const rowDocument = defineSyncDocument('row', Row);
const versionedDocument = defineSyncDocument('versioned', v.object({ v: v.number(), n: v.number() }));

const suite = fakeStoreSuite();
const { follow, pass, start } = suite;

describe('a Document', () => {
  it('[R2] opens nothing and asks for no token until somebody subscribes', async () => {
    const row = suite.fake.store.document(rowDocument);
    expect(row.getSnapshot()).toMatchObject({ status: 'pending', isLive: false });
    await pass();
    expect(suite.fake.tokenRequests).toEqual([]);
    expect(suite.fake.service.opens).toEqual([]);
  });

  it('[R2] is opened once for many subscribers, and follows its changes', async () => {
    suite.fake.setDocument(rowDocument, { n: 1 });
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    follow(suite.fake.store.document(defineSyncDocument('row', Row)));
    await pass();
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', data: { n: 1 }, isLive: true, staleSince: null });
    expect(suite.fake.service.opens).toEqual(['row']);

    suite.fake.setDocument(rowDocument, { n: 2 });
    await pass();
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', data: { n: 2 } });
  });

  it('[R2] lingers after its last subscriber and is closed then', async () => {
    suite.fake.setDocument(rowDocument, { n: 1 });
    const first = follow(suite.fake.store.document(rowDocument));
    await pass();
    first.stop();
    await pass(29_999);
    expect(suite.fake.service.openHandles()).toBe(1);
    const second = follow(suite.fake.store.document(rowDocument));
    await pass(60_000);
    expect(suite.fake.service.opens).toEqual(['row']);

    second.stop();
    await pass(30_000);
    expect(suite.fake.service.openHandles()).toBe(0);
    expect(suite.fake.store.usage().objects).toBe(0);
  });

  it('[R2] that is let go while it opens is closed when the answer arrives', async () => {
    start({ lingerMs: 0 });
    suite.fake.setDocument(rowDocument, { n: 1 });
    const { stop } = follow(suite.fake.store.document(rowDocument));
    await jest.advanceTimersByTimeAsync(0);
    stop();
    await pass(1);
    expect(suite.fake.service.openHandles()).toBe(0);
  });

  it('[R1] cannot be followed with two schemas at a time', async () => {
    suite.fake.setDocument(rowDocument, { n: 1 });
    follow(suite.fake.store.document(rowDocument));
    await pass();
    const other = defineSyncDocument('row', v.object({ n: v.string() }));
    expect(() => suite.fake.store.document(other)).toThrow(/"row" is in use with another schema/);
  });

  it('[R1] is told apart from a Map of the same name', async () => {
    suite.fake.service.createMap('row');
    follow(suite.fake.store.document(rowDocument));
    const map = suite.fake.store.map(defineSyncMap('row', Row));
    follow(map);
    await pass();
    expect(map.getSnapshot()).toMatchObject({ status: 'ready', data: new Map() });
  });

  it('[R3] that does not exist is an error, and appears when it is created later', async () => {
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    await pass();
    expect(row.getSnapshot()).toMatchObject({ status: 'error', data: undefined, error: { code: 'not-found' } });

    suite.fake.setDocument(rowDocument, { n: 1 });
    await pass(30_000);
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', data: { n: 1 }, error: null });
  });

  it('[R3] is tried again more and more slowly, and not at all without a subscriber', async () => {
    start({ random: () => 1 });
    const { stop } = follow(suite.fake.store.document(rowDocument));
    await pass(1_000 + 2_000 + 4_000);
    expect(suite.fake.service.opens).toHaveLength(4);
    await pass(7_999);
    expect(suite.fake.service.opens).toHaveLength(4);
    stop();
    await pass(60_000);
    expect(suite.fake.service.opens).toHaveLength(4);
  });

  it('[R3] that is forbidden says so, and is tried again in case a grant follows', async () => {
    suite.fake.setDocument(rowDocument, { n: 1 });
    suite.fake.forbid(rowDocument);
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    await pass();
    expect(row.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'forbidden', retriable: false } });
    suite.fake.allow(rowDocument);
    await pass(15_000);
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', isLive: true });
  });

  it.each([
    ['forbidden', sdkError('Access forbidden for identity', 403, 54007), 2_000],
    ['unknown', sdkError('Service down', 500, 20500), 1_000],
  ])(
    '[R3] that opens and is refused as a subscription each time (%s) is tried more and more slowly',
    async (code, reason, base) => {
      start({ random: () => 1 });
      suite.fake.setDocument(rowDocument, { n: 1 });
      const row = suite.fake.store.document(rowDocument);
      follow(row);
      await pass();
      for (let attempt = 1; attempt <= 4; attempt += 1) {
        suite.fake.service.failSubscriptions('row', reason);
        await pass();
        expect(row.getSnapshot()).toMatchObject({ status: 'error', error: { code }, isLive: false });
        await pass(base * 2 ** (attempt - 1) - 100);
        expect(suite.fake.service.opens).toHaveLength(attempt);
        await pass(200);
        expect(suite.fake.service.opens).toHaveLength(attempt + 1);
      }
      await pass(30_000);
      suite.fake.service.failSubscriptions('row', reason);
      await pass(base + 100);
      expect(suite.fake.service.opens).toHaveLength(6);
    },
  );

  it('[R3] that is one too many for the connection says so, and is not tried again', async () => {
    suite.fake.setDocument(rowDocument, { n: 1 });
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    await pass();
    suite.fake.service.failSubscriptions('row', sdkError('Too many subscriptions', 400, 54419));
    await pass(3_600_000);
    expect(row.getSnapshot()).toMatchObject({
      status: 'error',
      data: { n: 1 },
      error: { code: 'too-many-subscriptions', retriable: false },
      isLive: false,
    });
    expect(suite.fake.service.opens).toEqual(['row']);
    expect(suite.fake.service.openHandles()).toBe(0);
  });

  it('[R3] whose reads are throttled stays subscribed and recovers', async () => {
    suite.fake.setDocument(rowDocument, { n: 1 });
    suite.fake.service.failNextOpens(
      sdkError('Maximum attempt time limit reached', 0, 0),
      sdkError('Too many', 429, 54009),
    );
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    await pass();
    expect(row.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'rate-limited', retriable: true } });
    await pass(30_000);
    expect(row.getSnapshot()).toMatchObject({ status: 'ready' });
    expect(suite.fake.service.opens).toHaveLength(3);
  });

  it('[R5] hands out copies, which a later event does not change', async () => {
    const Nested = v.object({ tags: v.any() });
    const nested = defineSyncDocument('nested', Nested);
    const tags = ['a'];
    suite.fake.setDocument(nested, { tags });
    const source = suite.fake.store.document(nested);
    follow(source);
    await pass();
    const before = source.getSnapshot();
    tags.push('b');
    expect(before.data).toEqual({ tags: ['a'] });
  });

  it('[R6] makes one commit of all events of a tick', async () => {
    suite.fake.setDocument(rowDocument, { n: 1 });
    const row = suite.fake.store.document(rowDocument);
    const { count } = follow(row);
    await pass();
    const before = count();
    for (let n = 2; n <= 100; n += 1) suite.fake.setDocument(rowDocument, { n });
    await pass();
    expect(count()).toBe(before + 1);
    expect(row.getSnapshot().data).toEqual({ n: 100 });
  });

  it('[R6] keeps its snapshot when an event says nothing new', async () => {
    suite.fake.setDocument(rowDocument, { n: 1 });
    const row = suite.fake.store.document(rowDocument);
    const { count } = follow(row);
    await pass();
    const [before, snapshot] = [count(), row.getSnapshot()];
    suite.fake.setDocument(rowDocument, { n: 1 });
    await pass();
    expect(count()).toBe(before);
    expect(row.getSnapshot()).toBe(snapshot);
    expect(Object.isFrozen(snapshot)).toBe(true);
  });

  it('[R6] commits no more often than the store is told to', async () => {
    start({ commitIntervalMs: 250 });
    suite.fake.setDocument(rowDocument, { n: 1 });
    const { count } = follow(suite.fake.store.document(rowDocument));
    await pass(1_000);
    const before = count();
    for (let n = 2; n < 12; n += 1) {
      suite.fake.setDocument(rowDocument, { n });
      await pass(50);
    }
    expect(count() - before).toBeLessThanOrEqual(3);
    await pass(250);
    expect(suite.fake.store.document(rowDocument).getSnapshot().data).toEqual({ n: 11 });
  });

  it('[R7] keeps the last good data when the new does not match the schema, and heals with the next', async () => {
    const issues: unknown[] = [];
    start({ onIssue: (ref, issue) => issues.push([ref.uniqueName, issue.path]) });
    suite.fake.setDocument(rowDocument, { n: 1 });
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    await pass();
    suite.fake.setDocument(rowDocument, { n: 'many' });
    await pass();
    expect(row.getSnapshot()).toMatchObject({
      status: 'error',
      data: { n: 1 },
      error: { code: 'invalid-data' },
      isLive: false,
      issues: [{ key: null, path: 'n' }],
    });
    expect(issues).toEqual([['row', 'n']]);

    suite.fake.setDocument(rowDocument, { n: 3 });
    await pass();
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', data: { n: 3 }, isLive: true, issues: [] });
  });

  it('[R15] ignores a payload with an older version than the one it holds', async () => {
    suite.fake.setDocument(versionedDocument, { v: 7, n: 1 });
    const source = suite.fake.store.document(versionedDocument);
    follow(source);
    await pass();
    suite.fake.setDocument(versionedDocument, { v: 6, n: 0 });
    await pass();
    expect(source.getSnapshot().data).toEqual({ v: 7, n: 1 });
    suite.fake.setDocument(versionedDocument, { v: 8, n: 2 });
    await pass();
    expect(source.getSnapshot().data).toEqual({ v: 8, n: 2 });
  });

  it('[R8] keeps its data while the connection is away, and says since when it is stale', async () => {
    suite.fake.setDocument(rowDocument, { n: 1 });
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    await pass();
    const { data } = row.getSnapshot();
    const lostAt = Date.now();
    suite.fake.disconnect();
    await pass();
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', isLive: false, staleSince: lostAt });
    expect(row.getSnapshot().data).toBe(data);

    await pass(60_000);
    expect(row.getSnapshot()).toMatchObject({ staleSince: lostAt });
    suite.fake.reconnect();
    await pass();
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', isLive: true, staleSince: null });
    expect(row.getSnapshot().data).toBe(data);
  });

  it('[R8] is live while Sync sends what changes: not before it is subscribed, and after a break not before it is again', async () => {
    suite.fake.service.subscribesAtOnce = false;
    suite.fake.setDocument(rowDocument, { n: 1 });
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    await pass();
    const openedAt = Date.now();
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', data: { n: 1 }, isLive: false });
    await pass(5_000);
    suite.fake.service.subscribe('row');
    await pass();
    expect(row.getSnapshot()).toMatchObject({ isLive: true, staleSince: null });

    suite.fake.disconnect();
    suite.fake.reconnect();
    suite.fake.service.subscribe('row', false);
    await pass(60_000);
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', isLive: false });
    expect(row.getSnapshot().staleSince).toBeGreaterThan(openedAt);
    suite.fake.service.subscribe('row');
    await pass();
    expect(row.getSnapshot()).toMatchObject({ isLive: true, staleSince: null });
  });

  it('[R8] is taken to be followed after 30 s in which nobody said whether it is subscribed', async () => {
    suite.fake.service.subscribesAtOnce = false;
    suite.fake.setDocument(rowDocument, { n: 1 });
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    await pass(29_000);
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', isLive: false });
    await pass(1_100);
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', isLive: true });
  });

  it('[R8] that is removed keeps its last data, and is found again when it is back', async () => {
    suite.fake.setDocument(rowDocument, { n: 1 });
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    await pass();
    suite.fake.remove(rowDocument);
    await pass();
    expect(row.getSnapshot()).toMatchObject({ status: 'error', data: { n: 1 }, error: { code: 'removed' } });
    suite.fake.setDocument(rowDocument, { n: 2 });
    await pass(30_000);
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', data: { n: 2 }, isLive: true });
  });

  it('[R8] whose permission is withdrawn says so and keeps its last data', async () => {
    suite.fake.setDocument(rowDocument, { n: 1 });
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    await pass();
    suite.fake.forbid(rowDocument);
    await pass();
    expect(row.getSnapshot()).toMatchObject({ status: 'error', data: { n: 1 }, error: { code: 'forbidden' } });
    expect(suite.fake.service.openHandles()).toBe(0);
  });
});
