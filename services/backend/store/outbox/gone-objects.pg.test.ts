import { T0 } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { customerKey } from '../../testing/shop-customers';
import { forgetGoneObjects } from './gone-objects';
import { knownObjectKeys } from './object-standing';
import { complete } from './settle-objects';
import { customerMapKey, permissionsAfterCreation } from './sync-keys';
import { claim, markDirty } from './sync-objects';

const [embedded] = ENGINES;
let store: TestDatabase;

beforeAll(async () => {
  if (embedded === undefined) throw new Error('No engine to test on');
  store = await embedded[1]();
});
afterAll(() => store.close());

test('the outbox forgets customers who are long gone from Sync, and nothing else', async () => {
  const { kysely } = store.database;
  const [gone, lately, there, dirty] = [1, 2, 3, 4].map((n) => customerMapKey(customerKey(n))) as [
    ...[string, string, string, string],
  ];
  const readersOfGone = permissionsAfterCreation(gone);
  const settle = async (key: string, at: number, sid: string | null = null): Promise<void> => {
    await markDirty(kysely, [key], at);
    const [object] = await claim(kysely, { owner: 'me', limit: 1, leaseMs: 1, now: at, keys: [key] });
    const state = { sid, revision: sid, payloadHash: null, payloadV: 1, expiresAt: null, nextAt: at };
    await complete(kysely, [{ key, version: object?.version ?? 0, ...state }], at);
  };
  await settle(gone, T0 - 1);
  await settle(readersOfGone, T0 - 1);
  await settle(lately, T0);
  await settle(there, T0 - 1, 'MP1');
  await settle('queue.1', T0 - 1);
  await settle(dirty, T0 - 2);
  await markDirty(kysely, [dirty], T0 - 1);
  expect(await forgetGoneObjects(kysely, T0, 1)).toBe(1);
  expect(await forgetGoneObjects(kysely, T0, 9)).toBe(1);
  expect(await knownObjectKeys(kysely)).toEqual([lately, there, dirty, 'queue.1'].sort());
});
