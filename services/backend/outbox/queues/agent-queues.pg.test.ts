import { AgentQueues, QueueBrief, type TaskQueueSid, type WorkerSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import * as v from 'valibot';
import type { Caller } from '../../commands/caller';
import { createFollowQueues, type FollowQueues } from '../../commands/queues/follow-queues';
import { observeDirectory } from '../../ingest/observe-directory';
import { agentQueuesKey, queueBriefKey } from '../../store/outbox/sync-keys';
import { nextClaimAt } from '../../store/outbox/sync-objects';
import { activitySid, queueSid, T0, workerSid } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { bytesOf } from '../pace';
import { createManualClock } from '../testing/manual-clock';
import { createHarness, type Harness } from '../testing/projection-harness';

const DAY_MS = 86_400_000;
const FORBIDDEN = 54007;
const NOT_FOUND = 54300;
const [ADA, BEN, CEM] = [workerSid(1), workerSid(2), workerSid(3)];
const [SALES, SUPPORT] = [queueSid(1), queueSid(2)];

const [embedded] = ENGINES;
let store: TestDatabase;
let harness: Harness;
let follow: FollowQueues;

beforeAll(async () => {
  if (embedded === undefined) throw new Error('No engine to test on');
  store = await embedded[1]();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.clear();
  harness = await createHarness(store.database, { clock: createManualClock(T0) });
  follow = createFollowQueues({
    ...{ database: store.database, clock: harness.clock },
    onMarked: harness.projector.wake,
    untilReadable: harness.grants.untilReadable,
  });
  await tellQueue(SALES, 'Sales', "skills HAS 'sales'");
  await tellQueue(SUPPORT, 'Support', "skills HAS 'support'");
  await tellWorker(ADA, ['sales', 'support']);
  await tellWorker(BEN, ['sales']);
  await tellWorker(CEM, []);
  await idle();
});
afterEach(() => harness.close());

async function tellQueue(sid: TaskQueueSid, name: string, targetWorkers: string): Promise<void> {
  const updatedAtMs = harness.clock.now();
  await harness.runWhile(
    observeDirectory(harness.ingest, [{ kind: 'task-queue', sid, name, targetWorkers, updatedAtMs }]),
  );
}

async function tellWorker(sid: WorkerSid, skills: readonly string[]): Promise<void> {
  const attributes = JSON.stringify({ skills });
  const worker = {
    kind: 'worker',
    sid,
    name: sid,
    attributes,
    activitySid: activitySid(1),
    updatedAtMs: harness.clock.now(),
  } as const;
  await harness.runWhile(observeDirectory(harness.ingest, [worker]));
}

async function ask(sid: WorkerSid): Promise<void> {
  const caller: Caller = { identity: sid, actor: sid, roles: ['agent'], workerSid: sid };
  await harness.runWhile(follow(caller));
}

const idle = () => harness.runUntil(async () => (await nextClaimAt(store.database.kysely)) === null);
const refusals = (queue: TaskQueueSid) =>
  [ADA, BEN, CEM].map((sid) => harness.sync.refusalOf(sid, queueBriefKey(queue)));
const brief = (queue: TaskQueueSid) => v.parse(QueueBrief, harness.sync.document(queueBriefKey(queue))?.data);
const listOf = (sid: WorkerSid) => v.parse(AgentQueues, harness.sync.document(agentQueuesKey(sid))?.data);
const writesOf = (name: string) => harness.sync.writes.filter(({ object }) => object === name).length;

test('an agent reads the briefs of the queues that she is eligible for once she asked, and nobody else does', async () => {
  expect(refusals(SALES)).toEqual([NOT_FOUND, NOT_FOUND, NOT_FOUND]);
  await ask(ADA);
  expect(harness.sync.refusalOf(ADA, agentQueuesKey(ADA))).toBeNull();
  await idle();
  expect(harness.sync.refusalOf(BEN, agentQueuesKey(ADA))).toBe(FORBIDDEN);
  expect(listOf(ADA)).toMatchObject({ taskQueueSids: [SALES, SUPPORT], eligible: 2 });
  expect([refusals(SALES), refusals(SUPPORT)]).toEqual([
    [null, FORBIDDEN, FORBIDDEN],
    [null, FORBIDDEN, FORBIDDEN],
  ]);
  await ask(BEN);
  await ask(CEM);
  await idle();
  expect([refusals(SALES), refusals(SUPPORT)]).toEqual([
    [null, null, FORBIDDEN],
    [null, FORBIDDEN, FORBIDDEN],
  ]);
  expect(listOf(CEM)).toMatchObject({ taskQueueSids: [], eligible: 0 });
});

test('a brief follows the queue, and costs no write while it stays the same', async () => {
  await ask(ADA);
  await idle();
  expect(brief(SALES)).toMatchObject({ name: 'Sales', waiting: 0, oldestWaitingSince: null });
  const [before, boardBefore] = [writesOf(queueBriefKey(SALES)), writesOf(`queue.${SALES}`)];
  await harness.addTask(SALES);
  const since = new Date(harness.clock.now()).toISOString();
  await idle();
  expect(brief(SALES)).toMatchObject({ waiting: 1, oldestWaitingSince: since });
  expect(bytesOf(brief(SALES))).toBeLessThanOrEqual(1_024);
  // Somebody more is eligible: the board says so, the brief has nothing to say.
  const after = writesOf(queueBriefKey(SALES));
  expect(after).toBe(before + 1);
  await tellWorker(CEM, ['sales']);
  await idle();
  expect(writesOf(queueBriefKey(SALES))).toBe(after);
  expect(writesOf(`queue.${SALES}`)).toBeGreaterThan(boardBefore + 1);
});

test('permissions follow the skills of an agent and the expression of a queue', async () => {
  await ask(ADA);
  await ask(BEN);
  await idle();
  harness.clock.advance(1_000);
  await tellWorker(ADA, ['support']);
  await idle();
  expect([refusals(SALES), refusals(SUPPORT)]).toEqual([
    [FORBIDDEN, null, FORBIDDEN],
    [null, FORBIDDEN, FORBIDDEN],
  ]);
  expect(listOf(ADA)).toMatchObject({ taskQueueSids: [SUPPORT], eligible: 1 });
  harness.clock.advance(1_000);
  await tellQueue(SUPPORT, 'Support', "skills HAS 'sales'");
  await idle();
  expect([listOf(ADA).taskQueueSids, listOf(BEN).taskQueueSids]).toEqual([[], [SALES, SUPPORT]]);
  expect([refusals(SALES), refusals(SUPPORT)]).toEqual([
    [FORBIDDEN, null, FORBIDDEN],
    [FORBIDDEN, null, FORBIDDEN],
  ]);
  await harness.runWhile(harness.deleteQueue(SUPPORT));
  await idle();
  expect(refusals(SUPPORT)).toEqual([NOT_FOUND, NOT_FOUND, NOT_FOUND]);
  expect(listOf(BEN)).toMatchObject({ taskQueueSids: [SALES], eligible: 1 });
});

test('a queue by another name costs one write, and no permission', async () => {
  await ask(ADA);
  await ask(BEN);
  await idle();
  const asked = harness.sync.requests.length;
  const before = [writesOf(queueBriefKey(SALES)), writesOf(agentQueuesKey(ADA)), writesOf(agentQueuesKey(BEN))];
  harness.clock.advance(1_000);
  await tellQueue(SALES, 'Sales & more', "skills HAS 'sales'");
  await idle();
  expect(brief(SALES).name).toBe('Sales & more');
  expect([writesOf(queueBriefKey(SALES)), writesOf(agentQueuesKey(ADA)), writesOf(agentQueuesKey(BEN))]).toEqual([
    (before[0] ?? 0) + 1,
    before[1],
    before[2],
  ]);
  const permissions = harness.sync.requests.slice(asked).filter(({ method }) => /grant|revoke/.test(method));
  expect(permissions).toEqual([]);
});

test('a supervisor may read briefs too', async () => {
  const profile = { role: 'supervisor', libraries: [], identity: 'profile.supervisor.of-a-test' } as const;
  await harness.runWhile(harness.grants.ensureProfile(profile));
  await ask(ADA);
  await idle();
  const { rows } = await sql<{ identity: string }>`SELECT identity FROM access_profile`.execute(store.database.kysely);
  expect(rows.map(({ identity }) => harness.sync.refusalOf(identity, queueBriefKey(SALES)))).toEqual([null]);
});

test('who has not asked for four weeks follows no more, and the briefs that nobody reads are gone', async () => {
  await ask(ADA);
  await idle();
  await sql`UPDATE queue_reader SET asked_at = ${T0 - 29 * DAY_MS}::bigint`.execute(store.database.kysely);
  await harness.startTimers();
  await harness.runUntil(() => harness.sync.sidOf(queueBriefKey(SALES)) === undefined);
  await harness.runUntil(() => harness.sync.sidOf(agentQueuesKey(ADA)) === undefined);
  await ask(ADA);
  await harness.runUntil(() => refusals(SALES)[0] === null);
});
