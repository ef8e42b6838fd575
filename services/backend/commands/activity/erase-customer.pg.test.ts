import { sql } from 'kysely';
import type { ActivityEvent } from '../../domain/activity/activity-event';
import { storeActivity } from '../../ingest/activity/activity-ingest';
import { foldMarked } from '../../ingest/activity/fold-activity';
import { opaqueKeys } from '../../store/activity/opaque-keys';
import { installationSecret } from '../../store/activity/shops';
import { insertSyncChanges, listSyncChanges, type SyncChange } from '../../store/activity/sync-changes';
import { storeTimeline, type TimelineWrite } from '../../store/explorer/write-timeline';
import { inTransaction } from '../../store/transaction';
import { euros, identify, minute, order, page, search, step, told, toldProduct } from '../../testing/activity-events';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { createEraseCustomer, type EraseCustomer } from './erase-customer';

const NOW = minute(200);
const SHOP = 'shop-1';
const admin = { identity: 'ada', actor: 'ada', roles: ['admin'], workerSid: null };
const ALL_CHANGES = { objectName: null, identity: null, fromMs: 0, toMs: null, limit: 100, offset: 0 };
const ana = { userId: 'ana' };
const bob = { userId: 'bob' };
const bought = order('completed', 'o1', { products: [toldProduct('p1', { price: euros(500) })] });

/** Ana's events before and after her login; then Bob's, in the same browser. */
const HISTORY: readonly ActivityEvent[] = [
  told(0, page('/shoes')),
  told(1, search('secret wish', 0)),
  told(2, identify, ana),
  told(3, step('viewed', 1, 'c1'), ana),
  told(4, bought, { anonymousId: null, ...ana }),
  told(60, page('/hats')),
  told(59, identify, bob),
  told(61, page('/caps'), bob),
];

/** The same in the timeline, which has no data. */
const writeOf = ({ objectName, objectSid, itemKey, revision }: SyncChange): TimelineWrite => ({
  ...{ atMs: NOW, deed: 'update', kind: 'map', sid: objectSid, name: objectName, itemKey, identity: 'app' },
  ...{ revision, bytes: 10, status: null, told: { eventKey: revision, isByRest: false, plainKey: itemKey } },
});

