import { ImportReport, PortableResponse, type LibraryId } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import * as v from 'valibot';
import { textKeys } from '../../store/migrations/0017-text-keys';
import { readPublishedOf } from '../../store/responses/response-read';
import { ADMIN, agent, content, openCannedDesk, withCannedDesk, type CannedDesk } from '../../testing/canned-desk';
import { ENGINES, type TestDatabase } from '../../testing/databases';

describe.each(ENGINES)('import and export on %s', (_name, open) => {
  let db: TestDatabase;
  let desk: CannedDesk;
  let library: LibraryId;

  withCannedDesk(open, async (emptied, begun) => {
    [db, desk] = [emptied, begun];
    library = (await desk.addLibrary('team', 'Sales', { members: [1], leads: [2] })).id;
  });

  async function send(type: string, payload: string | Buffer, query = ''): Promise<{ status: number; body: unknown }> {
    desk.advance(10_000);
    const answer = await desk.server.inject({
      method: 'POST',
      url: `/canned-responses/import?library=${library}${query}`,
      headers: { authorization: 'Bearer flex-token', 'content-type': type },
      payload,
    });
    return { status: answer.statusCode, body: answer.json() };
  }
  const importCsv = async (text: string, query = '') => {
    const { status, body } = await send('text/csv; charset=utf-8', text, query);
    expect(status).toBe(200);
    return v.parse(ImportReport, body);
  };
  const importJson = async (value: unknown, query = '') =>
    v.parse(ImportReport, (await send('application/json', JSON.stringify(value), query)).body);
  const exported = (format: string) =>
    desk.request('GET', `/canned-responses/export?library=${library}&format=${format}`);
  const titles = async () => (await desk.list(`?library=${library}`)).responses.map(({ title }) => title);

  test('a dry run tells what would happen and changes nothing; the import does it', async () => {
    await desk.addResponse(library, { title: 'Refund', shortcut: 'refund' });
    await desk.addResponse(library, { ...content('Same'), tags: ['kept'] });
    const file = [
      'title,shortcut,status,language,body',
      'Refund now,REFUND,,en,New text',
      'Same,,,en,Text of Same',
      'Fresh,,published,en,Hello',
      'Fresh,,,es,Hola',
    ].join('\r\n');
    desk.takeMarked();
    const changes = [
      { line: 2, title: 'Refund now', updates: { title: 'Refund', by: 'shortcut' } },
      { line: 4, title: 'Fresh', updates: null },
    ];
    const remarks = { notes: [], unknownPlaceholders: [] };
    const expected = { created: 1, updated: 1, unchanged: 1, problems: [], changes, ...remarks };
    expect(await importCsv(file, '&dryRun=true')).toEqual({ isDryRun: true, ...expected });
    expect(desk.takeMarked()).toEqual([]);
    expect(await titles()).toEqual(['Refund', 'Same']);
    expect(await importCsv(file)).toEqual({ isDryRun: false, ...expected });
    expect(await titles()).toEqual(['Fresh', 'Refund now', 'Same']);
    expect(desk.takeMarked()).toHaveLength(3);
    expect(await importCsv(file)).toMatchObject({ isDryRun: false, created: 0, updated: 0, unchanged: 3, changes: [] });
    expect(desk.takeMarked()).toEqual([]);
  });

  test('titles that differ by marks alone are two responses, and a search tells them apart', async () => {
    const file = (title: string) => `title,status,language,body\n${title},published,ja,${title}`;
    expect(await importCsv(file('パスの再発行'))).toMatchObject({ created: 1 });
    expect(await importCsv(file('バスの再発行'))).toMatchObject({ created: 1, updated: 0 });
    expect(await importCsv(file('ﾊﾟｽの再発行'))).toMatchObject({ created: 0, updated: 1 });
    const found = await desk.list(`?library=${library}&search=${encodeURIComponent('バス')}`);
    expect(found.responses.map(({ title }) => title)).toEqual(['バスの再発行']);
  });

  test.each([
    ['Straße', 'STRASSE'],
    ['ＡＢＣ', 'abc'],
    ['Zürich', 'zurich'],
    ['Łódź', 'lodz'],
  ])('"%s" is found by "%s"', async (title, search) => {
    await desk.addResponse(library, content(title));
    const { total } = await desk.list(`?library=${library}&search=${encodeURIComponent(search)}`);
    expect(total).toBe(1);
  });

  test('an update folds anew what an older version wrote; a shortcut that is taken by now keeps its key', async () => {
    const { kysely } = db.database;
    await desk.addResponse(library, { title: 'Straße', shortcut: 'ｈｉ' });
    await desk.addResponse(library, { title: 'Other', shortcut: 'other' });
    const third = await desk.addResponse(library, { title: 'Third', shortcut: 'ＡＢ' });
    await desk.addResponse(library, { title: 'Fourth', shortcut: 'fourth' });
    // As an older version wrote them: in lower case, and no more.
    const older = { Straße: ['ｈｉ', 'ｈｉ'], Other: ['hi', 'hi'], Third: ['ＡＢ', 'ａｂ'], Fourth: ['aｂ', 'aｂ'] };
    for (const [title, [shortcut, key]] of Object.entries(older)) {
      await sql`
        UPDATE response SET title_key = 'old', search_text = 'old', shingle_counts = NULL, shortcut = ${shortcut},
          shortcut_key = ${key} WHERE title = ${title}`.execute(kysely);
    }
    await textKeys.up(kysely);
    const { rows } = await sql<{ title: string; key: string; shortcut: string; isCounted: boolean }>`
      SELECT title, title_key AS key, shortcut_key AS shortcut, shingle_counts IS NOT NULL AS "isCounted"
      FROM response ORDER BY created_at, id`.execute(kysely);
    expect(rows).toEqual([
      { title: 'Straße', key: 'strasse', shortcut: 'ｈｉ', isCounted: true },
      { title: 'Other', key: 'other', shortcut: 'hi', isCounted: true },
      { title: 'Third', key: 'third', shortcut: 'ab', isCounted: true },
      { title: 'Fourth', key: 'fourth', shortcut: 'aｂ', isCounted: true },
    ]);
    expect((await desk.list(`?library=${library}&search=STRASSE`)).total).toBe(1);
    const edit = await desk.request('PATCH', `/canned-responses/${third.id}`, { revision: 1, title: 'Third now' });
    expect(edit.statusCode).toBe(200);
  });

  test('the report tells by what a response was known, and what a file of another system was read as', async () => {
    const { id } = await desk.addResponse(library, { title: 'Old' });
    await desk.addResponse(library, { title: 'hello' });
    const byId = await importCsv(`id,title,language,body\n${id},New,en,x`, '&dryRun=true');
    expect(byId.changes).toEqual([{ line: 2, title: 'New', updates: { title: 'Old', by: 'id' } }]);
    const report = await importCsv('short_code,content\n/Hello,"Hi {{contact.name}}"');
    expect(report.changes).toEqual([{ line: 2, title: 'Hello', updates: { title: 'hello', by: 'title' } }]);
    expect(report.notes).toHaveLength(4);
    expect(report.unknownPlaceholders).toEqual([
      { line: 2, column: 4, source: '{{contact.name}}', ours: '{{customer.name}}' },
    ]);
    const mapped = await importCsv('short_code,content\n/Hello,"Hi {{contact.name}} {{x}}"', '&placeholders=ours');
    expect(mapped.unknownPlaceholders).toEqual([{ line: 2, column: 22, source: '{{x}}', ours: null }]);
    const [hello] = (await desk.list(`?library=${library}&search=hello`)).responses;
    expect(hello?.variants[0]?.body).toBe('Hi {{customer.name}} {{x}}');
  });

  test('one wrong line keeps all others out, and is named', async () => {
    await desk.addResponse(library, { title: 'Refund', shortcut: 'refund' });
    const report = await importCsv('title,shortcut,language,body\nFine,,en,x\nBad,refund it,en,x\nTaken,fine,en,\n');
    expect(report).toMatchObject({ created: 0, updated: 0, unchanged: 0 });
    expect(report.problems.map(({ line, field }) => [line, field])).toEqual([
      [3, 'shortcut'],
      [4, 'body'],
    ]);
    expect(await titles()).toEqual(['Refund']);
  });

  test.each(['csv', 'json'])('what was exported as %s changes nothing when it is imported again', async (format) => {
    const hostile = `=HYPERLINK("https://evil.example")\r\n\u202e'<script>`;
    await desk.addResponse(library, { title: '=1+1', category: '@sum', tags: ["'=a", 'b;c\\'], shortcut: 'x' });
    await desk.addResponse(library, { ...content('+2', hostile), channels: ['sms'] });
    await desk.addResponse(library, { title: 'Twice', status: 'draft' });
    await desk.addResponse(library, { title: 'Twice', status: 'draft' });
    const answer = await exported(format);
    expect(answer.headers['content-disposition']).toContain(`canned-responses.${library}.${format}`);
    const type = format === 'csv' ? 'text/csv' : 'application/json';
    expect(answer.headers['content-type']).toContain(type);
    const { body } = await send(type, answer.body);
    expect(body).toMatchObject({ created: 0, updated: 0, unchanged: 4, problems: [], changes: [], notes: [] });
  });

  test('a file of one library makes the same responses in another', async () => {
    await desk.addResponse(library, { title: 'A', shortcut: 'a' });
    await desk.addResponse(library, { title: 'B' });
    const before = v.parse(v.array(PortableResponse), (await exported('json')).json());
    const file = (await exported('csv')).body;
    library = (await desk.addLibrary('global', 'Everyday')).id;
    expect(await importCsv(file)).toMatchObject({ created: 2, problems: [] });
    const after = v.parse(v.array(PortableResponse), (await exported('json')).json());
    const withoutId = (response: PortableResponse) => ({ ...response, id: null });
    expect(after.map(withoutId)).toEqual(before.map(withoutId));
    expect(after.every(({ id }) => id?.startsWith(`${library}.`))).toBe(true);
  });

  test('two responses trade their shortcuts in one import', async () => {
    const a = await desk.addResponse(library, { title: 'A', shortcut: 'one' });
    const b = await desk.addResponse(library, { title: 'B', shortcut: 'two' });
    const traded = [
      { id: a.id, ...content('A'), shortcut: 'two' },
      { id: b.id, ...content('B'), shortcut: 'one' },
    ];
    expect(await importJson(traded)).toMatchObject({ updated: 2, problems: [] });
  });

  test('of two processes that import the same file at once, one makes the responses', async () => {
    const other = await openCannedDesk(db.database);
    const file = [content('A'), content('B'), { ...content('C'), shortcut: 'c' }];
    const answers = await Promise.all(
      [desk, other].map(({ server }) =>
        server.inject({
          method: 'POST',
          url: `/canned-responses/import?library=${library}`,
          headers: { authorization: 'Bearer flex-token' },
          payload: file,
        }),
      ),
    );
    const reports = answers.map((answer) => v.parse(ImportReport, answer.json()));
    expect(reports.map(({ created, unchanged }) => [created, unchanged]).sort()).toEqual([
      [0, 3],
      [3, 0],
    ]);
    expect(await titles()).toEqual(['A', 'B', 'C']);
    await other.close();
  });

  test('imports as many as one import may have, at most 199 to a List', async () => {
    const responses = Array.from({ length: 5_000 }, (_, n) => ({
      ...content(`Response ${n}`, `Text number ${n}`),
      shortcut: `r${n}`,
      status: 'published',
    }));
    expect(await importJson(responses)).toMatchObject({ created: 5_000, problems: [] });
    const { kysely } = db.database;
    for (const n of [0, 24]) expect(await readPublishedOf(kysely, library, n)).toHaveLength(199);
    expect(await readPublishedOf(kysely, library, 25)).toHaveLength(5_000 - 25 * 199);
    expect(await readPublishedOf(kysely, library, 26)).toEqual([]);
    const more = await importJson([...responses, { ...content('One more') }]);
    expect(more.problems).toEqual([
      { line: 5_001, field: null, message: 'One import takes 5000 responses: split the file here.' },
    ]);
  });

  test('leads import and export; members may not, and others know of no such library', async () => {
    const statuses = async () => [
      (await send('text/csv', 'title,language,body\nA,en,x')).status,
      (await exported('csv')).statusCode,
    ];
    desk.signIn(agent(2));
    expect(await statuses()).toEqual([200, 200]);
    desk.signIn(agent(1));
    expect(await statuses()).toEqual([403, 403]);
    desk.signIn(agent(3));
    expect(await statuses()).toEqual([404, 404]);
    desk.signIn(ADMIN);
  });

  test('takes UTF-8 CSV and JSON and nothing else', async () => {
    const latin1 = Buffer.from('title,language,body\nA,en,é', 'latin1');
    expect(await send('text/csv', latin1)).toMatchObject({ status: 400, body: { code: 'invalid_encoding' } });
    expect((await send('application/json', '[')).status).toBe(400);
    expect((await send('application/xml', '<a/>')).status).toBe(415);
    expect((await send('text/csv', 'x', '&dryRun=perhaps')).status).toBe(400);
    expect((await send('text/csv', Buffer.alloc(11 * 1_024 * 1_024, 'x'))).status).toBe(413);
  });

  test('reads no file of a caller without a token', async () => {
    const url = `/canned-responses/import?library=${library}`;
    const headers = { 'content-type': 'application/json' };
    expect((await desk.server.inject({ method: 'POST', url, headers, payload: '{bad' })).statusCode).toBe(401);
  });
});
