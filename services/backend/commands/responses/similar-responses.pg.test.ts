import type { LibraryId, ResponseContent, SimilarAnswer } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { compareWith, shingleCounts } from '../../domain/responses/response-similarity';
import { shingleCountsOfResponses } from '../../store/migrations/0009-shingle-counts';
import type { StoredResponse } from '../../store/responses/response-read';
import { readResponsesOf } from '../../store/responses/response-search';
import { workerSid } from '../../testing/callbacks';
import { addWorkers, content, openCannedDesk, type CannedDesk } from '../../testing/canned-desk';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import type { Caller } from '../caller';
import { createFindSimilar, type FindSimilar, type SimilarQuery } from './similar-responses';

const callerOf = (worker: number): Caller => ({
  identity: `agent-${worker}`,
  actor: workerSid(worker),
  workerSid: workerSid(worker),
  roles: ['agent'],
});
const [LEAD, MEMBER] = [callerOf(2), callerOf(1)];

/** Texts of few words, so that many are alike; from nothing to some hundred characters, now and then in two variants. */
function manyContents(count: number): ResponseContent[] {
  let seed = 7;
  const below = (limit: number): number => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed % limit;
  };
  const words = ['refund', 'order', 'Müller', '您的订单', 'tomorrow', '{{customer.name}}', '!', 'waiting', 'Σας'];
  const text = () => Array.from({ length: below(25) + 1 }, () => words[below(words.length)]).join(' ');
  return Array.from({ length: count }, (_, n) => {
    const second = below(4) === 0 ? [{ language: 'es', channel: null, body: text() }] : [];
    const made = content(`Response ${n}`, text());
    return { ...made, variants: [...made.variants, ...second] };
  });
}

describe.each(ENGINES)('similar responses on %s', (_name, open) => {
  let db: TestDatabase;
  let desk: CannedDesk;
  let library: LibraryId;
  let find: FindSimilar;
  let stored: readonly StoredResponse[];
  const ask = (caller: Caller, query: SimilarQuery, gone = new AbortController().signal) => find(caller, query, gone);

  beforeAll(async () => {
    db = await open();
    await db.clear();
    desk = await openCannedDesk(db.database);
    await addWorkers(db.database, 1, 2);
    library = (await desk.addLibrary('team', 'Sales', { members: [1], leads: [2] })).id;
    const statuses = ['published', 'published', 'draft', 'retired'];
    const file = manyContents(1_200).map((made, n) => ({ ...made, status: statuses[n % statuses.length] }));
    const imported = await desk.request('POST', `/canned-responses/import?library=${library}`, file);
    expect(imported.json()).toMatchObject({ created: 1_200 });
    find = createFindSimilar(db.database);
    stored = await readResponsesOf(db.database.kysely, library);
  });
  afterAll(async () => {
    await desk.close();
    await db.close();
  });

  /** Compares with every response that the caller may see. */
  function bruteForce(caller: Caller, { body, except }: SimilarQuery): SimilarAnswer['similar'] {
    const { best } = compareWith(body);
    return stored
      .filter(({ id, status }) => id !== except && (status === 'published' || (status === 'draft' && caller === LEAD)))
      .map(({ id, title, variants }) => ({ id, title, score: best(variants, shingleCounts(variants)) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, 5);
  }

  test('finds what a comparison with every text finds, whoever asks', async () => {
    const [first] = stored;
    const queries = manyContents(8).map(({ variants }) => ({ body: variants[0]?.body ?? '' }));
    const without = { body: first?.variants[0]?.body ?? '', except: first?.id };
    for (const caller of [LEAD, MEMBER]) {
      for (const query of [...queries, without, { body: 'ab' }, { body: '…' }]) {
        expect((await ask(caller, query)).similar).toEqual(bruteForce(caller, query));
      }
    }
  });

  test('compares what a process of an older version wrote, of which nobody counted the shingles', async () => {
    const body = 'A text that no other response of this library is like';
    const { id } = await desk.addResponse(library, content('Uncounted', body));
    await sql`UPDATE response SET shingle_counts = NULL WHERE id = ${id}`.execute(db.database.kysely);
    expect((await ask(LEAD, { body })).similar).toEqual([{ id, title: 'Uncounted', score: 1 }]);
  });

  test('an update counts the shingles of what is there already', async () => {
    const { kysely } = db.database;
    await sql`ALTER TABLE response DROP COLUMN shingle_counts`.execute(kysely);
    await shingleCountsOfResponses.up(kysely);
    const { rows } = await sql<{ variants: ResponseContent['variants']; counts: number[] }>`
      SELECT variants, shingle_counts AS counts FROM response`.execute(kysely);
    expect(rows.length).toBeGreaterThanOrEqual(1_200);
    expect(rows.filter(({ variants, counts }) => String(counts) !== String(shingleCounts(variants)))).toEqual([]);
  });

  test('of one caller only the newest text is compared, of several callers every one', async () => {
    const body = 'refund order tomorrow';
    const [older, others, newer] = [ask(LEAD, { body: 'waiting' }), ask(MEMBER, { body }), ask(LEAD, { body })];
    await expect(older).rejects.toMatchObject({ kind: 'conflict', code: 'superseded' });
    expect((await others).similar).toEqual(bruteForce(MEMBER, { body }));
    expect((await newer).similar).toEqual(bruteForce(LEAD, { body }));
  });

  test('work for a caller that has gone ends, and keeps nobody waiting', async () => {
    const gone = new AbortController();
    const running = ask(LEAD, { body: 'refund order' }, gone.signal);
    const waiting = ask(MEMBER, { body: 'refund order' }, gone.signal);
    const next = ask(callerOf(3), { body: 'refund order' });
    gone.abort(new Error('gone'));
    await expect(running).rejects.toThrow('gone');
    await expect(waiting).rejects.toThrow('gone');
    expect((await next).similar).toEqual([]);
  });
});