describe.each(ENGINES)('erasing a customer on %s', (_name, open) => {
  let db: TestDatabase;
  let erase: EraseCustomer;
  let marked: string[];
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.clear();
    marked = [];
    erase = createEraseCustomer({ database: db.database, now: () => NOW, onMarked: (keys) => marked.push(...keys) });
    await tell(HISTORY);
  });

  async function tell(events: readonly ActivityEvent[]): Promise<void> {
    await inTransaction(db.database.kysely, (trx) => storeActivity(trx, events));
    while (((await foldMarked(db.database, { secret: 's', now: () => NOW, limit: 100 }))?.owners ?? 0) > 0);
  }
  const rows = async (table: string) =>
    (await sql<Record<string, unknown>>`SELECT * FROM ${sql.table(table)} ORDER BY 1, 2, 3`.execute(db.database.kysely))
      .rows;
  const everything = async (): Promise<string> => {
    const tables = ['event', 'link', 'contribution', 'customer', 'checkout', 'reader', 'unfolded'];
    return JSON.stringify(await Promise.all(tables.map((table) => rows(`activity_${table}`))));
  };

  it('leaves nothing that tells of the user, and everything of who used the same browser', async () => {
    expect(await everything()).toMatch(/ana.*secret wish/);
    await erase(admin, { shopId: SHOP, userId: 'ana' });
    await tell([]);
    expect(await everything()).not.toMatch(/ana|secret wish|o1/);
    expect((await rows('activity_event')).map(({ at }) => at)).toEqual([minute(59), minute(60), minute(61)]);
    expect(await everything()).toMatch(/bob/);
  });

  it('leaves the sums as they were, also when the shop tells of the order once more', async () => {
    const before = await rows('activity_sum');
    await erase(admin, { shopId: SHOP, userId: 'ana' });
    await tell([told(90, order('refunded', 'o1'), { anonymousId: null, userId: 'server' })]);
    expect(await rows('activity_sum')).toEqual(before);
    expect(await rows('activity_checkout')).toMatchObject([{ started_at: minute(3), owner_kind: 'visitor' }]);
  });

  it("takes what others wrote of the user in Sync: into the customer's Maps, and by the shop's app", async () => {
    const secret = await installationSecret(db.database.kysely, 'activity');
    const mapOf = (by: string, owner: { kind: 'user' | 'visitor'; id: string }) =>
      `customer.${opaqueKeys(by).ofCustomer({ shopId: SHOP, ...owner })}`;
    const app = `shop-app.${opaqueKeys(secret).ofShopApp(SHOP)}`;
    const anas = { kind: 'user', id: 'ana' } as const;
    const wrote = (objectName: string, itemKey: string, data: object | null): SyncChange => ({
      ...{ objectSid: `MP${'b'.repeat(32)}`, eventType: 'map_item_updated', revision: String((number += 1)) },
      ...{ objectName, itemKey, identity: 'app', endpointId: null, receivedAtMs: NOW },
      data: data === null ? null : JSON.stringify(data),
    });
    let number = 0;
    const gone = [
      // As it was folded here, and as this installation names it.
      ...['s', secret].map((by) => wrote(mapOf(by, anas), 'now', { page: '/' })),
      wrote(mapOf(secret, { kind: 'visitor', id: 'a1' }), 'now', { page: '/' }),
      ...[wrote(app, 'ana', null), wrote(app, 'k', { by: ['x', { who: 'ana' }] }), wrote(app, 'k', { ana: 'ana' })],
    ];
    const kept = [
      ...[wrote(mapOf(secret, { kind: 'user', id: 'bob' }), 'now', { page: '/' }), wrote(app, 'bob', { who: 'bob' })],
      ...[wrote(app, 'banana', { who: 'anabel', ana: 1 }), wrote('product.1', 'ana', { who: 'ana' })],
    ];
    await insertSyncChanges(db.database.kysely, [...gone, ...kept]);
    await storeTimeline(db.database.kysely, [...gone, ...kept].map(writeOf));
    await erase(admin, { shopId: SHOP, userId: 'ana' });
    const left = (await listSyncChanges(db.database.kysely, ALL_CHANGES)).map(({ revision }) => revision);
    expect(left.sort()).toEqual(kept.map(({ revision }) => revision).sort());
    const names = (await rows('sync_timeline')).map(({ name, item_key }) => [name, item_key]);
    // What is in an item is in no timeline: two of those that are gone name nobody there.
    expect(names).toEqual([...gone.slice(4), ...kept].map(({ objectName, itemKey }) => [objectName, itemKey]));
  });

  it('takes what the app wrote of a user whose id is a number, as a number and as a text', async () => {
    const secret = await installationSecret(db.database.kysely, 'activity');
    const app = `shop-app.${opaqueKeys(secret).ofShopApp(SHOP)}`;
    const wrote = (revision: string, data: object): SyncChange => ({
      ...{ objectSid: `MP${'b'.repeat(32)}`, eventType: 'map_item_updated', revision, objectName: app, itemKey: 'k' },
      ...{ identity: 'app', endpointId: null, receivedAtMs: NOW, data: JSON.stringify(data) },
    });
    await insertSyncChanges(db.database.kysely, [
      ...[wrote('1', { customer: 4711 }), wrote('2', { customer: '4711' }), wrote('3', { customer: 47110 })],
    ]);
    await erase(admin, { shopId: SHOP, userId: '4711' });
    expect((await listSyncChanges(db.database.kysely, ALL_CHANGES)).map(({ revision }) => revision)).toEqual(['3']);
  });

  it('takes the Map from the agents who read it', async () => {
    const customerKey = opaqueKeys('s').ofCustomer({ shopId: SHOP, kind: 'user', id: 'ana' });
    const workerSid = `WK${'1'.repeat(32)}`;
    await sql`
      INSERT INTO activity_reader (customer_key, worker_sid, task_sid, since)
      VALUES (${customerKey}, ${workerSid}, 'WT1', 0)`.execute(db.database.kysely);
    await erase(admin, { shopId: SHOP, userId: 'ana' });
    expect(marked.sort()).toEqual([`customer.${customerKey}`, `permissions.${workerSid}`]);
    expect(await rows('activity_reader')).toEqual([]);
  });

  it('is on record without the user, and nobody’s but an admin’s to do', async () => {
    await erase(admin, { shopId: SHOP, userId: 'ana' });
    const audit = await rows('audit');
    expect(audit).toMatchObject([{ actor: 'ada', action: 'customer.erase' }]);
    expect(JSON.stringify(audit)).not.toContain('ana');
    const supervisor = { ...admin, roles: ['supervisor'] };
    await expect(erase(supervisor, { shopId: SHOP, userId: 'bob' })).rejects.toMatchObject({ code: 'not_admin' });
  });
});
