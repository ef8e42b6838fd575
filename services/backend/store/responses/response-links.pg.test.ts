import { responseDocumentName, responseListName, type LibraryId } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { workerSid } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { missingGrants } from '../outbox/grants';
import { keyBeginsWith } from '../outbox/key-prefix';
import { insertLibrary, replaceMembers } from './library-write';
import { areListsUpToDate, leftoverDocuments, listsOfWorker } from './response-links';
import { listNumbersOf } from './response-read';
import { listKeyPrefix, responseKeyPrefix, workerAttributesKey } from '../outbox/sync-keys';
import { complete } from '../outbox/settle-objects';
import { claim, markDirty } from '../outbox/sync-objects';

const TEAM = 'mmmmmmmmmmmm';
/** Their names stand right before and right after those of the team's objects. */
const NEIGHBOURS = ['mmmmmmmmmmml', 'mmmmmmmmmmmn'];
const OWN = workerSid(1);

describe.each(ENGINES)('the objects of one library among all on %s', (_name, open) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.clear();
    for (const id of [TEAM, ...NEIGHBOURS]) await addLibrary(id, 'team');
    await addLibrary(OWN, 'personal');
  });

  const kysely = () => db.database.kysely;
  const addLibrary = (id: LibraryId, kind: 'team' | 'personal') =>
    insertLibrary(kysely(), { id, name: id, kind }, { by: 'ops', at: 0 });
  const documentOf = (library: LibraryId) => responseDocumentName(`${library}.aaaaaaaaaaaa`);

  /** As if they stood in Sync; the SID tells which is which. */
  async function place(...keys: string[]): Promise<void> {
    await markDirty(kysely(), keys, 0);
    for (const { key, version } of await claim(kysely(), { owner: 'a', limit: 100, leaseMs: 1, now: 1, keys })) {
      const state = { sid: `sid of ${key}`, revision: '1', payloadHash: 'h', payloadV: 1, nextAt: 0, expiresAt: null };
      await complete(kysely(), [{ key, version, ...state }], 1);
    }
  }

  test('a worker gets the Lists of its own libraries, in the order of their numbers', async () => {
    const lists = (library: LibraryId, ...numbers: number[]) => numbers.map((n) => responseListName(library, n));
    await place(...lists(TEAM, 10, 2, 0), ...lists(OWN, 0), ...NEIGHBOURS.flatMap((id) => lists(id, 0, 1)));
    await place(documentOf(TEAM), workerAttributesKey(OWN));
    // One that is not in Sync yet cannot be linked.
    await markDirty(kysely(), lists(TEAM, 11), 0);
    const sidsOf = (keys: string[]) => keys.map((key) => `sid of ${key}`);
    const personal = sidsOf(lists(OWN, 0));
    expect(await listsOfWorker(kysely(), OWN)).toEqual({ lists: personal, personal });
    await replaceMembers(kysely(), TEAM, { members: [OWN], leads: [] });
    expect(await listsOfWorker(kysely(), OWN)).toEqual({
      lists: [...sidsOf(lists(TEAM, 0, 2, 10)), ...personal],
      personal,
    });
    expect(await listsOfWorker(kysely(), workerSid(2))).toEqual({ lists: [], personal: [] });
  });

  test('what is asked of a library leaves out its neighbours', async () => {
    const all = [TEAM, ...NEIGHBOURS];
    await place(...all.map(documentOf), ...all.map((id) => responseListName(id, 0)), responseListName(TEAM, 12));
    await markDirty(
      kysely(),
      NEIGHBOURS.map((id) => responseListName(id, 0)),
      0,
    );
    expect(await listNumbersOf(kysely(), TEAM)).toEqual([0, 12]);
    expect(await leftoverDocuments(kysely(), TEAM)).toEqual([documentOf(TEAM)]);
    expect(await areListsUpToDate(kysely(), TEAM)).toBe(true);
    expect(await areListsUpToDate(kysely(), NEIGHBOURS[0]!)).toBe(false);
    const reader = { identity: 'someone', atOnce: [listKeyPrefix(TEAM)], later: [responseKeyPrefix(TEAM)] };
    expect((await missingGrants(kysely(), reader, 10)).map(({ key }) => key)).toEqual([
      ...[responseListName(TEAM, 0), responseListName(TEAM, 12), documentOf(TEAM)],
    ]);
  });

  test('they are found in an index that does not depend on how the database sorts', async () => {
    const plan = await kysely()
      .transaction()
      .execute(async (trx) => {
        // A table as small as that of a test is read as a whole otherwise.
        await sql`SET LOCAL enable_seqscan = off`.execute(trx);
        const { rows } = await sql<{ 'QUERY PLAN': string }>`
        EXPLAIN SELECT sid FROM sync_object WHERE ${keyBeginsWith(`canned-responses.${TEAM}.`)}`.execute(trx);
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      });
    expect(plan).toMatch(/sync_object_names[^]*Index Cond: .*object_key.* >= .*object_key.* < /);
  });
});
