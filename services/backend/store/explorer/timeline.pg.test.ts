import { sql } from 'kysely';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { pruneTimeline } from './prune-timeline';
import { recentWrites, standingsOf } from './recent-writes';
import { readTimeline, timelineEnds, type TimelineFilter } from './read-timeline';
import { storeTimeline, type TimelineWrite } from './write-timeline';

const NOW = Date.parse('2026-03-12T12:00:00.000Z');
const [DOCUMENT, MAP] = [`ET${'a'.repeat(32)}`, `MP${'b'.repeat(32)}`];

const ours = (more: Partial<TimelineWrite> = {}): TimelineWrite => ({
  ...{ atMs: NOW, deed: 'update', kind: 'document', sid: DOCUMENT, name: 'board', itemKey: null },
  ...{ identity: 'backend', revision: '1', bytes: 10, status: 200, told: null },
  ...more,
});
/** What a webhook tells, with the number of its event. */
const told = (eventKey: string, more: Partial<TimelineWrite> = {}, isByRest = false): TimelineWrite => ({
  ...ours({ status: null, identity: isByRest ? 'system' : 'app' }),
  ...more,
  told: { eventKey, isByRest, plainKey: more.itemKey ?? null },
});
const restTold = (eventKey: string, more: Partial<TimelineWrite> = {}) => told(eventKey, more, true);

const ALL: TimelineFilter = {
  ...{ after: null, before: null, fromMs: 0, toMs: null, object: null, kind: null, identity: null, deed: null },
  limit: 100,
};

