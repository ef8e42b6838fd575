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
import { createActivityQuestions, type ActivityQuestions } from './activity-questions';

const supervisor = { identity: 'sue', actor: 'sue', roles: ['supervisor'], workerSid: null };
const hour = (from: number, to = from + 1) => ({
  from: new Date(ACTIVITY_T0 + from * 3_600_000).toISOString(),
  to: new Date(ACTIVITY_T0 + to * 3_600_000).toISOString(),
  format: 'json' as const,
});
const all = { limit: 50, offset: 0 };
const NOW = minute(6 * 60);

describe.each(ENGINES.slice(0, 2))('the questions about all customers, on %s', (_name, open) => {
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
    await foldMarked(db.database, { secret: 's', now: () => NOW, limit: 100 });
  }
  const searched = (more: object = {}) =>
    questions.searched(supervisor, { ...hour(0), ...all, by: 'query', withoutResult: 'false', ...more });

  it('names what was searched, however it was typed, and what found nothing', async () => {
    expect((await searched()).rows).toEqual([
      { key: 'red shoes', searches: 2, withoutResult: 1 },
      { key: 'hat', searches: 1, withoutResult: 1 },
    ]);
    expect((await searched({ withoutResult: 'true', limit: 1 })).rows).toEqual([
      { key: 'hat', searches: 1, withoutResult: 1 },
    ]);
    expect((await searched({ by: 'product' })).rows).toEqual([{ key: 'p1', searches: 1, withoutResult: 0 }]);
    expect((await searched({ offset: 1 })).rows).toHaveLength(1);
    expect((await searched({ shop: 'another' })).rows).toEqual([]);
    expect((await searched(hour(1))).rows).toEqual([]);
  });

  it('names what was sold, without what was given back, and adds no two currencies', async () => {
    expect((await questions.sold(supervisor, { ...hour(0, 4), ...all })).rows).toEqual([
      {
        productId: 'p1',
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
        { step: 1, entered: 3, completed: 2, stopped: 1 },
        { step: 2, entered: 2, completed: 1, stopped: 1 },
      ],
    });
    expect((await questions.stopped(supervisor, hour(0, 4))).rows).toEqual([
      { step: 1, stopped: 1, share: 0.5 },
      { step: 2, stopped: 1, share: 0.5 },
    ]);
    expect(await questions.funnel(supervisor, hour(5))).toMatchObject({ started: 0, ordered: 0, open: 0, steps: [] });
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
  told(6, step('viewed', 1, 'c1')),
  told(7, step('completed', 1, 'c1')),
  told(8, step('viewed', 2, 'c1')),
  told(9, step('completed', 2, 'c1')),
  told(
    10,
    order('completed', 'o1', { checkoutId: 'c1', products: [toldProduct('p1', { quantity: 2, price: euros(1_000) })] }),
  ),
  told(20, order('refunded', 'o1', { products: [toldProduct('p1', { quantity: 1, price: euros(1_000) })] })),
  told(21, order('completed', 'o1', { checkoutId: 'c1', products: [toldProduct('p1', { quantity: 9 })] })),
  told(30, step('viewed', 1, 'c2'), bob),
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
