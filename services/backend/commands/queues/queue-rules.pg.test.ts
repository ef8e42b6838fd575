import { nameTags, type QueueRule, type QueueRules, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import { sql } from 'kysely';
import { namesTold } from '../../domain/directory/told-names';
import { foldTask } from '../../domain/fold-task';
import { policiesInForce, policiesOf } from '../../domain/queues/queue-policies';
import { emptyTask } from '../../domain/task-state';
import { applyEvents } from '../../ingest/apply-events';
import { createIngest, type Ingest } from '../../ingest/ingest';
import type { CallbackForm } from '../../ingest/normalize-callback';
import { rebuildState } from '../../ingest/rebuild/rebuild';
import { pruneEvents } from '../../store/event-retention';
import { queueRules } from '../../store/migrations/0027-queue-rules';
import { queueGroups } from '../../store/migrations/0033-queue-groups';
import { queueObjectKey, QUEUE_INDEX_KEY } from '../../store/outbox/sync-keys';
import { listQueues } from '../../store/queues/queue-read';
import { settlePolicies } from '../../store/queues/settle-policies';
import { countsOf, type rowOfBucket } from '../../store/queues/queue-sums';
import { callback, callStory, eventOf, HOME, queueSid, T0, taskFields, taskSid } from '../../testing/callbacks';
import { ENGINES, openReal, type TestDatabase } from '../../testing/databases';
import { anyHistory, disturbed } from '../../testing/histories';
import { judgedBuckets } from '../../testing/judged-buckets';
import { stateDump } from '../../testing/state-dump';
import { createQueueRuleCommands, type QueueRuleCommands } from './queue-rules';

const caller = (role: string) => ({ identity: role, roles: [role], workerSid: null, actor: role });
const [ADMIN, SUPERVISOR, AGENT] = [caller('admin'), caller('supervisor'), caller('agent')];
const now = (): number => T0 + 7_200_000;

const anyRules: fc.Arbitrary<readonly QueueRule[]> = fc
  .array(
    fc.record({
      queues: fc.constantFrom<QueueRule['queues']>(
        { kind: 'all' },
        { kind: 'name', contains: 'RENAMED' },
        { kind: 'name', contains: 'queue 1' },
        { kind: 'name', contains: 'again' },
      ),
      channel: fc.constantFrom(undefined, 'voice', 'chat'),
      thresholdSeconds: fc.constantFrom(undefined, 0, 1, 30, 600),
      shortAbandonSeconds: fc.constantFrom(0, 2, 300),
    }),
    { maxLength: 4 },
  )
  .map((rules) => rules.map((rule, n) => ({ id: `r${n}`, ...rule })));

const revisionOf = async (commands: QueueRuleCommands): Promise<number> => (await commands.read(ADMIN)).revision;

/** Puts rules in the place of whichever there are, whoever changes them meanwhile. */
async function put(commands: QueueRuleCommands, rules: readonly QueueRule[]): Promise<QueueRules> {
  const { outcome, current } = await commands.replace(ADMIN, {
    revision: await revisionOf(commands),
    rules: [...rules],
  });
  return outcome === 'saved' ? current : put(commands, rules);
}

/** The stored buckets, those of minutes as of quarters of an hour. */
async function storedSums({ database: { kysely } }: TestDatabase) {
  const { rows } = await sql<ReturnType<typeof rowOfBucket>>`
    SELECT * FROM queue_minute ORDER BY queue_sid, minute`.execute(kysely);
  const quarters = await sql`
    SELECT FROM queue_quarter AS q FULL JOIN (
      SELECT queue_sid, minute / 15 AS quarter, sum(abandoned_in_time) AS abandoned_in_time,
        sum(answered_in_time) AS answered_in_time FROM queue_minute GROUP BY 1, 2
    ) AS m USING (queue_sid, quarter)
    WHERE (coalesce(q.abandoned_in_time, 0), coalesce(q.answered_in_time, 0)) IS DISTINCT FROM
      (coalesce(m.abandoned_in_time, 0), coalesce(m.answered_in_time, 0))`.execute(kysely);
  const buckets = rows.map((row) => ({ queueSid: row.queue_sid, minute: row.minute, counts: countsOf(row) }));
  return { buckets, differingQuarters: quarters.rows.length };
}

/** What they have to be: every task by the rules for the present name of its queues. */
function expectedSums(history: readonly CallbackForm[], rules: readonly QueueRule[], tasks = [1, 2, 3]) {
  const events = history.map(eventOf);
  const names = namesTold(events);
  const policiesOfQueue = (sid: TaskQueueSid) => {
    const name = names.get(sid)?.value ?? sid;
    return policiesOf(policiesInForce(rules, { name, groups: nameTags(name), asksFor: [] }));
  };
  const states = tasks.map((n) => events.reduce(foldTask, emptyTask(taskSid(n))));
  return { buckets: judgedBuckets(states, policiesOfQueue), differingQuarters: 0 };
}

describe.each(ENGINES)('the rules of queues on %s', (_name, open) => {
  let db: TestDatabase;
  let ingest: Ingest;
  let commands: QueueRuleCommands;
  let marked: string[];

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.clear();
    marked = [];
    ingest = createIngest({ database: db.database, clock: { now }, home: HOME });
    commands = createQueueRuleCommands({ database: db.database, now, onMarked: (keys) => marked.push(...keys) });
  });
  afterEach(() => ingest.close());

  const accept = (forms: readonly CallbackForm[]) => ingest.accept(forms.map((form) => ({ source: 'callback', form })));

  it('count for every minute there is, whatever the order of events, renames, other rules and rebuilds', async () => {
    const steps = anyHistory(50).chain((history) =>
      fc.record({
        history: fc.constant(history),
        batches: disturbed(history),
        rules: fc.array(anyRules, { minLength: 2, maxLength: 5 }),
        isRebuilt: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(steps, async ({ history, batches, rules, isRebuilt }) => {
        await db.clear();
        for (let n = 0; n < Math.max(batches.length, rules.length); n += 1) {
          await accept(batches[n] ?? []);
          const next = rules[n];
          if (next !== undefined) await put(commands, next);
        }
        const last = rules.at(-1) ?? [];
        expect(await storedSums(db)).toEqual(expectedSums(history, last));
        if (!isRebuilt) return;
        await expect(rebuildState({ database: db.database, now })).resolves.toMatchObject({ rows: 0, sums: 0 });
        await sql`UPDATE queue_policy SET policies = '{"default": {}}'`.execute(db.database.kysely);
        await sql`DELETE FROM queue_visit WHERE number = 0`.execute(db.database.kysely);
        await rebuildState({ database: db.database, now });
        expect(await storedSums(db)).toEqual(expectedSums(history, last));
      }),
      { numRuns: 12 },
    );
  });

  it('mark the index and the queues that are judged otherwise, and no others', async () => {
    await accept([1, 2].flatMap((n) => callStory({ task: n, queue: n, entered: 0, accepted: 30, completed: 60 })));
    const rule: QueueRule = { id: 'a', queues: { kind: 'name', contains: 'queue 2' }, thresholdSeconds: 30 };
    expect(await put(commands, [rule])).toEqual({ revision: 1, rules: [rule], canEdit: true });
    expect(marked.sort()).toEqual([QUEUE_INDEX_KEY, queueObjectKey(queueSid(2))].sort());
    marked = [];
    await put(commands, [rule, { ...rule, id: 'b', thresholdSeconds: 40 }]);
    expect(marked).toEqual([]);
    const policies = (await listQueues(db.database.kysely)).map((queue) => queue.policies['voice']?.thresholdSeconds);
    expect(policies).toEqual([20, 30]);
    // Another name, another rule.
    await accept([callback('task.updated', 70, taskFields(1, 1, { TaskQueueName: 'Not Queue 2' }))]);
    expect((await storedSums(db)).buckets.map(({ counts }) => counts.answeredInTime)).toEqual([1, 0, 1, 0]);
  });

  it('are read by supervisors, who are told which rule won, and written by admins, in turn', async () => {
    await accept(callStory({ task: 1, queue: 1, entered: 0, fields: { TaskQueueName: 'Sales / EMEA' } }));
    const rules: QueueRule[] = [
      { id: 'a', queues: { kind: 'group', group: 'sales' }, channel: 'chat', targetPercent: 70 },
      { id: 'b', queues: { kind: 'group', group: 'nobody' }, targetPercent: 60 },
    ];
    await put(commands, rules);
    expect(await commands.read(SUPERVISOR)).toEqual({ revision: 1, rules, canEdit: false });
    const { revision, queues, rules: winners } = await commands.policies(SUPERVISOR);
    expect(winners).toEqual(rules.slice(0, 1));
    expect([revision, queues.map(({ name }) => name)]).toEqual([1, ['Sales / EMEA']]);
    expect(queues[0]?.channels.map((each) => [each.channel, each.targetPercent, each.rules])).toEqual([
      [null, 80, {}],
      ['chat', 70, { targetPercent: 'a' }],
      ['voice', 80, {}],
    ]);
    await expect(commands.policies(SUPERVISOR, { taskQueueSid: queueSid(1) })).resolves.toMatchObject({ queues });
    await expect(commands.policies(SUPERVISOR, { taskQueueSid: queueSid(2) })).resolves.toMatchObject({ queues: [] });
    await expect(commands.replace(ADMIN, { revision: 0, rules: [] })).resolves.toEqual({
      outcome: 'conflict',
      current: { revision: 1, rules, canEdit: true },
    });
    await expect(commands.replace(SUPERVISOR, { revision: 1, rules: [] })).rejects.toMatchObject({ code: 'not_admin' });
    expect(() => commands.read(AGENT)).toThrow('Only supervisors and admins');
    const { rows } = await sql`SELECT actor, action FROM audit`.execute(db.database.kysely);
    expect(rows).toEqual([{ actor: 'admin', action: 'queue-rules.edit' }]);
  });

  it('count for what was stored before there were any: the migration finds its visits', async () => {
    const [history = []] = fc.sample(anyHistory(80), { numRuns: 1, seed: 24 });
    await accept(history);
    const state = await stateDump(db.database);
    for (const statement of [
      'DROP TABLE queue_visit',
      'DROP TABLE queue_policy',
      'DROP TABLE queue_rules',
      'DROP TABLE queue_groups',
      'ALTER TABLE queue_minute DROP COLUMN abandoned_in_time',
      'ALTER TABLE queue_quarter DROP COLUMN abandoned_in_time',
    ]) {
      await sql.raw(statement).execute(db.database.kysely);
    }
    await queueRules.up(db.database.kysely);
    await queueGroups.up(db.database.kysely);
    // As a start does.
    await settlePolicies(db.database.patient, { now });
    expect(await stateDump(db.database)).toBe(state);
    expect(await storedSums(db)).toEqual(expectedSums(history, []));
  });

  it('count for tasks whose events are gone as for all others', async () => {
    const old = -700_000;
    await accept(callStory({ task: 1, queue: 1, entered: old, accepted: old + 30, completed: old + 60 }));
    await accept(callStory({ task: 2, queue: 1, entered: 0 }));
    const options = { before: T0, limit: 10, now: now() };
    await sql`UPDATE event SET received_at = 0`.execute(db.database.kysely);
    await expect(pruneEvents(db.database.kysely, options)).resolves.toMatchObject({ tasks: 1 });
    await sql`DELETE FROM queue_visit`.execute(db.database.kysely);
    await rebuildState({ database: db.database, now });
    await put(commands, [{ id: 'a', queues: { kind: 'all' }, thresholdSeconds: 30 }]);
    const inTime = (await storedSums(db)).buckets.map(({ counts }) => counts.answeredInTime);
    expect(inTime.reduce((sum, count) => sum + count, 0)).toBe(1);
  });
});

describe('the rules of queues beside ingest', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openReal();
  });
  afterAll(() => db.close());

  it('wait for whoever has judged by the old ones and has not committed yet', async () => {
    await db.clear();
    const { kysely } = db.database;
    const commands = createQueueRuleCommands({ database: db.database, now, onMarked: () => undefined });
    const story = callStory({ task: 1, queue: 1, entered: 0, reserved: 1, accepted: 30 });
    const last = story.slice(-1).map(eventOf);
    const ingest = createIngest({ database: db.database, clock: { now }, home: HOME });
    await ingest.accept(story.slice(0, -1).map((form) => ({ source: 'callback', form })));
    await ingest.close();
    const rules: QueueRule[] = [{ id: 'a', queues: { kind: 'all' }, thresholdSeconds: 30 }];
    const isWaiting = async (): Promise<boolean> =>
      (await sql`SELECT FROM pg_locks WHERE NOT granted`.execute(kysely)).rows.length > 0;
    let changed: Promise<unknown> = Promise.resolve();
    await kysely.transaction().execute(async (trx) => {
      await applyEvents(trx, last, { queueSids: new Set([queueSid(1)]), names: namesTold(last) });
      changed = put(commands, rules);
      while (!(await isWaiting())) await new Promise((resolve) => setImmediate(resolve));
    });
    await changed;
    expect(await storedSums(db)).toEqual(expectedSums(story, rules, [1]));
  });

  it('are in force in all sums at the end, whoever did what at the same time', async () => {
    let overlapping = 0;
    const histories = fc.array(anyHistory(40), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(histories, fc.array(anyRules, { minLength: 6, maxLength: 6 }), async (parts, rules) => {
        await db.clear();
        const commands = createQueueRuleCommands({ database: db.database, now, onMarked: () => undefined });
        const processes = [1, 2, 3].map(() =>
          createIngest({ database: db.database, clock: { now }, home: HOME, maxBatch: 4 }),
        );
        let open = parts.length;
        const feed = async (forms: readonly CallbackForm[], n: number): Promise<void> => {
          for (let start = 0; start < forms.length; start += 5) {
            const batch = forms.slice(start, start + 5);
            await processes[n]?.accept(batch.map((form) => ({ source: 'callback', form })));
          }
          open -= 1;
        };
        const change = async (): Promise<void> => {
          for (const next of rules) {
            if (open > 0) overlapping += 1;
            await put(commands, next);
          }
        };
        await Promise.all([...parts.map(feed), change(), rebuildState({ database: db.database, now })]);
        await Promise.all(processes.map((process) => process.close()));
        expect(await storedSums(db)).toEqual(expectedSums(parts.flat(), rules.at(-1) ?? []));
      }),
      // What happens at the same time does not happen again with a smaller example.
      { numRuns: 25, endOnFailure: true },
    );
    expect(overlapping).toBeGreaterThan(30);
  });
});
