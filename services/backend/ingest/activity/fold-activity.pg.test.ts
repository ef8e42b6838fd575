import fc from 'fast-check';
import { sql } from 'kysely';
import type { ActivityEvent } from '../../domain/activity/activity-event';
import { mergedContributions, type Contribution } from '../../domain/activity/contribution';
import { customerContributions, orderContributions } from '../../domain/activity/contributions';
import { customerResolver, linksOf } from '../../domain/activity/customer-of';
import { foldCustomer, type CustomerActivity } from '../../domain/activity/fold-customer';
import { foldOrder } from '../../domain/activity/fold-order';
import { inTransaction } from '../../store/transaction';
import { ACTIVITY_T0, identify, minute, page, product, search, told } from '../../testing/activity-events';
import { anyActivity, disturbedActivity } from '../../testing/activity-histories';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { replaceCatalogue } from '../../store/activity/catalogue';
import { storeActivity } from './activity-ingest';
import { takeUnfolded } from '../../store/activity/folded-events';
import { takeRankingTurn } from '../../store/activity/live/met-objects';
import { opaqueKeys } from '../../store/activity/opaque-keys';
import { foldMarked, foldWithoutPoison } from './fold-activity';

const SECRET = 'secret';
const DAY_MS = 86_400_000;

describe.each(ENGINES)('folding activity on %s', (name, open) => {
  let db: TestDatabase;
  let now: number;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.clear();
    now = ACTIVITY_T0 + 3 * DAY_MS;
  });

  const store = (events: readonly ActivityEvent[]) =>
    inTransaction(db.database.kysely, (trx) => storeActivity(trx, events));
  const foldSome = (limit = 100) => foldMarked(db.database, { secret: SECRET, now: () => now, limit });
  async function foldAll(limit = 100): Promise<void> {
    while (((await foldSome(limit))?.owners ?? 0) > 0);
  }
  const sums = async (): Promise<Contribution[]> =>
    (
      await sql<Contribution>`
        SELECT quarter_at AS "quarterStartMs", kind, shop_id AS "shopId", key, nullif(currency, '') AS currency, count, units,
          minor_units AS "minorUnits", dwell_ms AS "dwellMs" FROM activity_sum`.execute(db.database.kysely)
    ).rows;
  const contributions = async () =>
    (await sql`SELECT * FROM activity_contribution`.execute(db.database.kysely)).rows.length;
  const shown = async (kind: 'user' | 'visitor', id: string) => {
    const key = opaqueKeys(SECRET).ofCustomer({ shopId: 'shop-1', kind, id });
    const { rows } = await sql<{ entries: string; isVerified: boolean; emailHashes: string[] }>`
      SELECT entries, is_verified AS "isVerified", email_hashes AS "emailHashes" FROM activity_customer
      WHERE key = ${key}`.execute(db.database.kysely);
    const entries = JSON.parse(rows[0]?.entries ?? '[]') as { kind: string }[];
    return { ...rows[0], entries: new Map(entries.map((entry) => [entry.kind, entry])) };
  };

  /** An agent holds a task of each. */
  const watch = async (...customers: readonly { readonly kind: 'user' | 'visitor'; readonly id: string }[]) => {
    for (const { kind, id } of customers) {
      const key = opaqueKeys(SECRET).ofCustomer({ shopId: 'shop-1', kind, id });
      await sql`INSERT INTO activity_reader (customer_key, worker_sid, task_sid, since) VALUES (${key}, 'WK1', ${id}, 0)`.execute(
        db.database.kysely,
      );
    }
  };

  it('comes to what the pure folds say of all events, however they arrive and wherever a fold cuts in', async () => {
    const histories = anyActivity(40).chain((history) => fc.tuple(fc.constant(history), disturbedActivity(history)));
    await fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: 1, max: 5 }), async ([history, batches], every) => {
        await db.clear();
        for (const [index, batch] of batches.entries()) {
          await store(batch);
          if (index % every === 0) await foldSome(3);
        }
        await foldAll();
        expect(mergedContributions(await sums())).toEqual(expectedSums(history));
        expect(await checkouts()).toEqual(expectedCheckouts(history));
      }),
      { numRuns: name === 'PostgreSQL' ? 25 : 8 },
    );
  });

  it('lets one process find out the busiest, once a minute and not before a fold or another quarter hour', async () => {
    const turn = (afterMs: number) => takeRankingTurn(db.database.kysely, now + afterMs);
    const bothAt = async (afterMs: number) => (await Promise.all([turn(afterMs), turn(afterMs)])).sort();
    expect(await bothAt(0)).toEqual([false, true]);
    expect(await turn(90_000)).toBe(false);
    await store([told(0, page('/shoes'))]);
    await foldAll();
    expect(await turn(50_000)).toBe(false);
    expect(await bothAt(90_000)).toEqual([false, true]);
    expect(await bothAt(15 * 60_000)).toEqual([false, true]);
    // The clock was set back, and nobody waits for it to catch up.
    await store([told(1, page('/shirts'))]);
    await foldAll();
    expect(await bothAt(5 * 60_000)).toEqual([false, true]);
  });

  it('says which products the shop does not sell in the country of the customer', async () => {
    const inFrance = { location: { country: 'FR', region: null } };
    await store([told(0, product('viewed', 'p1'), inFrance), told(1, product('added', 'p2'), inFrance)]);
    await db.database.kysely
      .transaction()
      .execute((trx) =>
        replaceCatalogue(
          trx,
          'shop-1',
          new Map(
            [['p1', ['DE']] as const, ['p2', ['DE', 'FR']] as const].map(([id, countries]) => [
              id,
              { words: {}, price: null, quantity: null, countries },
            ]),
          ),
        ),
      );
    await foldAll();
    const { entries } = await shown('visitor', 'a1');
    expect(entries.get('interests')).toMatchObject({ products: [{ name: 'p1', soldInCountry: false }] });
    expect(JSON.stringify(entries.get('cart'))).not.toContain('soldInCountry');
  });

  const checkouts = async () =>
    inOneOrder(
      (
        await sql`SELECT started_at AS "startedAt", names, open_step AS open, ordered_at AS ordered
          FROM activity_checkout`.execute(db.database.kysely)
      ).rows,
    );

  it('tells a visit before the login as the user’s, when the login comes later than the fold', async () => {
    await store([told(0, page('/shoes')), told(1, search('red shoes', 0))]);
    await foldAll();
    await store([told(5, identify, { userId: 'u1' })]);
    await foldAll();
    expect((await shown('user', 'u1')).entries.get('searches')).toMatchObject({ searches: [{ query: 'red shoes' }] });
    expect(mergedContributions(await sums()).map(({ kind, count }) => [kind, count])).toEqual([
      ['searched', 1],
      ['searched-none', 1],
      ['visited', 1],
    ]);
  });

  it('shows of an anonymous visitor what that visitor did, also when a page claims a user for it', async () => {
    const claim = { userId: 'boss' };
    await store([
      told(0, page('/a'), { ...claim, anonymousId: 'other' }),
      told(1, page('/b'), claim),
      told(2, product('viewed', 'p1'), claim),
    ]);
    await foldAll();
    const visitor = await shown('visitor', 'a1');
    expect(visitor.isVerified).toBe(false);
    expect(visitor.entries.get('now')).toMatchObject({ page: { path: '/b' }, userId: 'boss', isVerified: false });
    expect((await shown('user', 'boss')).isVerified).toBe(false);
  });

  it('keeps what was added when the events are gone', async () => {
    await store([told(0, page('/a')), told(1, page('/b'))]);
    await foldAll();
    const before = mergedContributions(await sums());
    await sql`DELETE FROM activity_event`.execute(db.database.kysely);
    now = ACTIVITY_T0 + 32 * DAY_MS;
    const later = minute(32 * 24 * 60);
    await store([told(32 * 24 * 60, page('/c'))]);
    await foldAll();
    expect(mergedContributions(await sums()).filter(({ quarterStartMs }) => quarterStartMs < later)).toEqual(before);
  });

  it('leaves nothing of a visitor whose events all turned out to be a user’s', async () => {
    await store([told(0, page('/a'))]);
    await foldAll();
    const before = await contributions();
    await store([told(1, identify, { userId: 'u1' })]);
    await foldAll();
    expect(await contributions()).toBe(before);
  });

  it('sets aside what the database cannot add up, and folds everybody else', async () => {
    const most = 9_223_372_036_854_775_807n;
    await store([told(0, product('viewed', 'p1'), { anonymousId: 'full' }), ...others]);
    const quarter = Math.floor(minute(0) / 900_000) * 900_000;
    await sql`
      INSERT INTO activity_sum (kind, quarter_at, shop_id, key, currency, count, units, minor_units, dwell_ms)
      VALUES ('viewed', ${quarter}::bigint, 'shop-1', 'p1', '', ${String(most)}::bigint, 0, 0, 0)`.execute(
      db.database.kysely,
    );
    const aside: string[] = [];
    const options = { secret: SECRET, now: () => now, limit: 8 };
    const fold = () => foldWithoutPoison(db.database, options, ({ id }) => aside.push(id));
    while (((await fold())?.owners ?? 0) > 0);
    expect(aside).toEqual(['full']);
    for (const { anonymousId } of others) expect((await shown('visitor', anonymousId ?? '')).entries.size).toBe(1);
  });

  it('takes those first whom an agent watches, in half of the room at most, and then those that wait longest', async () => {
    await store([
      told(0, identify, { anonymousId: 'at-home', userId: 'u1' }),
      told(0, page('/x'), { anonymousId: 'guest', messageId: 'guest' }),
      told(0, page('/x'), { anonymousId: 'third', messageId: 'third' }),
    ]);
    await foldAll();
    await watch({ kind: 'user', id: 'u1' }, { kind: 'visitor', id: 'guest' }, { kind: 'visitor', id: 'third' });
    const again = ['at-home', 'guest', 'third'].map((anonymousId) =>
      told(2, page('/y'), { anonymousId, messageId: `${anonymousId} again` }),
    );
    await store(others);
    for (const event of again) await store([event]);
    const next = async (onlyWatched: boolean) =>
      (await inTransaction(db.database.kysely, (trx) => takeUnfolded(trx, { limit: 4, onlyWatched })))?.map(
        ({ id }) => id,
      );
    expect(await next(false)).toEqual(['at-home', 'guest', 'a', 'b']);
    expect(await next(true)).toEqual(['at-home', 'guest', 'third']);
  });

  it('is done by one at a time, and nothing is lost between them', async () => {
    await store([told(0, page('/a'))]);
    const both = await Promise.all([foldSome(), foldSome()]);
    await foldAll();
    expect(both.filter((each) => each !== null && each.owners > 0)).toHaveLength(1);
    expect(mergedContributions(await sums())).toHaveLength(1);
  });
});

