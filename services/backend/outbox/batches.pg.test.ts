import { emptyWindow, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { minuteOf } from '../domain/queues/contributions';
import { observeDirectory } from '../ingest/observe-directory';
import { addToSums } from '../store/queues/queue-sums';
import { queueObjectKey } from '../store/outbox/sync-keys';
import { claim, markDirty, nextClaimAt } from '../store/outbox/sync-objects';
import { queueSid } from '../testing/callbacks';
import { countStatements } from '../testing/count-statements';
import { ENGINES, type TestDatabase } from '../testing/databases';
import { createReads } from './reads';
import { createHarness, type Harness } from './testing/projection-harness';

const QUEUES = Array.from({ length: 64 }, (_, index) => queueSid(index + 1));

describe.each(ENGINES)('a batch of the outbox on %s', (_name, open) => {
  let store: TestDatabase;
  let harness: Harness;
  let statements: () => number;

  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.clear();
    const counted = countStatements(store.database);
    statements = () => counted.work().statements;
    harness = await createHarness(counted.database);
    const updatedAtMs = harness.clock.now();
    await observeDirectory(
      harness.ingest,
      QUEUES.map((sid) => ({ kind: 'task-queue', sid, name: `Queue ${sid}`, targetWorkers: '1==1', updatedAtMs })),
    );
    // The index with its 64 items is the last to be complete.
    await harness.runUntil(async () => (await nextClaimAt(store.database.kysely)) === null);
  });
  afterEach(() => harness.close());

  /** One more was offered to each of the queues: how many statements the projector takes for it. */
  async function statementsFor(sids: readonly TaskQueueSid[]): Promise<number> {
    await harness.run(1_000);
    const { kysely } = store.database;
    const counts = { ...emptyWindow(), offered: 1 };
    const minute = minuteOf(harness.clock.now());
    await addToSums(kysely, { buckets: sids.map((sid) => ({ queueSid: sid, minute, counts })) });
    const keys = sids.map(queueObjectKey);
    await markDirty(kysely, keys, harness.clock.now());
    const before = statements();
    harness.projector.wake(keys);
    await harness.run(0);
    return statements() - before;
  }

  const requests = () => harness.sync.requests.filter(({ method }) => method === 'update').length;

  test('takes as many statements for 64 Documents as for one', async () => {
    const one = await statementsFor(QUEUES.slice(0, 1));
    const before = requests();
    expect(await statementsFor(QUEUES)).toBe(one);
    expect(requests() - before).toBe(QUEUES.length);
    expect(one).toBeLessThanOrEqual(3);
  });

  test('reads the figures of what it claimed on the connection of the claim, and of nothing else', async () => {
    const { kysely } = store.database;
    const [first, second] = [queueSid(1), queueSid(2)];
    const now = harness.clock.now();
    await harness.projector.close();
    await markDirty(kysely, [queueObjectKey(first)], now);
    const options = { owner: 'test', limit: 64, leaseMs: 1_000, now: now + 60_000 };
    const claimed = await claim(kysely, { ...options, keys: [queueObjectKey(first)] });
    expect(claimed).toHaveLength(1);
    const other = countStatements(store.database);
    const reads = await createReads({ database: other.database, clock: harness.clock, zone: 'UTC' }).ahead(
      kysely,
      claimed,
    );
    expect(await reads.queue(first)).toMatchObject({ figures: { now: { queued: 0 } } });
    expect(await reads.queue(second)).toBe(null);
    expect(other.work().statements).toBe(0);
  });

  test('takes as many statements for 64 Documents that Sync does not take as for one', async () => {
    const refuse = () => {
      for (const name of QUEUES.map(queueObjectKey))
        harness.sync.inject({ method: 'update', name, failure: 'unavailable' });
    };
    harness.sync.inject({ method: 'update', name: queueObjectKey(queueSid(1)), failure: 'unavailable' });
    const one = await statementsFor(QUEUES.slice(0, 1));
    await harness.run(5_000);
    const before = requests();
    refuse();
    expect(await statementsFor(QUEUES)).toBe(one);
    expect(requests() - before).toBe(QUEUES.length);
  });
});
