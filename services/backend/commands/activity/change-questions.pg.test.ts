import { insertSyncChanges, type SyncChange } from '../../store/activity/sync-changes';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { createChangeQuestion, type ChangeQuestion } from './change-questions';

const NOW = Date.parse('2026-03-12T12:00:00.000Z');
const DAY_MS = 86_400_000;
const KEY = '0123456789abcdef0123456789abcdef';
const caller = (...roles: string[]) => ({ identity: 'sue', actor: 'sue', roles, workerSid: null });
const isoAt = (ms: number): string => new Date(ms).toISOString();

/** The n-th event of a product's Map, a second after the one before. */
const change = (n: number, more: Partial<SyncChange> = {}): SyncChange => ({
  ...{ objectSid: `MP${'b'.repeat(32)}`, objectName: `product.${KEY}`, eventType: 'map_item_updated' },
  ...{ revision: n.toString(), itemKey: 'price', identity: 'app', endpointId: 'twi1-1' },
  ...{ data: `{"price":${n}}`, receivedAtMs: NOW - 60_000 + n * 1_000, ...more },
});

describe.each(ENGINES)('the changes that others made, on %s', (_name, open) => {
  let db: TestDatabase;
  let ask: ChangeQuestion;
  beforeAll(async () => {
    db = await open();
    ask = createChangeQuestion({ database: db.database, now: () => NOW });
    await insertSyncChanges(db.database.kysely, [
      ...[1, 2, 3, 9, 10].map((n) => change(n)),
      // Of one moment.
      ...[11, 12].map((n) => change(n, { receivedAtMs: NOW - 1_000, identity: 'other' })),
      change(1, {
        ...{ objectSid: `ET${'a'.repeat(32)}`, objectName: 'checkout-step.1', eventType: 'document_removed' },
        ...{ itemKey: null, endpointId: null, data: null, receivedAtMs: NOW - 30 * DAY_MS },
      }),
      change(5, { receivedAtMs: NOW - 30 * DAY_MS - 1 }),
    ]);
  });
  afterAll(() => db.close());

  const all = { limit: 50, offset: 0, format: 'json' } as const;
  const revisions = async (query: object) =>
    (await ask(caller('supervisor'), { ...all, ...query })).rows.map(({ revision }) => Number(revision));

  it('are told to supervisors and admins, and to nobody else', async () => {
    for (const role of ['supervisor', 'admin']) await expect(ask(caller(role), all)).resolves.toBeDefined();
    for (const roles of [['agent'], []]) {
      await expect(ask(caller(...roles), all)).rejects.toMatchObject({ code: 'not_supervisor' });
    }
  });

  it('come the newest first, with all that is known of them, as far as they are kept', async () => {
    expect(await revisions({})).toEqual([12, 11, 10, 9, 3, 2, 1, 1]);
    const { rows, keptSince } = await ask(caller('admin'), all);
    expect(keptSince).toBe(isoAt(NOW - 30 * DAY_MS));
    expect(rows.slice(2, 3)).toEqual([
      {
        ...{ receivedAt: isoAt(NOW - 50_000), eventType: 'map_item_updated', object: `product.${KEY}` },
        ...{
          objectSid: `MP${'b'.repeat(32)}`,
          itemKey: 'price',
          revision: '10',
          identity: 'app',
          endpointId: 'twi1-1',
        },
        data: { price: 10 },
      },
    ]);
    expect(rows.at(-1)).toMatchObject({ object: 'checkout-step.1', itemKey: null, endpointId: null, data: null });
  });

  it.each([
    ['of an object', { object: `product.${KEY}` }, [12, 11, 10, 9, 3, 2, 1]],
    ['of no such object', { object: 'product.' }, []],
    ['of an identity', { identity: 'other' }, [12, 11]],
    ['of both', { object: 'checkout-step.1', identity: 'app' }, [1]],
    ['from an instant on', { from: isoAt(NOW - 50_000) }, [12, 11, 10]],
    ['before an instant', { to: isoAt(NOW - 50_000) }, [9, 3, 2, 1, 1]],
    ['in a range', { from: isoAt(NOW - 58_000), to: isoAt(NOW - 51_000) }, [3, 2]],
    ['since before they are kept', { from: isoAt(NOW - 60 * DAY_MS) }, [12, 11, 10, 9, 3, 2, 1, 1]],
  ])('are those %s', async (_what, query, expected) => {
    expect(await revisions(query)).toEqual(expected);
  });

  it('come in pages that have each of them once', async () => {
    const pages = await Promise.all([0, 3, 6, 9].map((offset) => revisions({ limit: 3, offset })));
    expect(pages).toEqual([[12, 11, 10], [9, 3, 2], [1, 1], []]);
  });

  it.each([
    { from: isoAt(NOW), to: isoAt(NOW) },
    { from: isoAt(NOW), to: isoAt(NOW - 1) },
  ])('are none of a range that does not begin before it ends: %j', async (range) => {
    await expect(revisions(range)).rejects.toMatchObject({ code: 'invalid_range' });
  });
});