/** Before and after the one in the line. */
const others = ['a', 'b', 'c', 'd', 'e'].map((anonymousId) =>
  told(1, page('/x'), { anonymousId, messageId: anonymousId }),
);

const customersOf = (events: readonly ActivityEvent[]): CustomerActivity[] => {
  const resolve = customerResolver(linksOf(events));
  const groups = groupedBy(events, (event) => JSON.stringify(resolve(event)));
  return [...groups.values()].flatMap((own) => foldCustomer(own) ?? []);
};

function expectedSums(events: readonly ActivityEvent[]): Contribution[] {
  const orders = groupedBy(
    events.filter(({ call }) => call.kind === 'order'),
    ({ call }) => (call.kind === 'order' ? call.orderId : ''),
  );
  const sold = [...orders.values()].flatMap((own) => {
    const order = foldOrder(own);
    return order === null ? [] : orderContributions(order);
  });
  return mergedContributions([...customersOf(events).flatMap(customerContributions), ...sold]);
}

const expectedCheckouts = (events: readonly ActivityEvent[]) =>
  inOneOrder(
    customersOf(events)
      .flatMap(({ checkouts }) => checkouts)
      .map(({ startedAtMs, steps, status }) => ({
        startedAt: startedAtMs,
        names: steps.map(({ name }) => name),
        open: status.kind === 'open' ? status.step : null,
        ordered: status.kind === 'ordered' ? status.atMs : null,
      })),
  );

const inOneOrder = (rows: readonly unknown[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
