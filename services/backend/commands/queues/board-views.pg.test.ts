import type { NamedViewUpdate } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { createBoardViewCommands, type BoardViewCommands } from './board-views';

const caller = (actor: string, role: string) => ({ identity: actor, roles: [role], workerSid: null, actor });
const [ADA, BEA] = [caller('ada', 'admin'), caller('bea', 'admin')];
const [SAM, SUE] = [caller('sam', 'supervisor'), caller('sue', 'supervisor')];
const [OWN, SHARED, ADMINS] = ['vown000000000', 'vshared000000', 'vadmins000000'];
const NEW: NamedViewUpdate = { revision: 0, name: 'VIP', query: { filter: 'vip', layout: 'cards' }, audience: 'me' };

describe.each(ENGINES)('views with a name, on %s', (_name, open) => {
  let db: TestDatabase;
  let commands: BoardViewCommands;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.clear();
    commands = createBoardViewCommands({ database: db.database, now: () => 1 });
  });
  const idsSeenBy = async (who: typeof ADA) => (await commands.read(who)).views.map(({ id }) => id).sort();

  it('are seen by the one who made them, or by the roles that they are shared with, and changed by admins', async () => {
    const hostile = 'a\0b\ud800<img src=x onerror=alert(1)>';
    const { views } = await commands.save(SAM, OWN, { ...NEW, name: hostile });
    expect(views).toEqual([{ ...NEW, id: OWN, revision: 1, name: 'a\ufffdb\ufffd<img src=x onerror=alert(1)>' }]);
    await commands.save(ADA, SHARED, { ...NEW, audience: 'supervisors' });
    await commands.save(ADA, ADMINS, { ...NEW, audience: 'admins' });
    expect([await idsSeenBy(SAM), await idsSeenBy(SUE), await idsSeenBy(BEA)]).toEqual([
      [OWN, SHARED],
      [SHARED],
      [ADMINS, SHARED],
    ]);

    await expect(commands.save(SUE, OWN, { ...NEW, revision: 1 })).rejects.toMatchObject({ kind: 'missing' });
    await expect(commands.remove(BEA, OWN, 1)).rejects.toMatchObject({ kind: 'missing' });
    await expect(commands.save(SUE, SHARED, { ...NEW, revision: 1 })).rejects.toMatchObject({ code: 'not_admin' });
    await expect(commands.remove(SUE, SHARED, 1)).rejects.toMatchObject({ code: 'not_admin' });
    await expect(commands.save(SUE, 'vsue000000000', { ...NEW, audience: 'admins' })).rejects.toMatchObject({
      code: 'not_admin',
    });
    await expect(commands.read(caller('ann', 'agent'))).rejects.toMatchObject({ code: 'not_supervisor' });

    await commands.save(BEA, SHARED, { ...NEW, revision: 1, audience: 'me' });
    expect([await idsSeenBy(SAM), await idsSeenBy(ADA), await idsSeenBy(BEA)]).toEqual([
      [OWN],
      [ADMINS],
      [ADMINS, SHARED],
    ]);
    const { rows } = await sql`SELECT actor, action, resource FROM audit WHERE actor = 'bea'`.execute(
      db.database.kysely,
    );
    expect(rows).toEqual([{ actor: 'bea', action: 'board-view.save', resource: SHARED }]);
  });

  it('are changed of the revision that was seen, one after the other, and as many as there may be', async () => {
    await commands.save(SAM, OWN, NEW);
    const both = await Promise.allSettled(
      ['one', 'two'].map((name) => commands.save(SAM, OWN, { ...NEW, revision: 1, name })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(commands.remove(SAM, OWN, 1)).rejects.toMatchObject({
      kind: 'conflict',
      details: { current: { views: [{ id: OWN, revision: 2 }] } },
    });
    await expect(commands.save(SAM, OWN, NEW)).rejects.toMatchObject({ kind: 'conflict' });
    await expect(commands.remove(SAM, OWN, 2)).resolves.toMatchObject({ views: [] });
    await expect(commands.remove(SAM, OWN, 2)).rejects.toMatchObject({ kind: 'missing' });

    await sql`
      INSERT INTO board_view (id, owner, audience, name, query, revision)
      SELECT 'v' || lpad(n::text, 12, '0'), 'sam', 'me', 'View', '{}', 1 FROM generate_series(1, 49) AS n`.execute(
      db.database.kysely,
    );
    await commands.save(SAM, OWN, NEW);
    await commands.save(SAM, OWN, { ...NEW, revision: 1, name: 'Another name' });
    await expect(commands.save(SAM, SHARED, NEW)).rejects.toMatchObject({ code: 'too_many_views' });
    await commands.save(SUE, SHARED, NEW);
  });

  it('are what the board opens with: the own default, else that of the role, as long as it is seen', async () => {
    await commands.save(SAM, OWN, NEW);
    await commands.save(ADA, SHARED, { ...NEW, audience: 'supervisors' });
    await commands.save(ADA, ADMINS, { ...NEW, audience: 'admins' });
    const opens = async (who: typeof ADA) => (await commands.read(who)).opensWith;
    await commands.setDefault(ADA, { of: 'supervisors', viewId: SHARED });
    await commands.setDefault(ADA, { of: 'admins', viewId: ADMINS });
    await commands.setDefault(SAM, { of: 'me', viewId: OWN });
    expect([await opens(SAM), await opens(SUE), await opens(BEA)]).toEqual([OWN, SHARED, ADMINS]);
    expect((await commands.read(SUE)).defaults).toEqual({ me: null, supervisors: SHARED, admins: null });

    await commands.remove(SAM, OWN, 1);
    expect(await opens(SAM)).toBe(SHARED);
    await commands.save(SAM, OWN, NEW);
    expect(await opens(SAM)).toBe(OWN);
    await commands.setDefault(SAM, { of: 'me', viewId: null });
    await commands.save(ADA, SHARED, { ...NEW, revision: 1, audience: 'admins' });
    expect([await opens(SAM), await opens(SUE)]).toEqual([null, null]);

    await expect(commands.setDefault(SUE, { of: 'admins', viewId: null })).rejects.toMatchObject({ code: 'not_admin' });
    await expect(commands.setDefault(SUE, { of: 'me', viewId: OWN })).rejects.toMatchObject({ kind: 'missing' });
    await expect(commands.setDefault(ADA, { of: 'supervisors', viewId: ADMINS })).rejects.toMatchObject({
      code: 'view_not_shared',
    });
  });
});
