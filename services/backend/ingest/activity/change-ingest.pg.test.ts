import { sql } from 'kysely';
import { pruneActivity } from '../../store/activity/activity-retention';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { createChangeIngest, type ChangeIngest, type ChangeOutcome } from './change-ingest';

const NOW = Date.parse('2026-03-12T12:00:00.000Z');
const HOME = { accountSid: `AC${'1'.repeat(32)}`, syncServiceSid: `IS${'2'.repeat(32)}` };
const KEY = '0123456789abcdef0123456789abcdef';
const COMMON = { AccountSid: HOME.accountSid, ServiceSid: HOME.syncServiceSid, Identity: 'app', EndpointId: 'twi1-1' };

/** An item of a product's Map that the app changed for the n-th time. */
const update = (n: number, more: Record<string, string> = {}): Record<string, string> => ({
  ...COMMON,
  ...{ EventType: 'map_item_updated', MapSid: `MP${'b'.repeat(32)}`, MapUniqueName: `product.${KEY}` },
  ...{ EventId: String(n), ItemRevision: String(n), ItemKey: 'price', ItemData: JSON.stringify({ price: n }) },
  ...more,
});

describe.each(ENGINES)('what others change in Sync, on %s', (_name, open) => {
  let db: TestDatabase;
  let ingest: ChangeIngest;
  let now: number;
  let reasons: string[];

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.clear();
    now = NOW;
    reasons = [];
    ingest = newIngest();
  });
  afterEach(() => ingest.close());

  const newIngest = () =>
    createChangeIngest({
      ...{ database: db.database, clock: { now: () => now }, home: HOME },
      onDead: (reason) => void reasons.push(reason),
    });
  const acceptAll = (forms: readonly Record<string, string>[], by = ingest): Promise<ChangeOutcome[]> =>
    Promise.all(forms.map((form) => by.accept(form)));
  const rows = async () =>
    (
      await sql<
        Record<string, unknown>
      >`SELECT * FROM sync_change ORDER BY length(revision), revision, event_type`.execute(db.database.kysely)
    ).rows;
  const dead = async () =>
    (await sql<Record<string, unknown>>`SELECT * FROM sync_change_dead ORDER BY reason`.execute(db.database.kysely))
      .rows;

  it('is stored as it was told, by whom and when', async () => {
    expect(await ingest.accept(update(7))).toBe('stored');
    expect(await rows()).toEqual([
      {
        ...{ object_sid: `MP${'b'.repeat(32)}`, object_name: `product.${KEY}`, event_type: 'map_item_updated' },
        ...{ revision: '7', item_key: 'price', identity: 'app', endpoint_id: 'twi1-1', received_at: NOW },
        data: '{"price":7}',
      },
    ]);
  });

  it('is one row however often and wherever it arrives, in one transaction and later, and the first one stays', async () => {
    const another = newIngest();
    const outcomes = [
      ...(await acceptAll([update(1), update(2), update(1)])),
      ...(await acceptAll([update(1), update(2), update(3)], another)),
    ];
    now += 1_000;
    outcomes.push(...(await acceptAll([update(3)])));
    await another.close();
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(4);
    expect((await rows()).map(({ revision, received_at }) => [revision, received_at])).toEqual([
      ['1', NOW],
      ['2', NOW],
      ['3', NOW],
    ]);
  });

  it('is told apart by the type, the object and the number of the event', async () => {
    const others = [
      update(1),
      update(1, { EventType: 'map_item_added' }),
      update(1, { MapSid: `MP${'c'.repeat(32)}` }),
      update(2),
    ];
    expect(await acceptAll(others)).toEqual(['stored', 'stored', 'stored', 'stored']);
    expect(await rows()).toHaveLength(4);
  });

  it('is not stored when we wrote it, nor when it is about nothing of the tracker', async () => {
    const ours = update(1, { Identity: 'system', EndpointId: '' });
    expect(await acceptAll([ours, update(2, { MapUniqueName: 'queue-index' })])).toEqual(['own', 'other']);
    expect([await rows(), await dead()]).toEqual([[], []]);
  });

  it('is kept without its content when it cannot be used, once, and holds up nobody', async () => {
    const broken = update(2, { ItemData: '{"secret":' });
    const reordered = Object.fromEntries(Object.entries(broken).reverse());
    expect(await acceptAll([update(1), broken, reordered, update(3)])).toEqual([
      ...['stored', 'dead', 'duplicate', 'stored'],
    ]);
    const kept = await dead();
    expect(kept).toEqual([
      {
        ...{
          id: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
          reason: 'its ItemData is no JSON',
          received_at: NOW,
        },
        size_bytes: expect.any(Number) as number,
      },
    ]);
    expect(JSON.stringify(kept)).not.toContain('secret');
    expect(reasons).toEqual(['its ItemData is no JSON']);
  });

  it('is kept aside with the reason when the database refuses it, and what came with it is stored', async () => {
    await sql`ALTER TABLE sync_change ADD CONSTRAINT no_13 CHECK (revision <> '13')`.execute(db.database.kysely);
    try {
      expect(await acceptAll([update(12), update(13), update(14)])).toEqual(['stored', 'dead', 'stored']);
      expect(reasons).toEqual(['it cannot be stored: SQLSTATE 23514']);
      expect((await dead()).map(({ reason }) => reason)).toEqual(reasons);
    } finally {
      await sql`ALTER TABLE sync_change DROP CONSTRAINT no_13`.execute(db.database.kysely);
    }
  });

  it('is masked before it is stored', async () => {
    const personal = { note: 'write ana@shop.example', email: 'x', url: 'https://x.example/p?token=1' };
    await ingest.accept(update(1, { ItemData: JSON.stringify(personal), ItemKey: '+49 151 1234567' }));
    const [row] = await rows();
    expect(row).toMatchObject({ item_key: '•••', data: '{"note":"write •••","url":"/p"}' });
  });

  it('can hold whatever Unicode there is', async () => {
    await ingest.accept(update(1, { ItemKey: 'a\0b', ItemData: '{"t":"\\u0000\\ud800é"}', Identity: 'Zoë\0' }));
    expect(await rows()).toMatchObject([
      { item_key: 'a\ufffdb', identity: 'Zoë\ufffd', data: '{"t":"\ufffd\ufffdé"}' },
    ]);
  });

  it('goes with the events of its age', async () => {
    await acceptAll([update(1), update(2, { ItemData: '1' })]);
    now += 10;
    await acceptAll([update(3), update(4, { ItemData: '1' })]);
    await pruneActivity(db.database.kysely, { eventsBefore: NOW + 10, sumsBefore: 0, limit: 100 });
    expect((await rows()).map(({ revision }) => revision)).toEqual(['3']);
    expect(await dead()).toHaveLength(1);
  });
});
