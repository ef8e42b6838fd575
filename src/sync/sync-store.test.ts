import * as v from 'valibot';
import { defineSyncDocument } from '../contract';
import { fakeStoreSuite, sdkError } from '../testing';

const Row = v.object({ n: v.number() });
const rowDocument = defineSyncDocument('row', Row);

const suite = fakeStoreSuite();
const { follow, pass, start } = suite;

describe('opening', () => {
  const manyDocuments = Array.from({ length: 100 }, (_each, n) => defineSyncDocument(`row-${String(n)}`, Row));

  it('[R23] starts a few at once and spreads the rest', async () => {
    start({ openJitterMs: 2_000, random: Math.random });
    for (const ref of manyDocuments) suite.fake.setDocument(ref, { n: 1 });
    for (const ref of manyDocuments) follow(suite.fake.store.document(ref));
    await pass();
    expect(suite.fake.opens.length).toBeGreaterThanOrEqual(20);
    expect(suite.fake.opens.length).toBeLessThan(40);
    await pass(2_000);
    expect(suite.fake.opens).toHaveLength(100);
  });

  it('[R23] waits for the connection', async () => {
    suite.fake.accepts = () => false;
    suite.fake.setDocument(rowDocument, { n: 1 });
    follow(suite.fake.store.document(rowDocument));
    await pass();
    expect(suite.fake.opens).toEqual([]);
    suite.fake.reconnect();
    await pass();
    expect(suite.fake.opens).toEqual(['row']);
  });

  it('[R3] that the connection cut short is tried again as soon as it is back', async () => {
    start({ random: () => 1 });
    suite.fake.setDocument(rowDocument, { n: 1 });
    suite.fake.forbid(rowDocument, sdkError('disconnected', 0, 0));
    const row = suite.fake.store.document(rowDocument);
    follow(row);
    await pass();
    expect(row.getSnapshot()).toMatchObject({ status: 'pending' });
    suite.fake.allow(rowDocument);
    suite.fake.disconnect();
    suite.fake.reconnect();
    await pass();
    expect(row.getSnapshot()).toMatchObject({ status: 'ready' });
  });
});

describe('after shutdown', () => {
  it('[R14] leaves no timer, listener or socket, and opens nothing any more', async () => {
    suite.fake.setDocument(rowDocument, { n: 1 });
    const row = suite.fake.store.document(rowDocument);
    const { stop } = follow(row);
    follow(suite.fake.store.document(defineSyncDocument('missing', Row)));
    await pass();
    await suite.fake.store.shutdown();
    stop();
    expect(jest.getTimerCount()).toBe(0);
    expect(suite.fake.openHandles()).toBe(0);
    expect(suite.fake.clients.every(({ isShutDown }) => isShutDown)).toBe(true);

    follow(row);
    await pass();
    expect(suite.fake.opens).toEqual(['row', 'missing']);
  });
});
