import type { TaskAgentChange } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { Refusal } from '../../base/refusal';
import { readWorkflow } from '../../domain/routing/workflow-routes';
import { createIngest } from '../../ingest/ingest';
import { observeDirectory } from '../../ingest/observe-directory';
import { activitySid, callback, HOME, queueSid, T0, taskSid, workerSid } from '../../testing/callbacks';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import type { Caller, Doers } from '../caller';
import { createGiveTask, type AttributesOutcome, type RoutedTask } from './give-task';

const [READY, BREAK] = [activitySid(1), activitySid(2)];
const [ALICE, BEN, STRANGER] = [workerSid(1), workerSid(2), workerSid(9)];
const [SALES, BILLING, TASK] = [queueSid(1), queueSid(2), taskSid(1)];
const WORKFLOW = `WW${'0'.repeat(32)}`;
const ATTRIBUTES = '{"queue":"Sales","id":12345678901234567890}';
const GIVEN = `{"queue":"Sales","id":12345678901234567890,"who":"${ALICE}"}`;
const caller = (role: string): Caller => ({ identity: role, actor: role, roles: [role], workerSid: null });
const TO_ALICE: TaskAgentChange = { from: null, to: ALICE, evenIfAway: false };

const [embedded] = ENGINES;
let store: TestDatabase;
let task: RoutedTask | null;
let outcome: AttributesOutcome;
let sent: unknown[];
let targets: object[];
let givers: Doers;

beforeAll(async () => {
  if (embedded === undefined) throw new Error('No engine to test on');
  store = await embedded[1]();
  const ingest = createIngest({ database: store.database, clock: { now: () => T0 }, home: HOME });
  const queue = { TaskQueueSid: SALES, TaskQueueName: 'Sales', TaskQueueTargetExpression: '1==1' };
  await ingest.accept([{ source: 'callback', form: callback('task-queue.created', 0, queue) }]);
  await observeDirectory(ingest, [
    { kind: 'activity', sid: READY, name: 'Ready', available: true, updatedAtMs: T0 },
    { kind: 'activity', sid: BREAK, name: 'Break', available: false, updatedAtMs: T0 },
    { kind: 'worker', sid: ALICE, name: 'Alice', attributes: '{}', activitySid: READY, updatedAtMs: T0 },
    { kind: 'worker', sid: BEN, name: 'Ben', attributes: '{}', activitySid: BREAK, updatedAtMs: T0 },
  ]);
  await ingest.close();
});
afterAll(() => store.close());
beforeEach(async () => {
  task = { status: 'pending', queueSid: SALES, workflowSid: WORKFLOW, attributes: ATTRIBUTES, version: '"3"' };
  [outcome, sent, givers] = [{ outcome: 'done' }, [], 'supervisors'];
  targets = [{ queue: SALES, known_worker_sid: 'task.who' }];
  await sql`DELETE FROM audit`.execute(store.database.kysely);
});

function give(change: TaskAgentChange, role = 'supervisor', queue = SALES) {
  const configuration = JSON.stringify({ task_routing: { filters: [{ expression: '1==1', targets }] } });
  const command = createGiveTask({
    ...{ database: store.database, now: () => T0, givers },
    workflows: { routesOf: () => Promise.resolve(readWorkflow(configuration) ?? 'unreadable') },
    tasks: {
      read: () => Promise.resolve(task),
      setAttributes: (...written) => {
        sent.push(written);
        return Promise.resolve(outcome);
      },
    },
  });
  return command(caller(role), { queueSid: queue, taskSid: TASK }, change);
}

const refusalOf = async (given: Promise<unknown>): Promise<string> =>
  given.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

async function audited(): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    SELECT concat_ws(' ', actor, action, resource) AS line FROM audit ORDER BY action DESC`.execute(
    store.database.kysely,
  );
  return rows.map(({ line }) => line);
}

test('a task is given, on record and over no other change, by the one attribute that its workflow asks', async () => {
  expect(await give(TO_ALICE)).toEqual({ taskSid: TASK, workerSid: ALICE });
  expect(sent).toEqual([[TASK, GIVEN, '"3"']]);
  expect(await audited()).toEqual([`supervisor task.give ${TASK} - ${ALICE}`]);
});

test('and taken back, so that its attributes are what they were; given twice is given', async () => {
  task = task && { ...task, attributes: GIVEN };
  expect(await give(TO_ALICE)).toEqual({ taskSid: TASK, workerSid: ALICE });
  expect(sent).toEqual([]);
  expect(await give({ ...TO_ALICE, from: ALICE, to: null })).toEqual({ taskSid: TASK, workerSid: null });
  expect(sent).toEqual([[TASK, ATTRIBUTES, '"3"']]);
});

test('an agent on a break gets it when that is meant, and the refusal says where the agent is', async () => {
  const toBen = { ...TO_ALICE, to: BEN };
  await expect(give(toBen)).rejects.toMatchObject({
    ...{ kind: 'conflict', code: 'agent_away' },
    message: 'Ben is in Break now and is offered nothing: the task would wait.',
  });
  expect(await give({ ...toBen, evenIfAway: true })).toEqual({ taskSid: TASK, workerSid: BEN });
});

test('what TaskRouter does not do is on record, too', async () => {
  outcome = { outcome: 'refused', reason: 'too long (20001)' };
  await expect(give(TO_ALICE)).rejects.toMatchObject({ message: 'TaskRouter did not do it: too long (20001)' });
  expect(await audited()).toEqual([
    `supervisor task.give ${TASK} - ${ALICE}`,
    `supervisor task.agent-kept ${TASK} - ${ALICE}`,
  ]);
  outcome = { outcome: 'changed' };
  expect(await refusalOf(give(TO_ALICE))).toBe('task_changed');
});

const as = (change: Partial<RoutedTask>) => () => {
  task = task && { ...task, ...change };
};

test.each<[string, () => void]>([
  ['not_found', () => (task = null)],
  ['not_waiting', as({ status: 'assigned' })],
  ['not_waiting', as({ status: 'canceled' })],
  ['task_offered', as({ status: 'reserved' })],
  ['other_queue', as({ queueSid: BILLING })],
  ['unreadable_attributes', as({ attributes: '[]' })],
  ['given_meanwhile', as({ attributes: `{"who":"${BEN}"}` })],
  ['workflow_unknown', as({ workflowSid: null })],
  ['no_target', () => (targets = [{ queue: SALES }])],
  ['unreadable_workflow', () => (targets = [{ queue: 7 }])],
  ['switched_off', () => (givers = 'nobody')],
  ['not_admin', () => (givers = 'admins')],
])('%s: nothing is written, and nothing recorded', async (code, arrange) => {
  arrange();
  expect(await refusalOf(give(TO_ALICE))).toBe(code);
  expect([sent, await audited()]).toEqual([[], []]);
});

test('agents give nothing, and nobody gets a task whom the queue does not ask', async () => {
  expect(await refusalOf(give(TO_ALICE, 'agent'))).toBe('not_supervisor');
  expect(await refusalOf(give({ ...TO_ALICE, to: STRANGER }))).toBe('not_eligible');
  expect(await refusalOf(give(TO_ALICE, 'supervisor', BILLING))).toBe('not_eligible');
  expect(sent).toEqual([]);
});
