import fc from 'fast-check';
import { sql } from 'kysely';
import { outboxKey, queueDocument, type OutboxObject } from '@flex-sync-suite/shared/contract';
import { queueSid, workerSid } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { changedParts } from './changed-parts';
import { readOutboxState, renewalsDue } from './outbox-state';
import { complete, fail, type Completion } from './settle-objects';
import { priorityOf, queueObjectKey } from './sync-keys';
import {
  claim,
  markUnverified,
  markDirty,
  nextClaimAt,
  releaseLeases,
  type ClaimedObject,
  type ClaimOptions,
} from './sync-objects';
import { inTransaction, type Queryable } from '../transaction';

const worker = { workerSid: workerSid(1) };
const KEY = '1'.repeat(32);
const ONE_OF_EACH_KIND: { readonly [K in OutboxObject['kind']]: Extract<OutboxObject, { readonly kind: K }> } = {
  queue: { kind: 'queue', taskQueueSid: queueSid(1) },
  'queue-trend': { kind: 'queue-trend', taskQueueSid: queueSid(1) },
  'queue-group': { kind: 'queue-group', groupId: 'g-1' },
  'queue-brief': { kind: 'queue-brief', taskQueueSid: queueSid(1) },
  'agent-queues': { kind: 'agent-queues', ...worker },
  'queue-index': { kind: 'queue-index' },
  'queue-alerts': { kind: 'queue-alerts' },
  heartbeat: { kind: 'heartbeat' },
  'recent-calls': { kind: 'recent-calls', ...worker },
  favorites: { kind: 'favorites', ...worker },
  'response-list': { kind: 'response-list', libraryId: 'team00000001', n: 0 },
  response: { kind: 'response', responseId: 'team00000001.response0001' },
  customer: { kind: 'customer', customerKey: KEY },
  product: { kind: 'product', productKey: KEY },
  'product-page': { kind: 'product-page', pageKey: KEY },
  'checkout-step': { kind: 'checkout-step', step: 1 },
  'activity-summary': { kind: 'activity-summary', window: 'now' },
  'worker-attributes': { kind: 'worker-attributes', ...worker },
  permissions: { kind: 'permissions', identity: workerSid(1) },
  readers: { kind: 'readers', likeObject: 'queue-index' },
};

