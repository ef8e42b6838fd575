import {
  LibrariesAnswer,
  Library,
  LibraryConflict,
  responseListName,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import * as v from 'valibot';
import { librariesOfWorker, readersOf } from '../../store/responses/library-read';
import { readFavorites } from '../../store/responses/response-read';
import { cannedFavoritesKey, workerAttributesKey } from '../../store/outbox/sync-keys';
import { workerSid } from '../../testing/callbacks';
import { ADMIN, addWorkers, agent, withCannedDesk, type CannedDesk } from '../../testing/canned-desk';
import { ENGINES, type TestDatabase } from '../../testing/databases';

describe.each(ENGINES)('libraries over HTTP on %s', (_name, open) => {
  let db: TestDatabase;
  let desk: CannedDesk;

  withCannedDesk(open, (...opened) => {
    [db, desk] = opened;
  });

  const post = (kind: string, name = 'Mine') => desk.request('POST', '/libraries', { kind, name });
  const patch = (id: string, body: object) => desk.request('PATCH', `/libraries/${id}`, body);
  const seen = async () => v.parse(LibrariesAnswer, (await desk.request('GET', '/libraries')).json());
  const attributesOf = (...workers: number[]) => workers.map((n) => workerAttributesKey(workerSid(n))).sort();
  const sids = (...workers: number[]): WorkerSid[] => workers.map(workerSid);
  const mayUse = async (worker: number) =>
    (await librariesOfWorker(db.database.kysely, workerSid(worker))).map(({ name }) => name);

  test('each caller sees what it may use, in order, with what it may do there', async () => {
    await desk.addLibrary('team', 'Sales', { members: [1], leads: [2] });
    await desk.addLibrary('team', 'billing');
    const everyday = await desk.addLibrary('global', 'Everyday', { leads: [2] });
    await desk.addResponse(everyday.id);
    await desk.addResponse(everyday.id, { status: 'draft' });
    desk.signIn(agent(1));
    await post('personal', 'My texts');

    const lines = async () =>
      (await seen()).libraries.map(({ name, access, readerCount, publishedCount, members, leads }) => [
        name,
        access,
        readerCount,
        publishedCount,
        members,
        leads,
      ]);
    expect(await lines()).toEqual([
      ['Everyday', 'read', 3, 1, null, null],
      ['Sales', 'read', 2, 0, null, null],
      ['My texts', 'administer', 1, 0, [], []],
    ]);
    expect((await seen()).workers).toEqual([]);
    desk.signIn(agent(2));
    expect((await lines()).map(([name, access]) => [name, access])).toEqual([
      ['Everyday', 'edit'],
      ['Sales', 'edit'],
    ]);
    desk.signIn(ADMIN);
    expect(await lines()).toEqual([
      ['Everyday', 'administer', 3, 1, [], sids(2)],
      ['billing', 'administer', 0, 0, [], []],
      ['Sales', 'administer', 2, 0, sids(1, 2), sids(2)],
      ['My texts', 'administer', 1, 0, [], []],
    ]);
    expect((await seen()).workers.map(({ name }) => name)).toEqual(['Worker 1', 'Worker 2', 'Worker 3']);
    expect(await mayUse(1)).toEqual(['Everyday', 'Sales', 'My texts']);
    expect(await mayUse(3)).toEqual(['Everyday']);
  });

  test('tells an admin team and skills of every worker, and nothing else of the attributes', async () => {
    const attributes = { team_name: 'Support', routing: { skills: ['de', 'billing'] }, contact_uri: 'client:secret' };
    await sql`
      UPDATE worker SET state = jsonb_set(state, '{attributes}', ${JSON.stringify({ value: JSON.stringify(attributes) })}::jsonb)
      WHERE sid = ${workerSid(2)}`.execute(db.database.kysely);
    desk.signIn(ADMIN);
    expect((await seen()).workers).toEqual([
      { sid: workerSid(1), name: 'Worker 1', team: null, skills: [] },
      { sid: workerSid(2), name: 'Worker 2', team: 'Support', skills: ['de', 'billing'] },
      { sid: workerSid(3), name: 'Worker 3', team: null, skills: [] },
    ]);
  });

  test('names workers by the full name of their attributes', async () => {
    const state = { attributes: { value: JSON.stringify({ full_name: 'Áda Archer' }) }, name: { value: 'ada' } };
    await sql`UPDATE worker SET state = ${JSON.stringify(state)}::jsonb WHERE sid = ${workerSid(3)}`.execute(
      db.database.kysely,
    );
    expect((await seen()).workers.map(({ name }) => name)).toEqual(['Áda Archer', 'Worker 1', 'Worker 2']);
  });

  test('a lead knows by name the owners and leads of the libraries that it leads, and nobody else does', async () => {
    await addWorkers(db.database, 4, 5, 6, 7, 90);
    const sales = await desk.addLibrary('team', 'Sales', { members: [1, 3], leads: [2, 4] });
    const billing = await desk.addLibrary('team', 'Billing', { members: [2], leads: [5] });
    const everyday = await desk.addLibrary('global', 'Everyday', { leads: [6] });
    await desk.addResponse(sales.id);
    await desk.addResponse(everyday.id);
    const owned = async (worker: number, library: string) => {
      desk.signIn(agent(worker));
      await desk.addResponse(library, { title: `Of ${worker}`, status: 'draft' });
    };
    await owned(5, billing.id);
    desk.signIn(agent(7));
    await post('personal');
    await owned(7, workerSid(7));

    const owners = async (worker: number) => {
      desk.signIn(agent(worker));
      const answer = await seen();
      expect(answer.workers).toEqual([]);
      return answer.owners?.map(({ sid, name }) => [sid, name]);
    };
    const named = (...workers: number[]) => workers.map((n) => [workerSid(n), `Worker ${n}`]);
    // The admin owns one response of Sales; the members of it own none, and Billing is only read.
    expect(await owners(2)).toEqual(named(2, 4, 90));
    expect(await owners(5)).toEqual(named(5));
    expect(await owners(6)).toEqual(named(6, 90));
    // A member of a team, one who only reads the global library, and one with a library of its own lead nothing.
    for (const worker of [1, 3, 7]) expect(await owners(worker)).toBeUndefined();
    desk.signIn({ roles: ['wfo.full_access'], worker: 2 });
    expect(await seen()).toEqual({ libraries: [], workers: [] });
    desk.signIn(ADMIN);
    const all = await seen();
    expect([all.workers.length, all.owners]).toEqual([8, undefined]);
  });

  test('a former lead stays named by what it owns, until TaskRouter deletes the worker', async () => {
    const team = await desk.addLibrary('team', 'Sales', { leads: [1, 2] });
    desk.signIn(agent(1));
    await desk.addResponse(team.id);
    desk.signIn(ADMIN);
    await patch(team.id, { revision: 2, members: sids(2, 3), leads: sids(2) });
    desk.signIn(agent(1));
    expect((await seen()).owners).toBeUndefined();
    desk.signIn(agent(2));
    const names = async () => (await seen()).owners?.map(({ name }) => name);
    expect(await names()).toEqual(['Worker 1', 'Worker 2']);
    await sql`UPDATE worker SET is_deleted = true WHERE sid = ${workerSid(1)}`.execute(db.database.kysely);
    expect(await names()).toEqual(['Worker 2']);
  });

  test('anyone with a worker makes one personal library, again and again the same', async () => {
    desk.signIn(agent(1));
    const first = await post('personal', 'My texts');
    const again = await post('personal', 'Other name');
    expect([first.statusCode, again.statusCode]).toEqual([201, 200]);
    expect(v.parse(Library, again.json())).toEqual({ ...v.parse(Library, first.json()), id: workerSid(1) });
    // Nobody's attributes change before the library has a List.
    expect(desk.takeMarked()).toEqual([]);
    desk.signIn({ roles: ['agent'], worker: null });
    expect((await post('personal')).statusCode).toBe(403);
  });

  test('two requests at once make one personal library', async () => {
    desk.signIn(agent(1));
    const answers = await Promise.all([post('personal'), post('personal')]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 201]);
    expect((await seen()).libraries).toHaveLength(1);
  });

  test('only admins make libraries for others, and change them', async () => {
    const team = await desk.addLibrary('team', 'Sales', { members: [1], leads: [2] });
    for (const worker of [1, 2]) {
      desk.signIn(agent(worker));
      expect((await post('team')).statusCode).toBe(403);
      expect((await post('global')).statusCode).toBe(403);
      expect((await patch(team.id, { revision: 2, name: 'x' })).statusCode).toBe(403);
      expect((await desk.request('DELETE', `/libraries/${team.id}`)).statusCode).toBe(403);
    }
    desk.signIn(agent(3));
    expect((await patch(team.id, { revision: 2, name: 'x' })).statusCode).toBe(404);
    expect((await desk.request('DELETE', '/libraries/x')).statusCode).toBe(404);
    desk.signIn({ roles: ['wfo.full_access'], worker: 1 });
    expect(await seen()).toEqual({ libraries: [], workers: [] });
    expect((await post('personal')).statusCode).toBe(403);
  });

  test('a change of members rewrites the attributes of those who come and go, and of nobody else', async () => {
    const team = await desk.addLibrary('team', 'Sales', { members: [1, 2] });
    desk.takeMarked();
    expect((await patch(team.id, { revision: 2, members: sids(2, 3) })).statusCode).toBe(200);
    expect(desk.takeMarked()).toEqual(attributesOf(1, 3));
    expect(await readersOf(db.database.kysely, team.id)).toEqual(sids(2, 3));
    await patch(team.id, { revision: 3, leads: sids(2) });
    expect(desk.takeMarked()).toEqual([]);
    await sql`UPDATE worker SET is_deleted = true WHERE sid = ${workerSid(3)}`.execute(db.database.kysely);
    expect(await readersOf(db.database.kysely, team.id)).toEqual(sids(2));
  });

  test('a new name rewrites the Lists, whose items carry it, and the attributes, whose order it gives', async () => {
    const team = await desk.addLibrary('team', 'Sales', { members: [1] });
    await desk.addResponse(team.id);
    desk.takeMarked();
    await patch(team.id, { revision: 2, name: 'Accounts' });
    expect(desk.takeMarked()).toEqual([responseListName(team.id, 0), ...attributesOf(1)].sort());
  });

  test('answers 409 with the library as it is now to a change of an older one', async () => {
    const team = await desk.addLibrary('team', 'Sales');
    await patch(team.id, { revision: 1, name: 'First' });
    const late = await patch(team.id, { revision: 1, name: 'Second' });
    expect(late.statusCode).toBe(409);
    expect(v.parse(LibraryConflict, late.json()).current).toMatchObject({ name: 'First', revision: 2 });
  });

  test('a global library has no members and a personal one no leads', async () => {
    const everyday = await desk.addLibrary('global', 'Everyday');
    expect((await patch(everyday.id, { revision: 1, members: sids(1) })).statusCode).toBe(422);
    desk.signIn(agent(1));
    await post('personal');
    expect((await patch(workerSid(1), { revision: 1, leads: sids(2) })).statusCode).toBe(422);
    expect((await patch(workerSid(1), { revision: 1, name: 'Renamed' })).statusCode).toBe(200);
  });

  test.each([{ name: '', kind: 'team' }, { name: 'x', kind: 'secret' }, { name: 'x'.repeat(61), kind: 'team' }, {}])(
    'answers 400 to the library %#',
    async (body) => {
      expect((await desk.request('POST', '/libraries', body)).statusCode).toBe(400);
    },
  );

  test('a library is removed once nothing in it is published, with all that was in it; the audit stays', async () => {
    const team = await desk.addLibrary('team', 'Sales', { members: [1] });
    const { id } = await desk.addResponse(team.id);
    desk.signIn(agent(1));
    await desk.request('PUT', `/favorites/${id}`);
    desk.signIn(ADMIN);
    const remove = () => desk.request('DELETE', `/libraries/${team.id}`);
    const refused = await remove();
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, 'not_empty']);
    await desk.request('PATCH', `/canned-responses/${id}`, { revision: 1, status: 'retired' });
    desk.takeMarked();
    expect((await remove()).statusCode).toBe(204);
    expect(desk.takeMarked()).toEqual(
      [responseListName(team.id, 0), cannedFavoritesKey(workerSid(1)), ...attributesOf(1)].sort(),
    );
    expect((await seen()).libraries).toEqual([]);
    expect((await desk.request('GET', `/canned-responses/${id}`)).statusCode).toBe(404);
    expect(await readFavorites(db.database.kysely, workerSid(1), 0)).toEqual([]);
    const { rows } = await sql<{ action: string }>`
      SELECT action FROM audit WHERE resource = ${team.id} ORDER BY at`.execute(db.database.kysely);
    expect(rows.map(({ action }) => action)).toEqual(['library.create', 'library.edit', 'library.delete']);
  });
});
