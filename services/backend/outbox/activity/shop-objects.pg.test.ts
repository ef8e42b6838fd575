import {
  ActivitySummary,
  activitySummaryDocument,
  pageDocument,
  parseWithSchema,
  ProductItem,
  productMap,
  stepDocument,
  type Schema,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { createPutCatalogue } from '../../commands/activity/put-catalogue';
import type { ActivityEvent } from '../../domain/activity/activity-event';
import { WARM_MS } from '../../domain/activity/warm';
import { storeActivity } from '../../ingest/activity/activity-ingest';
import { foldMarked } from '../../ingest/activity/fold-activity';
import { opaqueKeys, type OpaqueKeys } from '../../store/activity/opaque-keys';
import { ensureShop, installationSecret } from '../../store/activity/shops';
import { nextClaimAt } from '../../store/outbox/sync-objects';
import { inTransaction } from '../../store/transaction';
import { euros, minute, order, page, product, search, step, told, toldProduct } from '../../testing/activity-events';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { bytesOf } from '../pace';
import { accessProfile } from '../permissions/access-profile';
import { createManualClock } from '../testing/manual-clock';
import { createHarness, type Harness } from '../testing/projection-harness';

const SHOP = 'shop-1';
const [FORBIDDEN, NOT_FOUND] = [54007, 54300];
const supervisor = accessProfile('supervisor');
const agent = accessProfile('agent');

const [embedded] = ENGINES;
let store: TestDatabase;
let harness: Harness;
let keys: OpaqueKeys;
let secret: string;

beforeAll(async () => {
  if (embedded === undefined) throw new Error('No engine to test on');
  store = await embedded[1]();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.clear();
  const { kysely } = store.database;
  await ensureShop(kysely, SHOP, minute(0));
  secret = await installationSecret(kysely, 'activity');
  keys = opaqueKeys(secret);
  harness = await createHarness(store.database, { clock: createManualClock(minute(20)) });
  await harness.runWhile(harness.grants.ensureProfile(supervisor));
  await harness.runWhile(harness.grants.ensureProfile(agent));
  await harness.startTimers();
});
afterEach(() => harness.close());

async function tell(events: readonly ActivityEvent[], mostPublished = 200): Promise<void> {
  const { database, clock } = harness;
  await harness.runWhile(inTransaction(database.kysely, (trx) => storeActivity(trx, events)));
  const folded = foldMarked(database, { secret, now: clock.now, limit: 100, mostPublished });
  await harness.runWhile(folded);
  harness.projector.wake((await folded)?.keys ?? []);
  await written();
}

const written = () => harness.runUntil(async () => (await nextClaimAt(store.database.kysely)) === null);

function dataOf<T>({ uniqueName, schema }: { readonly uniqueName: string; readonly schema: Schema<T> }): T {
  const parsed = parseWithSchema(schema, harness.sync.document(uniqueName)?.data);
  if (!parsed.ok) throw new Error(`${uniqueName}: ${parsed.path} ${parsed.message}`);
  return parsed.value;
}

/** Lets time pass in which nothing happens, until after an instant and what is looked for every 10 s. */
async function passUntil(atMs: number): Promise<void> {
  harness.clock.advance(Math.max(0, atMs - harness.clock.now()));
  await harness.pass(15_000);
  await written();
}

const itemsOf = (productId: string) =>
  Object.fromEntries(
    Object.entries(harness.sync.items(productMap(keys.ofProduct(SHOP, productId)).uniqueName)).map(([key, item]) => [
      key,
      v.parse(ProductItem, item).entry,
    ]),
  );

const shoe = toldProduct('p1', { name: 'Red shoe', category: 'Shoes', price: euros(4_900), quantity: 2 });
/** One visitor buys, another one is at the second step. */
const VISITS: readonly ActivityEvent[] = [
  told(1, page('/shoes', 'Shoes')),
  told(2, search('red shoes', 3)),
  told(3, product('viewed', 'p1', shoe)),
  told(4, product('added', 'p1', shoe)),
  told(5, step('viewed', 1, 'c1', { name: 'Address' })),
  told(6, step('completed', 1, 'c1')),
  told(7, order('completed', 'o1', { checkoutId: 'c1', products: [shoe] })),
  told(16, page('/shoes', 'Shoes'), { anonymousId: 'a2' }),
  told(17, search('green shoes', 0), { anonymousId: 'a2' }),
  told(18, step('viewed', 1, 'c2'), { anonymousId: 'a2' }),
  told(19, step('completed', 1, 'c2'), { anonymousId: 'a2' }),
];

test('a product is a Map with an item for each attribute and figure', async () => {
  await tell(VISITS);
  expect(itemsOf('p1')).toEqual({
    id: { kind: 'id', text: 'p1' },
    name: { kind: 'name', text: 'Red shoe' },
    category: { kind: 'category', text: 'Shoes' },
    price: { kind: 'price', price: euros(4_900) },
    searched: { kind: 'searched', hour: 1, today: 1 },
    viewed: { kind: 'viewed', hour: 1, today: 1 },
    added: { kind: 'added', hour: 2, today: 2 },
    sold: { kind: 'sold', hour: 2, today: 2 },
  });
});

test('one look more is one write of one item', async () => {
  await tell(VISITS);
  const { uniqueName } = productMap(keys.ofProduct(SHOP, 'p1'));
  const before = harness.sync.writes.length;
  await tell([told(19.5, product('viewed', 'p1', shoe), { anonymousId: 'a2' })]);
  const written = harness.sync.writes.slice(before).filter(({ object }) => object === uniqueName);
  expect(written.map(({ key }) => key)).toEqual(['searched', 'viewed']);
});

test('the catalogue of the shop is in the Map as soon as it is told', async () => {
  await tell(VISITS);
  const put = createPutCatalogue({
    ...{ database: store.database, now: harness.clock.now },
    onMarked: harness.projector.wake,
  });
  const told = { id: 'p1', name: 'Ballerina', supplier: 'Ännä & Söhne', quantity: 7, countries: ['FR', 'DE', 'FR'] };
  await harness.runWhile(put(SHOP, [{ place: 'product 1', product: told }]));
  await written();
  expect(itemsOf('p1')).toMatchObject({
    name: { text: 'Ballerina' },
    category: { text: 'Shoes' },
    supplier: { text: 'Ännä & Söhne' },
    quantity: { quantity: 7 },
    countries: { text: 'DE FR' },
  });
});

test('a page is a Document that says who is on it, and that they left when they were silent for 5 min', async () => {
  await tell(VISITS);
  const shown = () => dataOf(pageDocument(keys.ofPage(SHOP, '/shoes')));
  expect(shown()).toMatchObject({
    ...{ path: '/shoes', title: 'Shoes', views: 2, visitors: 2, nowOn: 1 },
    lastVisitAt: new Date(minute(16)).toISOString(),
  });
  await passUntil(minute(24));
  expect(shown()).toMatchObject({ nowOn: 0, views: 2 });
});

test('a step of the checkout is a Document; who stalls there, and stops, is counted without an event', async () => {
  await tell(VISITS);
  const shown = (n: number) => dataOf(stepDocument(n));
  expect(shown(1)).toMatchObject({ name: 'Address', entered: 2, completed: 2, stopped: 0, nowOn: 0 });
  expect(shown(1).completedBy).toEqual([
    { customer: keys.ofCustomer({ shopId: SHOP, kind: 'visitor', id: 'a2' }), at: new Date(minute(19)).toISOString() },
    { customer: keys.ofCustomer({ shopId: SHOP, kind: 'visitor', id: 'a1' }), at: new Date(minute(6)).toISOString() },
  ]);
  expect(shown(2)).toMatchObject({ name: null, entered: 0, completed: 0, stopped: 0, nowOn: 1, stalled: 0 });
  await passUntil(minute(22));
  expect(shown(2)).toMatchObject({ nowOn: 1, stalled: 1 });
  await passUntil(minute(49));
  expect(shown(2)).toMatchObject({ nowOn: 0, stalled: 0, stopped: 1 });
});

test('the summary answers the four questions, and forgets what its window left behind', async () => {
  await tell(VISITS);
  const shown = (window: 'now' | 'hour' | 'today') => dataOf(activitySummaryDocument(window));
  expect(shown('today')).toMatchObject({
    searched: [
      { query: 'green shoes', searches: 1 },
      { query: 'red shoes', searches: 1 },
    ],
    withoutResult: [{ query: 'green shoes', searches: 1 }],
    sold: [{ product: keys.ofProduct(SHOP, 'p1'), name: 'Red shoe', units: 2, revenue: [euros(9_800)] }],
    visited: [{ page: keys.ofPage(SHOP, '/shoes'), path: '/shoes', visits: 2, visitors: 2 }],
    funnel: { started: 2, ordered: 1, open: 1, steps: [{ step: 1, name: 'Address' }] },
    since: '2026-03-02T00:00:00.000Z',
    timeZone: 'UTC',
  });
  expect(shown('now').since).toBe(new Date(minute(0)).toISOString());
  await passUntil(minute(31));
  expect(shown('now')).toMatchObject({ since: new Date(minute(15)).toISOString(), sold: [] });
  expect(shown('now').searched).toEqual([{ query: 'green shoes', searches: 1 }]);
  expect(shown('hour').sold).toHaveLength(1);
  const payload = harness.sync.document(activitySummaryDocument('today').uniqueName)?.data ?? {};
  expect(bytesOf(payload)).toBeLessThanOrEqual(4_096);
  expect(v.is(ActivitySummary, payload)).toBe(true);
});

test('supervisors may read all of it, agents nothing', async () => {
  await tell(VISITS);
  const objects = [
    productMap(keys.ofProduct(SHOP, 'p1')),
    pageDocument(keys.ofPage(SHOP, '/shoes')),
    stepDocument(1),
    activitySummaryDocument('now'),
  ].map(({ uniqueName }) => uniqueName);
  const granted = (identity: string) => objects.filter((name) => harness.sync.grants.has(`${name} ${identity}`));
  expect(granted(supervisor.identity)).toEqual(objects);
  expect(granted(agent.identity)).toEqual([]);
  expect(harness.sync.refusalOf(agent.identity, objects[0] ?? '')).toBe(FORBIDDEN);
});

test('of many products the busiest are in Sync, and change places with others', async () => {
  const look = (at: number, id: string, times: number) =>
    Array.from({ length: times }, (_, n) => told(at + n / 1_000, product('viewed', id)));
  await harness.close();
  harness = await createHarness(store.database, { clock: createManualClock(minute(20)) });
  await harness.startTimers({ mostPublished: 2 });
  await tell([...look(1, 'p1', 3), ...look(2, 'p2', 2), ...look(3, 'p3', 1)], 2);
  const inSync = () =>
    ['p1', 'p2', 'p3'].filter((id) => harness.sync.sidOf(productMap(keys.ofProduct(SHOP, id)).uniqueName));
  await passUntil(harness.clock.now() + 60_000);
  expect(inSync()).toEqual(['p1', 'p2']);
  await tell(look(19, 'p3', 9), 2);
  await passUntil(harness.clock.now() + 60_000);
  expect(inSync()).toEqual(['p1', 'p3']);
  expect(harness.sync.refusalOf(supervisor.identity, productMap(keys.ofProduct(SHOP, 'p2')).uniqueName)).toBe(
    NOT_FOUND,
  );
});

test('what nobody met for a day leaves Sync', async () => {
  await tell(VISITS);
  const { uniqueName } = productMap(keys.ofProduct(SHOP, 'p1'));
  await passUntil(harness.clock.now() + WARM_MS + 60_000);
  await passUntil(harness.clock.now() + 60_000);
  expect(harness.sync.sidOf(uniqueName)).toBeUndefined();
  expect(harness.sync.document(pageDocument(keys.ofPage(SHOP, '/shoes')).uniqueName)).toBeUndefined();
});

test('an installation without a shop has none of it', async () => {
  await store.clear();
  await harness.close();
  harness = await createHarness(store.database);
  await harness.startTimers();
  await harness.pass(60_000);
  expect(harness.sync.document(activitySummaryDocument('now').uniqueName)).toBeUndefined();
});
