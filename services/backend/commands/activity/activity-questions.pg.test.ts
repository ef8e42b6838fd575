import type { ActivityEvent } from '../../domain/activity/activity-event';
import { storeActivity } from '../../ingest/activity/activity-ingest';
import { foldMarked } from '../../ingest/activity/fold-activity';
import { inTransaction } from '../../store/transaction';
import {
  ACTIVITY_T0,
  euros,
  identify,
  minute,
  order,
  page,
  product,
  search,
  step,
  told,
  toldProduct,
} from '../../testing/activity-events';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { opaqueKeys } from '../../store/activity/opaque-keys';
import { installationSecret } from '../../store/activity/shops';
import { createPutCatalogue } from './put-catalogue';
import { createActivityQuestions, type ActivityQuestions } from './activity-questions';

const supervisor = { identity: 'sue', actor: 'sue', roles: ['supervisor'], workerSid: null };
const hour = (from: number, to = from + 1) => ({
  from: new Date(ACTIVITY_T0 + from * 3_600_000).toISOString(),
  to: new Date(ACTIVITY_T0 + to * 3_600_000).toISOString(),
  format: 'json' as const,
});
const all = { limit: 50, offset: 0 };
const NOW = minute(6 * 60);

describe.each(ENGINES)('the questions about all customers, on %s', (_name, open) => {
  let db: TestDatabase;
  let questions: ActivityQuestions;
  beforeAll(async () => {
    db = await open();
    questions = questionsIn('UTC');
    await tell(HISTORY);
  });
  afterAll(() => db.close());

  const questionsIn = (zone: string) => createActivityQuestions({ database: db.database, now: () => NOW, zone });
  async function tell(events: readonly ActivityEvent[]): Promise<void> {
    await inTransaction(db.database.kysely, (trx) => storeActivity(trx, events));
    await foldMarked(db.database, { secret: await secret(), now: () => NOW, limit: 100 });
  }
  const secret = () => installationSecret(db.database.kysely, 'activity');
  const keyOf = async (productId: string) => opaqueKeys(await secret()).ofProduct('shop-1', productId);
  const searched = (more: object = {}) =>
    questions.searched(supervisor, { ...hour(0), ...all, by: 'query', withoutResult: 'false', ...more });

  it('names what was searched, however it was typed, and what found nothing', async () => {
    expect((await searched()).rows).toEqual([
      { key: 'red shoes', searches: 2, withoutResult: 1, product: null },
      { key: 'hat', searches: 1, withoutResult: 1, product: null },
    ]);
    expect((await searched({ withoutResult: 'true', limit: 1 })).rows).toEqual([
      { key: 'hat', searches: 1, withoutResult: 1, product: null },
    ]);
    expect((await searched({ by: 'product' })).rows).toEqual([
      {
        key: 'p1',
        searches: 1,
        withoutResult: 0,
        product: { productKey: await keyOf('p1'), name: null, category: null },
      },
    ]);
    expect((await searched({ offset: 1 })).rows).toHaveLength(1);
    expect((await searched({ shop: 'another' })).rows).toEqual([]);
    expect((await searched(hour(1))).rows).toEqual([]);
  });

  it('names what was sold, without what was given back, and adds no two currencies', async () => {
    expect((await questions.sold(supervisor, { ...hour(0, 4), ...all })).rows).toEqual([
      {
        productId: 'p1',
        productKey: await keyOf('p1'),
        ...{ name: null, category: null },
        orders: 2,
        units: 3,
        returnedUnits: 1,
        revenue: [
          { minorUnits: 1_000, currency: 'EUR' },
          { minorUnits: 500, currency: 'USD' },
        ],
      },
    ]);
  });

  it('calls products as the catalogue does, and finds those of a category', async () => {
    const rows = [{ place: 'product 1', product: { id: 'p1', name: 'Ballerinas', category: 'Schuhe' } }];
    const put = createPutCatalogue({ database: db.database, now: () => NOW, onMarked: () => undefined });
    await put('shop-1', rows);
    const known = { name: 'Ballerinas', category: 'Schuhe' };
    const sold = async (category: string) => questions.sold(supervisor, { ...hour(0, 4), ...all, category });
    expect((await sold('Schuhe')).rows).toMatchObject([{ productId: 'p1', ...known }]);
    expect((await sold('Hats')).rows).toEqual([]);
    expect((await searched({ by: 'product', category: 'Schuhe' })).rows).toMatchObject([{ key: 'p1', product: known }]);
    expect((await searched({ by: 'product', category: 'Hats' })).rows).toEqual([]);
    await put('shop-1', []);
    expect((await sold('Schuhe')).rows).toEqual([]);
  });

  it('tells what customers did with a product, hour by hour, and day by day of the reporting time zone', async () => {
    const trend = async (asked: object, zone = 'UTC') =>
      questionsIn(zone).trend(supervisor, { ...hour(0, 4), ...asked, product: await keyOf('p1') });
    const nothing = { searched: 0, viewed: 0, added: 0, sold: 0 };
    const { unit, rows } = await trend({});
    expect(unit).toBe('hour');
    expect(rows).toEqual([
      { ...nothing, at: hour(0).from, searched: 1, viewed: 1, sold: 2 },
      { ...nothing, at: hour(1).from },
      { ...nothing, at: hour(2).from },
      { ...nothing, at: hour(3).from, sold: 1 },
    ]);
    // The clocks of Berlin are set forward on 29 March 2026: that day has 23 hours.
    const berlin = await trend({ from: '2026-03-01T23:00:00.000Z', to: '2026-03-30T22:00:00.000Z' }, 'Europe/Berlin');
    expect(berlin.unit).toBe('day');
    expect(berlin.rows).toHaveLength(29);
    expect(berlin.rows[0]).toEqual({ ...nothing, at: '2026-03-01T23:00:00.000Z', searched: 1, viewed: 1, sold: 3 });
    expect(berlin.rows.slice(-2).map(({ at }) => at)).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
    const unknown = questions.trend(supervisor, { ...hour(0), product: '0'.repeat(32) });
    await expect(unknown).rejects.toMatchObject({ kind: 'missing', code: 'no_such_product' });
  });

  it('counts the visitors of a page once, whatever they were called and however many hours a range has', async () => {
    const { rows } = await questions.visited(supervisor, { ...hour(0, 4), ...all });
    expect(rows).toEqual([
      { path: '/shoes', visits: 3, visitors: 2, meanDwellMs: 160_000 },
      { path: '/hats', visits: 1, visitors: 1, meanDwellMs: 1_080_000 },
    ]);
  });

  it('tells how far the checkouts came that began in the range, and where they stopped', async () => {
    expect(await questions.funnel(supervisor, hour(0, 4))).toMatchObject({
      started: 3,
      ordered: 1,
      open: 0,
      steps: [
        { step: 1, name: 'Address', entered: 3, completed: 2, stopped: 1 },
        { step: 2, name: null, entered: 2, completed: 1, stopped: 1 },
      ],
    });
    expect((await questions.stopped(supervisor, hour(0, 4))).rows).toEqual([
      { step: 1, name: 'Address', stopped: 1, share: 0.5 },
      { step: 2, name: null, stopped: 1, share: 0.5 },
    ]);
    expect(await questions.funnel(supervisor, hour(5))).toMatchObject({ started: 0, ordered: 0, open: 0, steps: [] });
  });

  it('calls a step as its shops call it, where they agree; of one shop as that shop does', async () => {
    const names = ['Payment', 'Pay', 'Review'];
    const walk = (shopId: string, minutes: number, ...named: readonly (string | null)[]) =>
      named.map((name, n) => told(minutes + n, step('completed', n + 1, shopId, { name }), { shopId }));
    await tell([
      ...walk('shop-1', 4 * 60, ...names, 'Thanks'),
      ...walk('shop-2', 4 * 60, 'Zahlung'),
      ...walk('shop-2', 4 * 60 + 1, 'PAYMENT', 'Card', null).map((event) => ({ ...event, anonymousId: 'a2' })),
    ]);
    const named = async (shop?: string) =>
      (await questions.funnel(supervisor, { ...hour(4), ...(shop === undefined ? {} : { shop }) })).steps.map(
        ({ name }) => name,
      );
    // At the fourth the second shop's customer only stopped, and nobody came to the fifth.
    expect(await named()).toEqual(['PAYMENT', null, null, 'Thanks', null]);
    expect(await named('shop-1')).toEqual([...names, 'Thanks', null]);
    expect(await named('shop-2')).toEqual(['PAYMENT', 'Card', null, null]);
  });

  it('takes hours of the reporting time zone, whatever its offset', async () => {
    const quarter = { ...hour(0), from: new Date(ACTIVITY_T0 + 15 * 60_000).toISOString() };
    await expect(questions.funnel(supervisor, quarter)).rejects.toMatchObject({ code: 'invalid_range' });
    await expect(questionsIn('Asia/Kathmandu').funnel(supervisor, quarter)).rejects.toMatchObject({
      code: 'invalid_range',
    });
    const ofKathmandu = { ...quarter, to: new Date(ACTIVITY_T0 + 75 * 60_000).toISOString() };
    await expect(questionsIn('Asia/Kathmandu').funnel(supervisor, ofKathmandu)).resolves.toMatchObject({ started: 1 });
    await expect(questions.funnel(supervisor, hour(1, 1))).rejects.toMatchObject({ code: 'invalid_range' });
  });

  it('says since when sums are kept', async () => {
    expect((await searched(hour(-24 * 700, 1))).keptSince).toBe('2025-02-02T00:00:00.000Z');
  });
});

