import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { createLog } from '../../base/log';
import { createPutCatalogue } from '../../commands/activity/put-catalogue';
import { ensureShop, shopById } from '../../store/activity/shops';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { createHttpServer } from '../server';
import { catalogueRoute } from './catalogue-route';

const NOW = Date.parse('2026-03-12T12:00:00.000Z');
const SHOE = {
  id: 'p1',
  name: 'Red shoe',
  category: 'Shoes',
  price: 49.9,
  currency: 'EUR',
  quantity: 3,
  countries: ['FR', 'DE'],
};

const [, postgres] = ENGINES;
let db: TestDatabase;
let server: FastifyInstance;
let secret: string;

beforeAll(async () => {
  if (postgres === undefined) throw new Error('No engine to test on');
  db = await postgres[1]();
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.clear();
  const { kysely } = db.database;
  await ensureShop(kysely, 'demo', NOW);
  await ensureShop(kysely, 'other', NOW);
  secret = (await shopById(kysely, 'demo'))?.secret ?? '';
  server = createHttpServer(createLog('silent'));
  await catalogueRoute(server, {
    shopById: (id) => shopById(kysely, id),
    putCatalogue: createPutCatalogue({ database: db.database, now: () => NOW, onMarked: () => undefined }),
    now: () => NOW,
  });
});
afterEach(() => server.close());

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const put = (payload: string, type = 'application/json', authorization = basic('demo', secret)) =>
  server.inject({
    ...{ method: 'PUT', url: '/activity/products', payload },
    headers: { 'content-type': type, authorization },
  });
const putAll = (...products: readonly unknown[]) => put(JSON.stringify({ products }));
const stored = async (): Promise<Record<string, unknown>> => {
  const { rows } = await sql<{ id: string; product: string }>`
    SELECT product_id AS id, product FROM activity_catalogue WHERE shop_id = 'demo' ORDER BY product_id`.execute(
    db.database.kysely,
  );
  return Object.fromEntries(rows.map(({ id, product }) => [id, JSON.parse(product) as unknown]));
};

const LISTED = {
  words: { name: 'Red shoe', category: 'Shoes' },
  price: { minorUnits: 4_990, currency: 'EUR' },
  quantity: 3,
  countries: ['DE', 'FR'],
};

test('a catalogue takes the place of the one before, and says what changed', async () => {
  const first = await putAll(SHOE, { id: 'p2' });
  expect([first.statusCode, first.json()]).toEqual([
    200,
    { products: 2, changed: 2, removed: 0, at: '2026-03-12T12:00:00.000Z' },
  ]);
  expect(await stored()).toEqual({ p1: LISTED, p2: { words: {}, price: null, quantity: null, countries: null } });
  expect((await putAll(SHOE, { id: 'p2' })).json()).toMatchObject({ products: 2, changed: 0, removed: 0 });
  expect((await putAll(SHOE, { id: 'p3' })).json()).toMatchObject({ products: 2, changed: 1, removed: 1 });
  expect((await putAll()).json()).toMatchObject({ products: 0, changed: 0, removed: 2 });
  expect(await stored()).toEqual({});
});

test('a CSV file tells the same, with the byte order mark and the line ends of Excel', async () => {
  const file = [
    'Id,name,Category,price,currency,quantity,countries',
    'p1,"Red shoe",Shoes,49.90,EUR,3,"FR; DE"',
    '',
    'p2,,,,,,',
  ].join('\r\n');
  const answer = await put(`\ufeff${file}\r\n`, 'text/csv; charset=utf-8');
  expect([answer.statusCode, answer.json()]).toMatchObject([200, { products: 2 }]);
  expect(await stored()).toEqual({ p1: LISTED, p2: { words: {}, price: null, quantity: null, countries: null } });
});

test('only the shop itself may tell its catalogue', async () => {
  const asked = JSON.stringify([SHOE]);
  const other = (await shopById(db.database.kysely, 'other'))?.secret ?? '';
  const refused = [
    basic('demo', 'wrong'),
    basic('demo', other),
    basic('nobody', secret),
    basic('demo', ''),
    `Bearer ${secret}`,
    'Basic %%%',
    '',
  ];
  for (const authorization of refused) {
    const answer = await put(asked, 'application/json', authorization);
    expect([answer.statusCode, answer.json()]).toMatchObject([401, { code: 'unknown_shop' }]);
  }
  expect(await stored()).toEqual({});
});

test.each([
  ['no JSON', '{"products":', /no JSON/],
  ['no list', '{"products":{}}', /list of products/],
  ['a product without an id', '[{"name":"x"}]', /product 1 .*id/],
  ['a blank id', '[{"id":"  "}]', /product 1 .*id/],
  ['an id twice', '[{"id":"a"},{"id":"b"},{"id":"a"}]', /product 3 .*id of product 1/],
  ['a field that is none', '[{"id":"a","countrys":["FR"]}]', /`countrys` is no field/],
  ['a price below zero', '[{"id":"a","price":-1,"currency":"EUR"}]', /price/],
  ['a price that is none', '[{"id":"a","price":1e308,"currency":"EUR"}]', /price/],
  ['a price without a currency', '[{"id":"a","price":1}]', /currency/],
  ['a currency that nobody knows', '[{"id":"a","price":1,"currency":"XXQ"}]', /currency/],
  ['half a piece', '[{"id":"a","quantity":1.5}]', /quantity/],
  ['a country that is none', '[{"id":"a","countries":["Fra"]}]', /countries/],
  ['no product', '[{"id":"a"},null]', /product 2/],
])('a catalogue with %s is refused with the place and the reason, and nothing is lost', async (_name, body, reason) => {
  await putAll(SHOE);
  const answer = await put(body);
  expect(answer.statusCode).toBe(400);
  expect(answer.json<{ message: string }>().message).toMatch(reason);
  expect(Object.keys(await stored())).toEqual(['p1']);
});

test.each([
  ['a column that is none', 'id,colour\np1,red', /columns/],
  ['no column of ids', 'name\nshoe', /columns/],
  ['a row of other length', 'id,name\np1', /Line 2/],
  ['an open quote', 'id,name\np1,"shoe', /Line 2/],
  ['words for a price', 'id,price,currency\np1,cheap,EUR', /line 2 .*price/],
])('a CSV file with %s is refused with the line and the reason', async (_name, file, reason) => {
  const answer = await put(file, 'text/csv');
  expect(answer.statusCode).toBe(400);
  expect(answer.json<{ message: string }>().message).toMatch(reason);
});

test('texts that a database refuses, and longer ones than an item of Sync has room for, are stored as far as they go', async () => {
  const answer = await putAll({ id: 'a\0', name: `\ud800${'👟'.repeat(120)}${'x'.repeat(10)}`, supplier: '<b>=1+1' });
  expect(answer.statusCode).toBe(200);
  const product = (await stored())['a\ufffd'];
  expect(product).toMatchObject({ words: { supplier: '<b>=1+1' } });
  expect(Buffer.byteLength(JSON.stringify(product))).toBeLessThan(1_024);
});

test('20,000 products are taken in one go', async () => {
  const products = Array.from({ length: 20_000 }, (_, n) => ({ ...SHOE, id: `p${n}` }));
  expect((await putAll(...products)).json()).toMatchObject({ products: 20_000, changed: 20_000 });
});
