import * as v from 'valibot';
import { defineSyncDocument } from '../contract';
import { fakeStoreSuite, sdkError } from '../testing';

const Row = v.object({ n: v.number() });
const rowDocument = defineSyncDocument('row', Row);

const suite = fakeStoreSuite();
const { follow, pass, start } = suite;
/** Sync does not keep who follows the Document subscribed; it can be opened all the same. */
const refuseSubscription = (reason: Error): void => {
  suite.fake.forbid(rowDocument, reason);
  suite.fake.allow(rowDocument);
};

describe('a Document', () => {
  it('[R2] opens nothing and asks for no token until somebody subscribes', async () => {
    const row = suite.fake.store.document(rowDocument);
    expect(row.getSnapshot()).toMatchObject({ status: 'pending', isLive: false });
    await pass();
    expect(suite.fake.tokenRequests).toEqual([]);
    expect(suite.fake.opens).toEqual([]);
  });

  it('[R2] lingers after its last subscriber and is closed then', async () => {
    suite.fake.setDocument(rowDocument, { n: 1 });
    const first = follow(suite.fake.store.document(rowDocument));
    await pass();
    first.stop();
    await pass(29_999);
    expect(suite.fake.openHandles()).toBe(1);
    const second = follow(suite.fake.store.document(rowDocument));
    await pass(60_000);
    expect(suite.fake.opens).toEqual(['row']);

    second.stop();
    await pass(30_000);
    expect(suite.fake.openHandles()).toBe(0);
    expect(suite.fake.store.usage().objects).toBe(0);
  });

  it('[R2] that is let go while it opens is closed when the answer arrives', async () => {
    start({ lingerMs: 0 });
    suite.fake.setDocument(rowDocument, { n: 1 });
    const { stop } = follow(suite.fake.store.document(rowDocument));
    await jest.advanceTimersByTimeAsync(0);
    stop();
    await pass(1);
    expect(suite.fake.openHandles()).toBe(0);
  });

  it('[R3] is tried again more and more slowly, and not at all without a subscriber', async () => {
    start({ random: () => 1 });
    const { stop } = follow(suite.fake.store.document(rowDocument));
    await pass(1_000 + 2_000 + 4_000);
    expect(suite.fake.opens).toHaveLength(4);
    await pass(7_999);
    expect(suite.fake.opens).toHaveLength(4);
    stop();
    await pass(60_000);
    expect(suite.fake.opens).toHaveLength(4);
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
        refuseSubscription(reason);
        await pass();
        expect(row.getSnapshot()).toMatchObject({ status: 'error', error: { code }, isLive: false });
        await pass(base * 2 ** (attempt - 1) - 100);
        expect(suite.fake.opens).toHaveLength(attempt);
        await pass(200);
        expect(suite.fake.opens).toHaveLength(attempt + 1);
      }
      await pass(30_000);
      refuseSubscription(reason);
      await pass(base + 100);
      expect(suite.fake.opens).toHaveLength(6);
    },
  );

  it('[R3] that is one too many for the connection says so, and is not tried again', async () => {
    suite.fake.setDocument(rowDocument, { n: 1 });
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    await pass();
    refuseSubscription(sdkError('Too many subscriptions', 400, 54419));
    await pass(3_600_000);
    expect(row.getSnapshot()).toMatchObject({
      status: 'error',
      data: { n: 1 },
      error: { code: 'too-many-subscriptions', retriable: false },
      isLive: false,
    });
    expect(suite.fake.opens).toEqual(['row']);
    expect(suite.fake.openHandles()).toBe(0);
  });

  it('[R3] whose reads are throttled stays subscribed and recovers', async () => {
    suite.fake.setDocument(rowDocument, { n: 1 });
    suite.fake.forbid(rowDocument, sdkError('Maximum attempt time limit reached', 0, 0));
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    await pass();
    expect(row.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'rate-limited', retriable: true } });
    suite.fake.forbid(rowDocument, sdkError('Too many', 429, 54009));
    await pass(100);
    expect(row.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'rate-limited', retriable: true } });
    expect(suite.fake.opens).toHaveLength(2);
    suite.fake.allow(rowDocument);
    await pass(30_000);
    expect(row.getSnapshot()).toMatchObject({ status: 'ready' });
    expect(suite.fake.opens).toHaveLength(3);
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
    suite.fake.subscribesAtOnce = false;
    suite.fake.setDocument(rowDocument, { n: 1 });
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    await pass();
    const openedAt = Date.now();
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', data: { n: 1 }, isLive: false });
    await pass(5_000);
    suite.fake.subscribe(rowDocument);
    await pass();
    expect(row.getSnapshot()).toMatchObject({ isLive: true, staleSince: null });

    suite.fake.disconnect();
    suite.fake.reconnect();
    suite.fake.subscribe(rowDocument, false);
    await pass(60_000);
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', isLive: false });
    expect(row.getSnapshot().staleSince).toBeGreaterThan(openedAt);
    suite.fake.subscribe(rowDocument);
    await pass();
    expect(row.getSnapshot()).toMatchObject({ isLive: true, staleSince: null });
  });

  it('[R8] is taken to be followed after 30 s in which nobody said whether it is subscribed', async () => {
    suite.fake.subscribesAtOnce = false;
    suite.fake.setDocument(rowDocument, { n: 1 });
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    await pass(29_000);
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', isLive: false });
    await pass(1_100);
    expect(row.getSnapshot()).toMatchObject({ status: 'ready', isLive: true });
  });
});
