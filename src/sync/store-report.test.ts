import * as v from 'valibot';
import { defineSyncDocument } from '../contract';
import { fakeStoreSuite, sdkError } from '../testing';

const Row = v.object({ n: v.number() });
const row = defineSyncDocument('row', Row);
const hidden = defineSyncDocument('hidden', Row);

const suite = fakeStoreSuite();
const { follow, pass, start } = suite;
const report = () => suite.fake.store.report();

it('[R25] nothing is in use before somebody subscribes, and asking opens nothing', async () => {
  suite.fake.store.document(row);
  expect(report()).toEqual({ scopes: [], objects: [] });
  await pass();
  expect(suite.fake.tokenRequests).toEqual([]);
});

it('[R25] tells whom the token speaks for, until when, and since when the connection is up', async () => {
  start({ getToken: () => Promise.resolve({ token: 'one', identity: 'WKx', expiresAt: Date.now() + 3_600_000 }) });
  const startedAt = Date.now();
  suite.fake.setDocument(row, { n: 1 });
  follow(suite.fake.store.document(row));
  await pass();
  const [scope] = report().scopes;
  expect(scope).toMatchObject({ scope: 'shared', identity: 'WKx', tokens: 1, reconnects: 0, refusedOpens: 0 });
  expect(scope).toMatchObject({ connection: { status: 'connected' }, opensInFlight: 0, opensWaiting: 0 });
  expect(scope!.tokenEndsAt).toBeGreaterThanOrEqual(startedAt + 3_600_000);
  expect(scope!.connectedSince).toBeGreaterThanOrEqual(startedAt);
});

it('[R25] counts how often the connection came back, and what waits for it', async () => {
  suite.fake.setDocument(row, { n: 1 });
  follow(suite.fake.store.document(row));
  await pass();
  suite.fake.disconnect();
  follow(suite.fake.store.document(hidden));
  await pass();
  expect(report().scopes[0]).toMatchObject({ connectedSince: null, reconnects: 0, opensWaiting: 1 });
  suite.fake.setDocument(hidden, { n: 2 });
  suite.fake.reconnect();
  await pass();
  expect(report().scopes[0]).toMatchObject({ connection: { status: 'connected' }, reconnects: 1, opensWaiting: 0 });
});

it('[R25] counts refused opens of an object and of its scope, but not what the connection cut short', async () => {
  start({ random: () => 1 });
  suite.fake.setDocument(row, { n: 1 });
  suite.fake.setDocument(hidden, { n: 1 });
  suite.fake.forbid(hidden, sdkError('forbidden', 403, 54_007));
  suite.fake.forbid(row, sdkError('disconnected', 0, 0));
  follow(suite.fake.store.document(row));
  follow(suite.fake.store.document(hidden));
  follow(suite.fake.store.document(hidden));
  await pass();
  expect(report().objects).toEqual([
    expect.objectContaining({ uniqueName: 'row', status: 'pending', error: null, refusedOpens: 0, listeners: 1 }),
    expect.objectContaining({
      uniqueName: 'hidden',
      status: 'error',
      error: 'forbidden',
      refusedOpens: 1,
      listeners: 2,
    }),
  ]);
  expect(report().scopes[0]).toMatchObject({ refusedOpens: 1 });
});

it('[R25] tells of an object that nobody follows until it is closed', async () => {
  suite.fake.setDocument(row, { n: 1 });
  const { stop } = follow(suite.fake.store.document(row));
  await pass();
  stop();
  expect(report().objects).toMatchObject([{ kind: 'document', scope: 'shared', listeners: 0, isLive: true }]);
  await pass(30_000);
  expect(report().objects).toEqual([]);
});
