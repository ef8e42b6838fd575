import {
  NAME_PREFIX,
  QueueDocument,
  queueDocument,
  queueGroupDocument,
  QueueGroupDocument,
  type QueueGroup,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { createQueueGroupCommands } from '../commands/queues/queue-groups';
import { readGroupFigures } from '../store/queues/queue-group-read';
import { queueSid } from '../testing/callbacks';
import { countStatements } from '../testing/count-statements';
import { ENGINES, type TestDatabase } from '../testing/databases';
import { accessProfile, profileReader } from './permissions/access-profile';
import { createHarness, type Harness } from './testing/projection-harness';

const ADMIN = { identity: 'admin', roles: ['admin'], workerSid: null, actor: 'admin' };
const GROUP = queueGroupDocument('e').uniqueName;
const EVENING: QueueGroup = { id: 'e', name: 'Evening', included: [queueSid(1), queueSid(2)], excluded: [] };

describe.each(ENGINES)('the Documents of groups, on %s', (_name, open) => {
  let store: TestDatabase;
  let harness: Harness;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.clear();
    harness = await createHarness(store.database);
    for (const n of [1, 2, 3]) await harness.addQueue(queueSid(n), `Queue ${n}`);
    await harness.startTimers();
  });
  afterEach(() => harness.close());

  const put = (revision: number, rules: QueueGroup[]) =>
    harness.runWhile(
      createQueueGroupCommands({
        ...{ database: store.database, now: harness.clock.now, onMarked: harness.projector.wake },
      }).replace(ADMIN, { revision, rules }),
    );
  const shown = () => {
    const data = harness.sync.document(GROUP)?.data;
    return data === undefined ? null : v.parse(QueueGroupDocument, data);
  };
  const ofQueue = (n: number) =>
    v.parse(QueueDocument, harness.sync.document(queueDocument(queueSid(n)).uniqueName)?.data);

  it('add what the Documents of its queues show, follow within a second or two, and go with the group', async () => {
    await put(0, [EVENING]);
    await harness.runUntil(() => shown()?.queues === 2);
    await harness.addTask(queueSid(1));
    await harness.addTask(queueSid(2));
    await harness.addTask(queueSid(3));
    await harness.run(3_000);
    expect(shown()?.now.queued).toBe(ofQueue(1).now.queued + ofQueue(2).now.queued);
    expect(shown()?.now.oldestWaitingSince).toBe(ofQueue(1).now.oldestWaitingSince);
    expect(shown()?.last30Minutes).toMatchObject({ offered: 2, served: 0 });
    await put(1, [{ ...EVENING, included: [queueSid(3)] }]);
    await harness.runUntil(() => shown()?.queues === 1 && shown()?.now.queued === 1);
    await put(2, []);
    await harness.runUntil(() => shown() === null);
  });

  it('are written once a second at most, however often their queues change', async () => {
    await put(0, [EVENING]);
    await harness.runUntil(() => shown()?.queues === 2);
    const before = shown()?.v ?? 0;
    const versions = new Set<number>();
    for (let n = 0; n < 20; n += 1) {
      await harness.addTask(queueSid(1));
      await harness.run(250);
      versions.add(shown()?.v ?? 0);
    }
    versions.delete(before);
    expect(versions.size).toBeLessThanOrEqual(6);
    expect(versions.size).toBeGreaterThan(2);
  });

  it('are read in as many statements for one queue as for three, and one of no queues is not there', async () => {
    const all: QueueGroup = { id: 'a', name: 'All', queues: { kind: 'all' }, included: [], excluded: [] };
    await put(0, [{ ...EVENING, included: [queueSid(1)] }, all]);
    const asked = async (ids: readonly string[]) => {
      const { database, work } = countStatements(store.database);
      const found = await readGroupFigures(database.kysely, ids, { at: harness.clock.now(), zone: 'UTC' });
      return { statements: work().statements, queues: ids.map((id) => found.get(id)?.queues ?? null) };
    };
    expect(await asked(['e'])).toEqual({ statements: 2, queues: [1] });
    expect(await asked(['a', 'e', 'gone'])).toEqual({ statements: 2, queues: [3, 1, null] });
  });

  it('are for supervisors', () => {
    expect(profileReader(accessProfile('supervisor')).atOnce).toContain(NAME_PREFIX['queue-group']);
    expect(profileReader(accessProfile('agent')).atOnce).not.toContain(NAME_PREFIX['queue-group']);
  });
});
