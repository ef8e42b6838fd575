import { randomUUID } from 'node:crypto';
import {
  EditableResponse,
  ResponseConflict,
  responseDocumentName,
  responseListName,
  ResponseVersions,
  type LibraryId,
} from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import * as v from 'valibot';
import { listNumbersOf, readFavorites, readPublishedOf, readResponse } from '../../store/responses/response-read';
import { cannedFavoritesKey, workerAttributesKey } from '../../store/outbox/sync-keys';
import { T0, workerSid } from '../../testing/callbacks';
import { ADMIN, addWorkers, agent, content, ORIGIN, withCannedDesk, type CannedDesk } from '../../testing/canned-desk';
import { ENGINES, type TestDatabase } from '../../testing/databases';

describe.each(ENGINES)('canned responses over HTTP on %s', (_name, open) => {
  let db: TestDatabase;
  let desk: CannedDesk;
  let team: LibraryId;

  withCannedDesk(open, async (...opened) => {
    [db, desk] = opened;
    team = (await desk.addLibrary('team', 'Billing', { members: [1], leads: [2] })).id;
    desk.takeMarked();
  });

  const patch = (id: string, body: object) => desk.request('PATCH', `/canned-responses/${id}`, body);
  const asResponse = (response: { json: () => unknown }) => v.parse(EditableResponse, response.json());
  const lead = agent(2);
  const auditOf = async (resource: string): Promise<string[]> => {
    const { rows } = await sql<{ line: string }>`
      SELECT actor || ' ' || action AS line FROM audit WHERE resource = ${resource} ORDER BY at`.execute(
      db.database.kysely,
    );
    return rows.map(({ line }) => line);
  };

  test('a lead drafts, publishes, edits and retires; each is a version, an audit record and marks what shows it', async () => {
    desk.signIn(lead);
    const draft = await desk.addResponse(team, { ...content('Greeting'), status: 'draft', shortcut: 'hi' });
    const { id } = draft;
    expect(draft).toMatchObject({ status: 'draft', revision: 1, owner: workerSid(2), updatedBy: workerSid(2) });
    expect(desk.takeMarked()).toEqual([]);

    const published = asResponse(await patch(id, { revision: 1, status: 'published' }));
    expect(published).toMatchObject({ status: 'published', revision: 2 });
    const shows = [responseDocumentName(id), responseListName(team, 0)];
    const readers = [workerAttributesKey(workerSid(1)), workerAttributesKey(workerSid(2))];
    expect(desk.takeMarked()).toEqual([...shows, ...readers].sort());
    expect((await readPublishedOf(db.database.kysely, team, 0)).map((one) => one.id)).toEqual([id]);

    await patch(id, { revision: 2, title: 'Welcome', tags: ['a', 'A', 'b'] });
    // The List is known by now: nobody's Lists change.
    expect(desk.takeMarked()).toEqual([...shows].sort());
    expect(await readResponse(db.database.kysely, id)).toMatchObject({ title: 'Welcome', tags: ['a', 'b'], listN: 0 });

    await patch(id, { revision: 3, status: 'retired' });
    expect(desk.takeMarked()).toEqual([...shows].sort());
    expect(await readPublishedOf(db.database.kysely, team, 0)).toEqual([]);
    expect(await listNumbersOf(db.database.kysely, team)).toEqual([0]);

    const { versions } = v.parse(
      ResponseVersions,
      (await desk.request('GET', `/canned-responses/${id}/versions`)).json(),
    );
    expect(versions.map(({ revision, status, title }) => [revision, status, title])).toEqual([
      [4, 'retired', 'Welcome'],
      [3, 'published', 'Welcome'],
      [2, 'published', 'Greeting'],
      [1, 'draft', 'Greeting'],
    ]);
    const actions = ['create', 'publish', 'edit', 'retire'];
    expect(await auditOf(id)).toEqual(actions.map((action) => `${workerSid(2)} canned-response.${action}`));
  });

  test('an edit that changes nothing is no revision', async () => {
    const { id } = await desk.addResponse(team);
    desk.takeMarked();
    expect(asResponse(await patch(id, { revision: 1, title: ' Greeting ' })).revision).toBe(1);
    expect(desk.takeMarked()).toEqual([]);
  });

  test('restores an old content as a new revision; the status stays', async () => {
    const { id } = await desk.addResponse(team);
    await patch(id, { revision: 1, title: 'Other', variants: [{ language: 'es', channel: 'sms', body: 'Hola' }] });
    const restored = await desk.request('POST', `/canned-responses/${id}/restore`, { revision: 2, from: 1 });
    expect(asResponse(restored)).toMatchObject({ ...content('Greeting'), revision: 3, status: 'published' });
    const absent = await desk.request('POST', `/canned-responses/${id}/restore`, { revision: 3, from: 9 });
    expect(absent.statusCode).toBe(404);
    expect(await auditOf(id)).toContain(`${workerSid(90)} canned-response.restore`);
  });

  test('of two edits at once one wins; the other learns what is there now', async () => {
    const { id } = await desk.addResponse(team);
    const answers = await Promise.all(['A', 'B'].map((title) => patch(id, { revision: 1, title })));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const winner = asResponse(answers.find(({ statusCode }) => statusCode === 200)!);
    const conflict = v.parse(ResponseConflict, answers.find(({ statusCode }) => statusCode === 409)?.json());
    expect(conflict.current).toEqual(winner);
  });

  test('a shortcut belongs to one response of a library, whatever its case, until that is retired', async () => {
    const first = await desk.addResponse(team, { title: 'Refund', shortcut: 'Rück' });
    const taken = await desk.request('POST', '/canned-responses', {
      libraryId: team,
      ...content('x'),
      shortcut: 'rÜCK',
    });
    expect(taken.statusCode).toBe(409);
    expect(taken.json()).toMatchObject({
      code: 'shortcut_taken',
      message: expect.stringContaining('"Refund"') as string,
    });
    const other = await desk.addLibrary('global', 'Everyday');
    await desk.addResponse(other.id, { shortcut: 'rück' });
    await patch(first.id, { revision: 1, status: 'retired' });
    await desk.addResponse(team, { title: 'New', shortcut: 'rück' });
    expect((await patch(first.id, { revision: 2, status: 'published' })).statusCode).toBe(409);
    expect((await patch(first.id, { revision: 2, status: 'draft', shortcut: null })).statusCode).toBe(200);
  });

  test('of two that take the same shortcut at once one gets it', async () => {
    const answers = await Promise.all(
      ['a', 'b'].map((title) =>
        desk.request('POST', '/canned-responses', { libraryId: team, ...content(title), shortcut: 'same' }),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
  });

  test('refuses two texts for one language and channel, and names the size of a response that Sync would not take', async () => {
    const text = { language: 'en', channel: 'sms', body: 'x' };
    const twice = [text, { ...text, language: 'EN' }];
    const duplicate = await desk.request('POST', '/canned-responses', {
      libraryId: team,
      ...content('x'),
      variants: twice,
    });
    expect([duplicate.statusCode, duplicate.json<{ code: string }>().code]).toEqual([422, 'duplicate_variant']);
    const { id } = await desk.addResponse(team, { variants: [{ ...text, body: '€'.repeat(5_000) }] });
    const large = await patch(id, { revision: 1, variants: [{ ...text, body: '€'.repeat(5_400) }] });
    expect([large.statusCode, large.json<{ code: string }>().code]).toEqual([422, 'document_too_large']);
    expect(large.json<{ message: string }>().message).toMatch(/16,\d{3} bytes of the 16,384/);
    expect((await patch(id, { revision: 1, title: 'x'.repeat(70_000) })).statusCode).toBe(413);
    expect((await readResponse(db.database.kysely, id))?.revision).toBe(1);
  });

  test('a published response is retired before it is a draft again', async () => {
    const { id } = await desk.addResponse(team);
    const answer = await patch(id, { revision: 1, status: 'draft' });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([422, 'status_move']);
  });

  test('keeps text that the database could not hold, and hostile text as it is', async () => {
    const hostile = `<script>alert(1)</script>'; DROP TABLE response; -- \u202e‮{{x}}`;
    const made = await desk.addResponse(team, { ...content('N\u0000UL', hostile), category: 'a\ud800' });
    expect(made).toMatchObject({ title: 'N\ufffdUL', category: 'a\ufffd' });
    expect(made.variants[0]?.body).toBe(hostile);
    expect((await desk.list('?search=N%00UL')).total).toBe(1);
  });

  test('pages by title over all libraries that the caller may edit, without gap or repetition', async () => {
    const other = await desk.addLibrary('global', 'Everyday', { leads: [2] });
    const hidden = await desk.addLibrary('team', 'Sales', { members: [2] });
    await desk.addResponse(hidden.id, { title: 'Hidden' });
    for (const title of ['b', 'É', 'a', 'e', 'c', 'É']) {
      await desk.addResponse(title < 'c' ? team : other.id, { title });
    }
    desk.signIn(lead);
    const titles: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: Awaited<ReturnType<CannedDesk['list']>> = await desk.list(
        `?limit=2${next === '' ? '' : `&after=${next}`}`,
      );
      expect(page.total).toBe(6);
      expect(page.responses.length).toBeLessThanOrEqual(2);
      titles.push(...page.responses.map(({ title }) => title));
      ({ next } = page);
    }
    expect(titles.map((title) => title.normalize('NFD').charAt(0).toLowerCase()).join('')).toBe('abceee');
  });

  describe('sorted', () => {
    beforeEach(async () => {
      await addWorkers(db.database, 7);
      const german = { language: 'de', channel: null, body: 'Hallo' };
      const seeds = [
        { title: 'e', shortcut: 'b', status: 'draft' as const, uses: [true, false] },
        { title: 'c', shortcut: 'a', by: lead, uses: [true] },
        { title: 'a', by: lead, languages: [german], uses: [] },
        { title: 'd', uses: [false, false, false] },
        { title: 'b', shortcut: 'c', status: 'draft' as const, languages: [german], uses: [false] },
      ];
      for (const { by = ADMIN, languages = [], uses, ...seed } of seeds) {
        desk.signIn(by);
        const given = { ...seed, variants: [...content(seed.title).variants, ...languages] };
        const { id } = await desk.addResponse(team, given);
        if (seed.status === 'draft') await patch(id, { revision: 1, status: 'published' });
        desk.signIn(lead);
        for (const wasEdited of uses) {
          await desk.request('POST', `/canned-responses/${id}/uses`, { id: randomUUID(), way: 'click', wasEdited });
        }
        if (seed.status === 'draft') await patch(id, { revision: 2, status: 'retired' });
      }
      desk.signIn(ADMIN);
    });

    async function titlesByPages(query: string): Promise<string> {
      let [titles, after]: [string, string | null] = ['', ''];
      while (after !== null) {
        const page: Awaited<ReturnType<CannedDesk['list']>> = await desk.list(`?limit=2&${query}${after}`);
        for (const { title } of page.responses) titles += title;
        after = page.next === null ? null : `&after=${page.next}`;
      }
      return titles;
    }

    test.each([
      ['title', 'abcde', 'edcba'],
      ['shortcut', 'cebad', 'becad'],
      ['status', 'acdbe', 'beacd'],
      ['languages', 'cdeab', 'abcde'],
      ['uses', 'abced', 'debca'],
      ['edited', 'bdeca', 'cebda'],
    ])('by %s: ties and what has no value are by title, also over pages', async (column, up, down) => {
      const found = [await titlesByPages(`sort=${column}.ascending`), await titlesByPages(`sort=${column}.descending`)];
      expect(found).toEqual([up, down]);
    });

    test('by the owner’s name, those without a worker last; by the last change', async () => {
      for (const way of ['ascending', 'descending']) expect(await titlesByPages(`sort=owner.${way}`)).toBe('acbde');
      const instants = (await desk.list('?sort=updated.descending')).responses.map(({ updatedAt }) => updatedAt);
      expect(instants).toEqual([...instants].sort().reverse());
    });

    test('refuses a page of another order', async () => {
      const { next } = await desk.list('?limit=2&sort=uses.descending');
      for (const query of ['', '&sort=shortcut.ascending', '&sort=title.descending']) {
        const path = `/canned-responses?after=${next ?? ''}${query}`;
        expect((await desk.request('GET', path)).statusCode).toBe(400);
      }
    });
  });

  test('filters by library, status, owner, text and use', async () => {
    const other = await desk.addLibrary('global', 'Everyday');
    await addWorkers(db.database, 7);
    await desk.addResponse(other.id, { title: 'Elsewhere' });
    const used = await desk.addResponse(team, { ...content('Refund', 'We will REFUND Müller'), tags: ['money'] });
    await desk.addResponse(team, { title: 'Draft', status: 'draft' });
    desk.signIn(lead);
    await desk.addResponse(team, { title: 'Mine', category: 'Lead’s' });
    const use = { id: 'f0000000-0000-4000-8000-000000000001', way: 'click', wasEdited: false };
    await desk.request('POST', `/canned-responses/${used.id}/uses`, use);
    desk.signIn(ADMIN);
    const titles = async (query: string) => (await desk.list(query)).responses.map(({ title }) => title);
    expect(await titles('')).toEqual(['Draft', 'Elsewhere', 'Mine', 'Refund']);
    expect(await titles(`?library=${team}`)).toEqual(['Draft', 'Mine', 'Refund']);
    expect(await titles('?status=draft')).toEqual(['Draft']);
    expect(await titles(`?owner=${workerSid(2)}`)).toEqual(['Mine']);
    expect(await titles('?search=muller+refund')).toEqual(['Refund']);
    expect(await titles('?search=money')).toEqual(['Refund']);
    expect(await titles('?search=%25')).toEqual([]);
    expect(await titles(`?library=${team}&unused=true`)).toEqual(['Draft', 'Mine']);
  });

  test.each([
    '?limit=0',
    '?limit=x',
    '?after=x',
    '?status=lost',
    '?library=x',
    '?unused=maybe',
    '?sort=title',
    '?sort=x.ascending',
  ])('answers 400 to %s', async (query) => {
    expect((await desk.request('GET', `/canned-responses${query}`)).statusCode).toBe(400);
  });

  test.each([
    {},
    { title: '' },
    { title: 'x'.repeat(121) },
    { shortcut: 'two words' },
    { variants: [] },
    { variants: [{ language: '?', channel: null, body: 'x' }] },
    { tags: Array.from({ length: 11 }, String) },
  ])('answers 400 to the response %#, and repeats nothing of it', async (wrong) => {
    const body = {
      libraryId: team,
      ...('title' in wrong || Object.keys(wrong).length > 0 ? content('x') : {}),
      ...wrong,
    };
    const answer = await desk.request('POST', '/canned-responses', body);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).not.toContain('two words');
  });

  test('a member reads what is published and changes nothing; an outsider knows of nothing', async () => {
    const published = await desk.addResponse(team);
    const draft = await desk.addResponse(team, { status: 'draft' });
    const statuses = async (id: string) => [
      (await desk.request('GET', `/canned-responses/${id}`)).statusCode,
      (await patch(id, { revision: 1, title: 'x' })).statusCode,
      (await desk.request('GET', `/canned-responses/${id}/versions`)).statusCode,
      (await desk.request('POST', `/canned-responses/${id}/restore`, { revision: 1, from: 1 })).statusCode,
    ];
    desk.signIn(agent(1));
    expect(await statuses(published.id)).toEqual([200, 403, 403, 403]);
    expect(await statuses(draft.id)).toEqual([404, 404, 404, 404]);
    expect((await desk.request('POST', '/canned-responses', { libraryId: team, ...content('x') })).statusCode).toBe(
      403,
    );
    expect(await desk.list()).toEqual({ responses: [], next: null, total: 0 });
    desk.signIn(agent(3));
    expect(await statuses(published.id)).toEqual([404, 404, 404, 404]);
    expect(await statuses('x')).toEqual([404, 404, 404, 404]);
    expect((await desk.request('POST', '/canned-responses', { libraryId: team, ...content('x') })).statusCode).toBe(
      404,
    );
  });

  test('counts a use once, and that its text was edited when that is told later', async () => {
    const { id } = await desk.addResponse(team);
    desk.signIn(agent(1));
    desk.takeMarked();
    const use = { id: 'f0000000-0000-4000-8000-000000000002', way: 'drag', wasEdited: false };
    const tell = (more: object = {}) => desk.request('POST', `/canned-responses/${id}/uses`, { ...use, ...more });
    expect((await tell()).statusCode).toBe(204);
    await tell({ wasEdited: true });
    await tell();
    expect(desk.takeMarked()).toEqual([cannedFavoritesKey(workerSid(1))]);
    expect((await tell({ id: 'no uuid' })).statusCode).toBe(400);
    desk.signIn(agent(3));
    expect((await tell()).statusCode).toBe(404);
    desk.signIn(ADMIN);
    expect((await desk.list()).responses[0]).toMatchObject({ uses30Days: 1, edited30Days: 1 });
    expect(await readFavorites(db.database.kysely, workerSid(1), T0)).toMatchObject([
      { responseId: id, isFavorite: false, uses: 1 },
    ]);
    desk.advance(30 * 86_400_000);
    expect((await desk.list()).responses[0]).toMatchObject({ uses30Days: 0, edited30Days: 0 });
  });

  test('favourites are the worker’s own, again and again the same, and given up also after leaving the team', async () => {
    const { id } = await desk.addResponse(team);
    const favorites = () => readFavorites(db.database.kysely, workerSid(1), T0);
    desk.signIn(agent(1));
    desk.takeMarked();
    for (let times = 0; times < 2; times += 1) {
      expect((await desk.request('PUT', `/favorites/${id}`)).statusCode).toBe(204);
    }
    expect(desk.takeMarked()).toEqual([cannedFavoritesKey(workerSid(1))]);
    expect(await favorites()).toEqual([{ responseId: id, isFavorite: true, lastUsedAtMs: null, uses: 0 }]);
    expect(await readFavorites(db.database.kysely, workerSid(2), T0)).toEqual([]);
    desk.signIn(ADMIN);
    await desk.request('PATCH', `/libraries/${team}`, { revision: 2, members: [] });
    desk.signIn(agent(1));
    expect((await desk.request('PUT', `/favorites/${id}`)).statusCode).toBe(404);
    expect((await desk.request('DELETE', `/favorites/${id}`)).statusCode).toBe(204);
    expect(await favorites()).toEqual([]);
    desk.signIn({ roles: ['admin'], worker: null });
    expect((await desk.request('PUT', `/favorites/${id}`)).statusCode).toBe(403);
  });

  test('finds what a text is most like, among what the caller may see', async () => {
    const body = 'Thank you for calling, {{customer.name | there}}. Your refund takes five working days.';
    const exact = await desk.addResponse(team, content('Exact', body));
    const near = await desk.addResponse(team, content('Near', body.replace('five working', 'seven working')));
    await desk.addResponse(team, content('Far', 'Please hold the line, I am asking a colleague.'));
    await desk.addResponse(team, { ...content('Draft', body), status: 'draft' });
    const similar = async (more: object = {}) => {
      const text = 'thank you for calling {{x}} your refund takes FIVE working days!';
      const answer = await desk.request('POST', '/canned-responses/similar', { body: text, ...more });
      return [
        answer.statusCode,
        answer.json<{ similar?: { id: string; title: string; score: number }[] }>().similar,
      ] as const;
    };
    desk.signIn(agent(1));
    const [status, found = []] = await similar();
    expect(status).toBe(200);
    expect(found.map(({ title }) => title)).toEqual(['Exact', 'Near']);
    expect(found[0]).toEqual({ id: exact.id, title: 'Exact', score: 1 });
    expect(found[1]?.id).toBe(near.id);
    expect((await similar({ except: exact.id, libraryId: team }))[1]?.map(({ title }) => title)).toEqual(['Near']);
    desk.signIn(agent(3));
    expect((await similar())[1]).toEqual([]);
    expect((await similar({ libraryId: team }))[0]).toBe(404);
  });

  test('answers 401 without a good token', async () => {
    expect((await desk.server.inject('/canned-responses')).statusCode).toBe(401);
    desk.signIn({ status: 'invalid' });
    expect((await desk.request('GET', '/canned-responses')).statusCode).toBe(401);
  });

  test.each([
    ['/libraries', 'GET, POST'],
    ['/libraries/x', 'PATCH, DELETE'],
    ['/canned-responses', 'GET, POST'],
    ['/canned-responses/similar', 'POST'],
    ['/canned-responses/import', 'POST'],
    ['/canned-responses/export', 'GET'],
    ['/canned-responses/x', 'GET, PATCH'],
    ['/canned-responses/x/versions', 'GET'],
    ['/canned-responses/x/restore', 'POST'],
    ['/canned-responses/x/uses', 'POST'],
    ['/favorites/x', 'PUT, DELETE'],
  ])('lets pages of the configured origins call %s with %s', async (url, methods) => {
    const ask = (origin: string) =>
      desk.server.inject({
        method: 'OPTIONS',
        url,
        headers: { origin, 'access-control-request-method': methods.split(', ')[0] ?? '' },
      });
    const preflight = await ask(ORIGIN);
    expect(preflight.headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(preflight.headers['access-control-allow-methods']).toBe(methods);
    expect((await ask('https://evil.example')).headers['access-control-allow-origin']).toBeUndefined();
  });
});