describe.each(ENGINES)('the timeline of Sync, on %s', (engine, open) => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(() => db.clear());

  const store = (...writes: TimelineWrite[]) => storeTimeline(db.database.kysely, writes);
  const read = (filter: Partial<TimelineFilter> = {}) => readTimeline(db.database.kysely, { ...ALL, ...filter });
  const names = async (filter: Partial<TimelineFilter> = {}) => (await read(filter)).map(({ name }) => name);

  it('is told as it was stored, the newest first, and pages go on in both directions without a gap', async () => {
    await store(...['a', 'b', 'c'].map((name) => ours({ name })));
    await store(ours({ name: 'd' }), told('1', { name: 'e', sid: MAP, kind: 'map', itemKey: 'k' }));
    const [e, d] = await read({ limit: 2 });
    expect(e).toEqual({
      ...{ id: e?.id, atMs: NOW, deed: 'update', kind: 'map', sid: MAP, name: 'e', itemKey: 'k' },
      ...{ identity: 'app', revision: '1', bytes: 10, status: null },
    });
    expect(await names({ before: d?.id ?? '', limit: 2 })).toEqual(['c', 'b']);
    const [, , , , a] = await read();
    expect(await names({ after: a?.id ?? '', limit: 3 })).toEqual(['b', 'c', 'd']);
    expect(await names({ after: e?.id ?? '' })).toEqual([]);
  });

  it('is asked by object, kind, identity, deed and span', async () => {
    await store(
      ours({ name: 'queue.a', atMs: NOW - 10 }),
      ours({ name: 'queue.b', deed: 'create', sid: null, status: 429 }),
      told('1', { name: 'queue', sid: MAP, kind: 'map' }),
      told('2', { name: 'queue_', identity: 'backend' }),
    );
    expect(await names({ object: 'queue.' })).toEqual(['queue.b', 'queue.a']);
    expect(await names({ object: 'Queue' })).toEqual([]);
    expect(await names({ object: MAP })).toEqual(['queue']);
    expect(await names({ kind: 'map' })).toEqual(['queue']);
    expect(await names({ deed: 'create' })).toEqual(['queue.b']);
    expect(await names({ identity: 'app' })).toEqual(['queue']);
    // A token may bear any name, ours too.
    expect(await names({ identity: 'backend' })).toEqual(['queue.b', 'queue.a']);
    expect(await names({ toMs: NOW })).toEqual(['queue.a']);
    expect(await names({ fromMs: NOW, object: 'queue.' })).toEqual(['queue.b']);
  });

  it('has once what a webhook tells twice, and apart what it tells of an item that was made anew', async () => {
    const item = { sid: MAP, kind: 'map', itemKey: 'k', revision: '0', deed: 'create' } as const;
    await store(told('map_item_added 1', item), told('map_item_added 1', item));
    await store(told('map_item_added 1', item), told('map_item_added 7', item));
    expect(await read()).toHaveLength(2);
  });

  it('has our own writes once, although a webhook tells of them too, and others over REST as they are', async () => {
    const item = { sid: MAP, kind: 'map', itemKey: 'k' } as const;
    await store(
      ours({ revision: '1' }),
      ours({ ...item, revision: '5' }),
      ours({ ...item, deed: 'remove', revision: null, status: 204 }),
      // Nobody knows whether it happened: a webhook of REST says that it did.
      ours({ deed: 'create', sid: DOCUMENT, revision: null, status: null }),
    );
    await store(
      restTold('1', { revision: '1', atMs: NOW + 900 }),
      restTold('2', { ...item, revision: '5' }),
      restTold('3', { ...item, deed: 'remove', revision: '6' }),
      restTold('4', { deed: 'create', revision: '0' }),
    );
    expect((await read()).map(({ identity }) => identity)).toEqual(Array(4).fill('backend'));
    await store(
      restTold('5', { revision: '2' }),
      restTold('6', { ...item, itemKey: 'other', revision: '5' }),
      told('7', { revision: '1' }),
      restTold('8', { revision: '1', atMs: NOW + 120_000 }),
    );
    expect((await read({ limit: 4 })).map(({ identity }) => identity)).toEqual(['system', 'app', 'system', 'system']);
  });

  it('takes nothing of somebody else for ours because Sync refused ours', async () => {
    await store(ours({ revision: null, status: 412 }), ours({ revision: null, status: 429 }));
    await store(restTold('1', { revision: '4' }));
    expect(await read({ identity: 'system' })).toHaveLength(1);
  });

  it('holds whatever Unicode a name or a key has, literally where the database can', async () => {
    const key = `a\0b\ud800\u202e"'\\é😀`;
    await store(ours({ name: key, itemKey: key, identity: key }), told('1', { name: key, itemKey: key }));
    expect(await read({ object: 'a\0b' })).toMatchObject(
      Array(2).fill({ name: `a\ufffdb\ufffd\u202e"'\\é😀`, itemKey: `a\ufffdb\ufffd\u202e"'\\é😀` }),
    );
  });

  it('loses what is too old and what there is no room for, the oldest first and a little at a time', async () => {
    const at = (n: number) => ours({ name: String(n), atMs: NOW + n });
    await store(...[1, 2, 3, 4, 5, 6, 7, 8].map(at));
    const prune = (beforeMs: number, mostRows: number, limit = 100) =>
      pruneTimeline(db.database.kysely, { beforeMs, mostRows, limit });
    expect(await prune(NOW + 4, 100, 2)).toBe(2);
    expect(await prune(NOW + 4, 100, 2)).toBe(1);
    expect(await names()).toEqual(['8', '7', '6', '5', '4']);
    expect(await prune(0, 2)).toBe(3);
    expect(await names()).toEqual(['8', '7']);
    expect(await timelineEnds(db.database.kysely)).toEqual({ firstAtMs: NOW + 7, rows: 2 });
    expect([await prune(NOW + 100, 2), await timelineEnds(db.database.kysely)]).toEqual([2, null]);
  });

  it('counts by object and by who told, with what Sync refused apart, and what the outbox still has to write', async () => {
    const { kysely } = db.database;
    await store(
      ours({ atMs: NOW - 1 }),
      ...[ours({ bytes: 900 }), ours({ status: 429, bytes: 2_000 }), ours({ status: 412 }), ours({ status: null })],
      ...[told('1', { name: null }), told('2', { bytes: 5 })],
      ...['a', 'b', 'b'].map((name) => ours({ deed: 'create', sid: null, name, status: 429, revision: null })),
    );
    const counted = await recentWrites(kysely, NOW);
    const board = { kind: 'document', sid: DOCUMENT, name: 'board' };
    expect(counted).toHaveLength(4);
    expect(counted).toEqual(
      expect.arrayContaining([
        { ...board, isTold: false, writes: 2, throttled: 1, bytes: 2_000 },
        { ...board, isTold: true, writes: 2, throttled: 0, bytes: 10 },
        { ...board, sid: null, name: 'b', isTold: false, writes: 0, throttled: 2, bytes: 10 },
      ]),
    );
    await sql`
      INSERT INTO sync_object (object_key, kind, version, synced, last_error, sid) VALUES
        ('board', 'document', 5, 3, NULL, ${DOCUMENT}), ('broken', 'map', 2, 0, 'HTTP 400', NULL), ('calm', 'list', 1, 1, NULL, NULL),
        ('someone', 'permissions', 1, 0, 'HTTP 400', NULL)`.execute(kysely);
    expect(await standingsOf(kysely, ['board', 'unknown'])).toEqual([
      { ...board, waiting: 2, lastError: null },
      { kind: 'map', sid: null, name: 'broken', waiting: 2, lastError: 'HTTP 400' },
    ]);
  });

  // With one connection there is one transaction at a time.
  if (engine === 'PostgreSQL') {
    it('shows no row before all with a lower id, whichever process stores first', async () => {
      const { kysely } = db.database;
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      let began = (): void => undefined;
      const hasBegun = new Promise<void>((resolve) => (began = resolve));
      const slow = kysely.transaction().execute(async (trx) => {
        await storeTimeline(trx, [ours({ name: 'first' })]);
        began();
        await held;
      });
      await hasBegun;
      const fast = store(ours({ name: 'second' }));
      const waits = async (): Promise<boolean> =>
        (await sql`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`.execute(kysely)).rows.length > 0;
      while (!(await waits()));
      expect(await names()).toEqual([]);
      release();
      await Promise.all([slow, fast]);
      expect(await names()).toEqual(['second', 'first']);
    });
  }
});
