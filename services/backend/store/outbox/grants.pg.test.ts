import { T0 } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { recordProfile } from './access-profiles';
import { forgetRefusals, missingGrants, readableToAll, readReader, recordGrants } from './grants';
import { permissionsKey } from './sync-keys';
import { complete } from './settle-objects';
import { claim, markDirty } from './sync-objects';

const READER = {
  identity: 'profile.agent.1',
  atOnce: ['backend-heartbeat', 'queue-index', 'queue.'],
  later: ['canned-response.mmmmmmmmmmmm.'],
};
const KEY = permissionsKey(READER.identity);
const QUEUE = 'queue.1';
const DOCUMENT = 'canned-response.mmmmmmmmmmmm.response0001';

describe.each(ENGINES)('permissions on %s', (_name, open) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(() => db.clear());
  const kysely = () => db.database.kysely;

  /** As if they had come into being in Sync, under a SID that ends in `generation`. */
  async function bear(generation: number, ...keys: string[]): Promise<void> {
    await markDirty(kysely(), keys, T0);
    for (const { key, version } of await claim(kysely(), { owner: 'me', limit: 99, leaseMs: 1, now: T0, keys })) {
      const state = { revision: 'r', payloadHash: null, payloadV: 1, nextAt: T0, expiresAt: null };
      await complete(kysely(), [{ key, version, sid: `${key}#${generation}`, ...state }], T0);
    }
  }
  const missing = async (limit = 10) => (await missingGrants(kysely(), READER, limit)).map(({ key }) => key);
  const give = (key: string, generation: number, refusedAt?: number) =>
    recordGrants(kysely(), READER.identity, [{ key, sid: `${key}#${generation}` }], refusedAt);

  it('are missing on what Sync has and the identity may read, the most needed first', async () => {
    await bear(1, DOCUMENT, QUEUE, 'queue-index', 'backend-heartbeat', 'queue-trend', 'canned-response.other');
    await markDirty(kysely(), ['queue.2'], T0);
    expect(await missing()).toEqual(['backend-heartbeat', 'queue-index', QUEUE, DOCUMENT]);
    expect(await missing(2)).toEqual(['backend-heartbeat', 'queue-index']);
    await give('queue-index', 1);
    await give('queue-index', 1);
    expect(await missing()).toEqual(['backend-heartbeat', QUEUE, DOCUMENT]);
  });

  it('end with their object: what is created again under its name has none', async () => {
    await bear(1, QUEUE);
    await give(QUEUE, 1);
    expect([...(await readableToAll(kysely(), [QUEUE], [READER.identity]))]).toEqual([QUEUE]);
    await bear(2, QUEUE);
    expect(await missing()).toEqual([QUEUE]);
    expect([...(await readableToAll(kysely(), [QUEUE], [READER.identity]))]).toEqual([]);
    // What was given to the predecessor, and is recorded late, counts for nothing.
    await give(QUEUE, 1);
    expect(await missing()).toEqual([QUEUE]);
  });

  it('that are refused for good keep nobody waiting, until they are asked for again', async () => {
    await bear(1, QUEUE, 'queue-index');
    await give(QUEUE, 1, T0);
    await recordGrants(kysely(), 'other', [{ key: QUEUE, sid: `${QUEUE}#1` }]);
    expect(await missing()).toEqual(['queue-index']);
    expect([...(await readableToAll(kysely(), [QUEUE, 'queue-index'], [READER.identity, 'other']))]).toEqual([QUEUE]);
    await forgetRefusals(kysely(), READER.identity);
    expect(await missing()).toEqual(['queue-index', QUEUE]);
    expect([...(await readableToAll(kysely(), [QUEUE], []))]).toEqual([QUEUE]);
  });

  it('are late without a row in the outbox, with a refusal, and while something is missing that is needed at once', async () => {
    const state = () => readReader(kysely(), KEY, READER);
    expect(await state()).toEqual({ version: 0, attempts: 0, issuedAt: null, isLate: true });
    await recordProfile(kysely(), { identity: READER.identity, role: 'agent', libraries: [] }, T0);
    await markDirty(kysely(), [KEY], T0);
    await bear(1, DOCUMENT);
    expect(await state()).toEqual({ version: 1, attempts: 0, issuedAt: T0, isLate: false });
    await bear(1, QUEUE);
    expect(await state()).toMatchObject({ isLate: true });
    await give(QUEUE, 1, T0);
    expect(await state()).toMatchObject({ isLate: true });
    await give(QUEUE, 1);
    expect(await state()).toMatchObject({ isLate: false });
  });
});
