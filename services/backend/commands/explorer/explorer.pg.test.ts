import { sql } from 'kysely';
import type { SyncLooking } from '../../domain/explorer/sync-looking';
import { markDirty } from '../../store/outbox/sync-objects';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { createExplorer, type Explorer } from './explorer';

const SUITE = `IS${'4'.repeat(32)}`;
const WORKER = `WK${'1'.repeat(32)}`;
const [OURS, THEIRS] = [`MP${'1'.repeat(32)}`, `ET${'2'.repeat(32)}`];
const LIFE = { createdBy: 'system', createdAt: '2026-03-02T10:00:30.000Z', updatedAt: '2026-03-02T10:00:30.000Z' };
const ADMIN = { identity: 'ada', roles: ['admin'], workerSid: null, actor: 'ada' };

const never = () => Promise.reject(new Error('not asked in this test'));
const objectOf = (kind: 'map' | 'document', sid: string, uniqueName: string) => ({
  object: { kind, sid, uniqueName, ...LIFE, expiresAt: null, revision: '1', bytes: null },
  ...{ data: kind === 'document' ? { a: 1 } : null, isWhole: true },
});
const looking: SyncLooking = {
  ...{ service: never, objects: never, items: never, permissions: never, setTtl: never, removeItem: never },
  object: (_service, _kind, sid) =>
    Promise.resolve(
      sid === OURS ? objectOf('map', OURS, `recent-calls.${WORKER}`) : objectOf('document', THEIRS, 'theirs'),
    ),
  item: (_of, key) =>
    Promise.resolve({
      item: { key, data: { note: 'secret' }, revision: '7', bytes: 17, ...LIFE, expiresAt: null },
      isWhole: true,
    }),
  writeData: () => Promise.resolve({ outcome: 'changed' }),
};

describe.each(ENGINES.slice(0, 1))('what is done to Sync by hand, on %s', (_name, open) => {
  let db: TestDatabase;
  let explorer: Explorer;
  let marked: string[];
  beforeAll(async () => {
    db = await open();
    marked = [];
    explorer = createExplorer({
      ...{ database: db.database, now: () => 5, looking, lookingAnew: looking, suiteSid: SUITE, furtherServices: [] },
      ...{ roles: ['wfo.full_access'], isLocalTwilio: false },
      budget: { make: (_look, request) => request(), state: () => ({ perSecond: 10, left: 20 }) },
      onMarked: (keys) => marked.push(...keys),
    });
  });
  afterAll(() => db.close());
  const ours = { serviceSid: SUITE, kind: 'map', sid: OURS } as const;
  const theirs = { serviceSid: SUITE, kind: 'document', sid: THEIRS } as const;

  it('is on record with who did it, also what Sync did not do, and a key that no database takes', async () => {
    await explorer.reveal(ADMIN, ours, 'W\0R');
    const edit = { itemKey: null, ifMatch: '1', data: { a: 2 } };
    await expect(explorer.edit(ADMIN, theirs, edit)).rejects.toMatchObject({
      kind: 'conflict',
      details: { current: { revision: '1', data: { a: 1 } } },
    });
    await expect(explorer.edit(ADMIN, ours, { ...edit, itemKey: 'k' })).rejects.toMatchObject({
      code: 'kept_by_suite',
    });
    await expect(explorer.writeAgain(ADMIN, ours)).rejects.toMatchObject({ code: 'not_in_outbox' });
    await markDirty(db.database.kysely, [`recent-calls.${WORKER}`], 1);
    await explorer.writeAgain(ADMIN, ours);
    expect(marked).toEqual([`recent-calls.${WORKER}`]);
    const { rows } = await sql<{ line: string }>`
      SELECT actor || ' ' || action || ' ' || resource AS line FROM audit ORDER BY action`.execute(db.database.kysely);
    expect(rows.map(({ line }) => line)).toEqual([
      `ada sync.edit ${SUITE} ${THEIRS}`,
      `ada sync.edit-kept ${SUITE} ${THEIRS}`,
      `ada sync.reveal ${SUITE} ${OURS} W\ufffdR`,
      `ada sync.write-again ${SUITE} ${OURS}`,
    ]);
  });

  it('is for admins and the roles that were named', async () => {
    const who = (role: string) => ({ ...ADMIN, roles: [role] });
    for (const role of ['agent', 'supervisor']) {
      await expect(explorer.reveal(who(role), ours, 'k')).rejects.toMatchObject({ code: 'not_explorer' });
      await expect(explorer.findings(who(role), SUITE)).rejects.toMatchObject({ code: 'not_explorer' });
    }
    expect(await explorer.reveal(who('wfo.full_access'), ours, 'k')).toEqual({
      revision: '7',
      data: { note: 'secret' },
    });
  });
});