const bob = { anonymousId: 'a2' };
const late = 3 * 60;

/** Two visitors: one buys in two currencies and sends a piece back; both stop somewhere. */
const HISTORY: readonly ActivityEvent[] = [
  told(0, page('/shoes')),
  told(1, search('Red  SHOES', 3)),
  told(2, product('viewed', 'p1')),
  told(3, page('/hats')),
  told(4, search('red shoes', 0), bob),
  told(5, search('Hat', 0), bob),
  told(6, step('viewed', 1, 'c1', { name: 'Where to' })),
  told(7, step('completed', 1, 'c1')),
  told(8, step('viewed', 2, 'c1')),
  told(9, step('completed', 2, 'c1')),
  told(
    10,
    order('completed', 'o1', { checkoutId: 'c1', products: [toldProduct('p1', { quantity: 2, price: euros(1_000) })] }),
  ),
  told(20, order('refunded', 'o1', { products: [toldProduct('p1', { quantity: 1, price: euros(1_000) })] })),
  told(21, order('completed', 'o1', { checkoutId: 'c1', products: [toldProduct('p1', { quantity: 9 })] })),
  told(30, step('viewed', 1, 'c2', { name: 'Address' }), bob),
  told(31, step('completed', 1, 'c2'), bob),
  told(32, step('viewed', 2, 'c2'), bob),
  told(33, page('/shoes'), bob),
  told(35, identify, { ...bob, userId: 'u2' }),
  told(38, product('viewed', 'p9'), { ...bob, userId: 'u2' }),
  told(late, page('/shoes'), { ...bob, userId: 'u2' }),
  told(
    late + 0.001,
    order('completed', 'o2', { products: [toldProduct('p1', { price: { minorUnits: 500, currency: 'USD' } })] }),
    { anonymousId: null, userId: 'shop-server' },
  ),
  told(late + 1, step('viewed', 1, 'c3'), { anonymousId: 'a3' }),
];