describe.each(ENGINES)('the outbox on %s', (name, open) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(() => db.clear());

  const kysely = () => db.database.kysely;
  const claimAt = (now: number, more: Partial<ClaimOptions> = {}): Promise<ClaimedObject[]> =>
    claim(kysely(), { owner: 'a', limit: 10, leaseMs: 3_000, now, ...more });
  const keysAt = async (now: number, more: Partial<ClaimOptions> = {}) =>
    (await claimAt(now, more)).map(({ key }) => key).sort();
  const written = (object: ClaimedObject, more: object = {}): Completion => ({
    key: object.key,
    owner: 'a',
    version: object.version,
    sid: 's1',
    revision: 'r1',
    payloadHash: 'h1',
    payloadV: object.version,
    nextAt: 0,
    expiresAt: null,
    ...more,
  });

  it('gives a marked object to one claimer until the lease ends', async () => {
    await markDirty(kysely(), ['x'], 100);
    expect(await claimAt(200)).toEqual([
      {
        key: 'x',
        kind: 'document',
        version: 1,
        synced: 0,
        changes: null,
        dirtySince: 100,
        attempts: 0,
        sid: null,
        revision: null,
        payloadHash: null,
        payloadV: null,
        expiresAt: null,
        rank: 0,
        setAside: null,
        refusals: 0,
        lastError: null,
      },
    ]);
    expect(await keysAt(3_199, { owner: 'b' })).toEqual([]);
    expect(await keysAt(3_200, { owner: 'b' })).toEqual(['x']);
  });

  it('carries many marks in one claim, and keeps what was marked since the claim', async () => {
    for (const now of [100, 110, 120]) await markDirty(kysely(), ['x', 'y'], now);
    const [x] = await claimAt(130, { keys: ['x'] });
    expect(x).toMatchObject({ version: 3, synced: 0, dirtySince: 100 });
    await markDirty(kysely(), ['x'], 140);
    await complete(kysely(), [written(x!, { nextAt: 500, expiresAt: 9_000 })], 150);
    expect(await keysAt(499)).toEqual(['y']);
    expect(await claimAt(500)).toEqual([
      expect.objectContaining({ key: 'x', version: 4, synced: 3, revision: 'r1', payloadV: 3, expiresAt: 9_000 }),
    ]);
  });

  it('tells which items changed since an object was written, as long as every mark said so', async () => {
    const mark = (...items: readonly string[]): Promise<void> =>
      markDirty(kysely(), ['x', 'y'], 0, { changed: new Map([['x', new Set(items)]]) });
    const claimed = async (key: string): Promise<ClaimedObject> =>
      (await claimAt(10_000, { leaseMs: 0, keys: [key] }))[0]!;
    const changed = async (key: string): Promise<string[] | null> => {
      const parts = changedParts(await claimed(key));
      return parts && [...parts].sort();
    };
    await mark('1');
    await mark('2', '3');
    expect([await changed('x'), await changed('y')]).toEqual([['1', '2', '3'], null]);
    const before = await claimed('x');
    await mark('1', '4');
    await complete(kysely(), [written(before)], 0);
    expect(await changed('x')).toEqual(['1', '4']);
    await markDirty(kysely(), ['x'], 0);
    await mark('5');
    expect(await changed('x')).toBeNull();
    await complete(kysely(), [written(await claimed('x'))], 0);
    for (let item = 0; item < 200; item += 1) await mark(`an item with a number, ${item}`);
    expect(await changed('x')).toBeNull();
    await complete(kysely(), [written(await claimed('x'))], 0);
    await mark(...Array.from({ length: 200 }, (_, item) => String(item)));
    expect(await changed('x')).toBeNull();
  });

  it('never lowers the payload’s v, nor forgets it', async () => {
    await markDirty(kysely(), ['x'], 1);
    for (const [payloadV, expected] of [
      [7, 7],
      [3, 7],
      [null, 7],
      [8, 8],
    ]) {
      const [x] = await claimAt(10);
      await complete(kysely(), [written(x!, { payloadV })], 0);
      await markDirty(kysely(), ['x'], 11);
      const [again] = await claimAt(12);
      expect(again?.payloadV).toBe(expected);
      await releaseLeases(kysely(), 'a');
    }
  });

  it('keeps a failed object dirty, counts its failures and waits', async () => {
    await markDirty(kysely(), ['x'], 100);
    await claimAt(100);
    await fail(kysely(), [{ key: 'x', owner: 'a', nextAt: 900, error: 'HTTP 429' }], 0);
    expect(await keysAt(899)).toEqual([]);
    expect(await nextClaimAt(kysely())).toBe(900);
    const [x] = await claimAt(900);
    expect(x).toMatchObject({ attempts: 1, dirtySince: 100 });
    await complete(kysely(), [written(x!)], 0);
    await markDirty(kysely(), ['x'], 1_000);
    expect(await claimAt(1_000)).toEqual([expect.objectContaining({ attempts: 0, dirtySince: 1_000 })]);
  });

  it('does not let a claimer whose lease ran out free another one’s claim', async () => {
    await markDirty(kysely(), ['x'], 0);
    const [late] = await claimAt(0);
    await claimAt(5_000, { owner: 'b' });
    await complete(kysely(), [written(late!)], 0);
    await fail(kysely(), [{ key: 'x', owner: 'a', nextAt: 0, error: 'late' }], 0);
    expect(await keysAt(5_001, { owner: 'c' })).toEqual([]);
  });

  it('releases what one process holds and nothing else', async () => {
    await markDirty(kysely(), ['x', 'y'], 0);
    await claimAt(0, { keys: ['x'] });
    await claimAt(0, { keys: ['y'], owner: 'b' });
    await releaseLeases(kysely(), 'a');
    expect(await keysAt(1, { owner: 'c' })).toEqual(['x']);
  });

  it('tells the oldest change that is not in Sync, and lives that end soon', async () => {
    expect(await readOutboxState(kysely())).toMatchObject({ watched: null, lowPriority: null });
    await markDirty(kysely(), ['x'], 50);
    await markDirty(kysely(), ['y'], 60);
    await markDirty(kysely(), [`worker-attributes.WK${'1'.repeat(32)}`], 40);
    expect(await readOutboxState(kysely())).toMatchObject({ watched: 50, lowPriority: 40 });
    const [x] = await claimAt(70, { keys: ['x'] });
    await complete(kysely(), [written(x!, { expiresAt: 1_000 })], 0);
    expect(await readOutboxState(kysely())).toMatchObject({ watched: 60, lowPriority: 40 });
    const due = (board: number) => renewalsDue(kysely(), { board, library: 0, calls: 0 }, 10);
    expect(await due(999)).toEqual([]);
    expect(await due(1_000)).toEqual(['x']);
  });

  it('asks for renewals by how long an object lives, of libraries a few at a time', async () => {
    const responses = [1, 2, 3].map((n) => `canned-response.team00000001.response000${String(n)}`);
    const own = ['canned-favorites', 'recent-calls'].map((name) => `${name}.WK${'1'.repeat(32)}`);
    const keys = [...responses, ...own, 'queue-index'];
    await markDirty(kysely(), keys, 0);
    for (const [index, object] of (await claimAt(0)).sort((a, b) => (a.key < b.key ? -1 : 1)).entries()) {
      await complete(kysely(), [written(object, { expiresAt: 1_000 - index })], 0);
    }
    const due = (bounds: object, limit = 10) =>
      renewalsDue(kysely(), { board: 0, library: 0, calls: 0, ...bounds }, limit);
    expect(await due({ library: 1_000 })).toEqual([own[0], ...responses]);
    expect(await due({ library: 1_000 }, 2)).toEqual(responses.slice(1));
    expect(await due({ calls: 1_000 })).toEqual([own[1]]);
    expect(await due({ board: 1_000 })).toEqual(['queue-index']);
  });

  it('marks together with the transaction, or not at all', async () => {
    const failing = inTransaction(kysely(), async (trx) => {
      await markDirty(trx, ['x'], 0);
      throw new Error('after the mark');
    });
    await expect(failing).rejects.toThrow('after the mark');
    expect(await keysAt(1)).toEqual([]);
  });

  it('waits for the disk with neither a claim nor an outcome, and with all that comes after', async () => {
    const isWaitingIn = async (trx: Queryable) => {
      const { rows } = await sql<{ value: string }>`
        SELECT current_setting('synchronous_commit') AS value`.execute(trx);
      return rows[0]?.value === 'on';
    };
    const isWaitingAfter = (work: (trx: Queryable) => Promise<unknown>) =>
      inTransaction(kysely(), async (trx) => {
        await work(trx);
        return isWaitingIn(trx);
      });
    await markDirty(kysely(), ['x', 'y'], 0);
    expect(await isWaitingAfter((trx) => markDirty(trx, ['x', 'y'], 0))).toBe(true);
    let claimed: ClaimedObject[] = [];
    const claiming = async (trx: Queryable) => {
      claimed = await claim(trx, { owner: 'a', limit: 10, leaseMs: 3_000, now: 100 });
    };
    expect(await isWaitingAfter(claiming)).toBe(false);
    const [x] = claimed;
    expect(await isWaitingAfter((trx) => complete(trx, [written(x!)], 100))).toBe(false);
    expect(await isWaitingAfter((trx) => fail(trx, [{ key: 'y', owner: 'a', nextAt: 0, error: 'e' }], 100))).toBe(
      false,
    );
    expect(await isWaitingIn(kysely())).toBe(true);
  });

  describe('what has low priority', () => {
    const BULK = [
      'canned-response.team00000001.response0001',
      'canned-responses.team00000001.0',
      `worker-attributes.WK${'1'.repeat(32)}`,
    ];
    const lowPriority = (most: number, first: number) => ({ lowPriority: { most, first }, limit: 3 });

    it('waits while others fill the room, but for the places it is promised', async () => {
      await markDirty(kysely(), [...BULK, 'x1', 'x2', 'x3', 'x4'], 100);
      expect(await keysAt(200, lowPriority(3, 0))).toEqual(['x1', 'x2', 'x3']);
      expect(await keysAt(200, lowPriority(2, 1))).toEqual([BULK[0], BULK[1], 'x4']);
    });

    it('gives way to an edit, also of what was imported and when the edit failed, and takes attributes last', async () => {
      const [response, list, attributes] = BULK as [string, string, string];
      await markDirty(kysely(), [attributes], 50);
      await markDirty(kysely(), [response, list], 100);
      await markDirty(kysely(), [list], 200, { isEdit: true });
      const [edited] = await claimAt(200, lowPriority(0, 0));
      expect(edited).toMatchObject({ key: list, rank: 0 });
      await fail(kysely(), [{ key: list, owner: 'a', nextAt: 300, error: 'HTTP 503', rank: 0 }], 0);
      expect(await claimAt(300, lowPriority(0, 0))).toMatchObject([{ key: list, rank: 0 }]);
      // Claimed for the edit: what is imported meanwhile waits like the rest.
      await markDirty(kysely(), [list], 310);
      await complete(kysely(), [written(edited!, { nextAt: 0 })], 320);
      expect(await keysAt(330, lowPriority(0, 0))).toEqual([]);
      expect(await keysAt(330, lowPriority(1, 1))).toEqual([response]);
      expect(await keysAt(330, lowPriority(1, 1))).toEqual([list]);
      expect(await keysAt(330, lowPriority(1, 1))).toEqual([attributes]);
    });

    it('is the same by key and by row, for objects of every kind', async () => {
      const ours = Object.values(ONE_OF_EACH_KIND).map(outboxKey).sort();
      await markDirty(kysely(), ours, 100, { isEdit: true });
      await claimAt(200, { limit: 100 });
      const { rows } = await sql<{ key: string; rank: number }>`
        SELECT object_key AS key, rank FROM sync_object ORDER BY object_key COLLATE "C"`.execute(kysely());
      expect(rows).toEqual(ours.map((key) => ({ key, rank: priorityOf(key) })));
    });

    it('takes no more than its share of what is free', async () => {
      await markDirty(kysely(), BULK, 100);
      expect(await keysAt(200, lowPriority(0, 0))).toEqual([]);
      expect(await keysAt(200, lowPriority(1, 1))).toEqual([BULK[0]]);
      expect(await keysAt(200, lowPriority(3, 1))).toEqual([BULK[1], BULK[2]]);
    });
  });

  it('is looked at again by whoever claims it once it is in doubt', async () => {
    await markDirty(kysely(), ['x'], 100);
    const [first] = await claimAt(100);
    if (first) await complete(kysely(), [written(first)], 100);
    await markUnverified(kysely(), ['x', 'y'], 200);
    const [x, y] = await claimAt(200);
    expect(x).toMatchObject({ key: 'x', sid: 's1', revision: 'r1', payloadHash: null, payloadV: 2 });
    expect(y).toMatchObject({ key: 'y', sid: null, revision: null });
  });

  it('names queue objects as the contract does', () => {
    expect(queueObjectKey(queueSid(1))).toBe(queueDocument(queueSid(1)).uniqueName);
  });

  // The embedded engine has one connection: nobody marks while it claims.
  if (name === 'PostgreSQL') {
    it('claims objects that are marked while it claims', async () => {
      await markDirty(kysely(), ['a', 'b', 'c'], 0);
      await sql`
        CREATE FUNCTION wait_for_marks() RETURNS trigger LANGUAGE plpgsql
        AS 'BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN new; END'`.execute(kysely());
      await sql`
        CREATE TRIGGER waiting BEFORE UPDATE OF lease_until ON sync_object FOR EACH ROW
        EXECUTE FUNCTION wait_for_marks()`.execute(kysely());
      const claiming = await kysely()
        .transaction()
        .execute(async (trx) => {
          await sql`SELECT pg_advisory_xact_lock(1)`.execute(trx);
          const claimed = inTransaction(kysely(), async (other) => {
            // As where the server knows that the table is large: one object after the other is locked and claimed.
            for (const way of ['hashjoin', 'mergejoin', 'seqscan', 'material']) {
              await sql.raw(`SET LOCAL enable_${way} = off`).execute(other);
            }
            return claim(other, { owner: 'a', limit: 2, leaseMs: 3_000, now: 100 });
          });
          const isWaiting = async () =>
            (await sql`SELECT FROM pg_locks WHERE NOT granted`.execute(trx)).rows.length > 0;
          while (!(await isWaiting())) await new Promise((resolve) => setImmediate(resolve));
          await markDirty(trx, ['b', 'c'], 0);
          return { claimed };
        });
      expect((await claiming.claimed).map(({ key, version }) => [key, version])).toEqual([
        ['a', 1],
        ['b', 2],
      ]);
      await sql`DROP FUNCTION wait_for_marks CASCADE`.execute(kysely());
    });
  }

  it('survives marks, claims and completions of the same objects at once, loses no mark and gives none out twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 }), {
          minLength: 10,
          maxLength: 40,
        }),
        async (marks) => {
          await db.clear();
          const held = new Set<string>();
          let now = 0;
          const project = async (owner: string): Promise<number> => {
            now += 1;
            const objects = await claim(kysely(), { owner, limit: 3, leaseMs: 1e9, now });
            for (const { key } of objects) {
              expect(held.has(key)).toBe(false);
              held.add(key);
            }
            for (const object of objects) {
              held.delete(object.key);
              await complete(kysely(), [written(object, { owner })], 0);
            }
            return objects.length;
          };
          const projectors = ['p', 'q', 'r'].map(async (owner) => {
            let rounds = marks.length;
            while (rounds-- > 0) await project(owner);
          });
          const marking = marks.map((keys) => inTransaction(kysely(), (trx) => markDirty(trx, keys, 0)));
          await Promise.all([...projectors, ...marking]);
          while ((await project('last')) > 0);
          const counts = new Map<string, number>();
          for (const key of marks.flat()) counts.set(key, (counts.get(key) ?? 0) + 1);
          const rows = await kysely().selectFrom('sync_object').select(['object_key', 'version', 'synced']).execute();
          expect(new Map(rows.map((row) => [row.object_key, row.version]))).toEqual(counts);
          expect(rows.every(({ version, synced }) => version === synced)).toBe(true);
        },
      ),
      { numRuns: 10 },
    );
  });
});
