import {
  HttpError,
  QueueDetail,
  queueDetailPath,
  TaskAgent,
  taskAgentPath,
  type AgentRoute,
  type TaskQueueSid,
  type TaskSid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { account } from '../local-twilio/base/account';
import { eventually, startLocalBackend, type LocalBackend } from './testing/local-backend';

let suite: LocalBackend;
let supervisor: string;
let alice: WorkerSid;
let sam: WorkerSid;
let sales: TaskQueueSid;
let task: TaskSid;

beforeAll(async () => {
  suite = await startLocalBackend();
  supervisor = await suite.flexToken('supervisor');
  [alice, sam] = (await Promise.all(['alice', 'sam'].map(workerNamed))) as [WorkerSid, WorkerSid];
  const [queue] = await workspace().taskQueues.list({ friendlyName: 'Sales' });
  sales = queue?.sid as TaskQueueSid;
});
afterAll(() => suite.close());

const workspace = () => suite.client.taskrouter.v1.workspaces(account.workspaceSid);
const workerNamed = async (friendlyName: string): Promise<WorkerSid> =>
  (await workspace().workers.list({ friendlyName }))[0]?.sid as WorkerSid;

async function put(worker: WorkerSid, activity: string): Promise<void> {
  const [found] = await workspace().activities.list({ friendlyName: activity });
  await workspace()
    .workers(worker)
    .update({ activitySid: found?.sid ?? '' });
}

const ask = (method: string, path: string, body?: object): Promise<Response> =>
  fetch(`${suite.config.publicBaseUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${supervisor}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const give = (from: WorkerSid | null, to: WorkerSid | null, more: object = {}): Promise<Response> =>
  ask('PUT', taskAgentPath(sales, task), { from, to, ...more });
const codeOf = async (answer: Response): Promise<string> => v.parse(HttpError, await answer.json()).code;

/** What the list of who waits says of the task; null while it does not have it. */
async function routeOf(): Promise<AgentRoute | null> {
  const detail = v.parse(QueueDetail, await (await ask('GET', queueDetailPath(sales))).json());
  expect(detail.mayGive).toBe(true);
  return detail.waiting.find(({ taskSid }) => taskSid === task)?.agentRoute ?? null;
}

async function newTask(): Promise<void> {
  for (const worker of await workspace().workers.list()) await put(worker.sid as WorkerSid, 'Break');
  const made = await suite.control('/emulator/tasks', {
    channel: 'chat',
    queue: 'Sales',
    attributes: { note: 'kept' },
  });
  task = made['taskSid'] as TaskSid;
}

test('a waiting task is given to an agent, waits for her alone, and is hers when she is back', async () => {
  await newTask();
  expect(await eventually(routeOf)).toEqual({ state: 'possible', givenTo: null, waitsForSeconds: 120 });
  const away = await give(null, alice);
  expect([away.status, await codeOf(away)]).toEqual([409, 'agent_away']);
  const done = await give(null, alice, { evenIfAway: true });
  expect(v.parse(TaskAgent, await done.json())).toEqual({ taskSid: task, workerSid: alice });
  const { attributes } = await workspace().tasks(task).fetch();
  expect(JSON.parse(attributes)).toMatchObject({ queue: 'Sales', note: 'kept', agent_sid: alice });
  await eventually(async () => ((await routeOf()) as { givenTo?: string } | null)?.givenTo === alice || null);

  await put(sam, 'Available');
  expect((await workspace().tasks(task).fetch()).assignmentStatus).toBe('pending');
  await put(alice, 'Available');
  const [offer] = await workspace().tasks(task).reservations.list();
  expect(offer?.workerSid).toBe(alice);
  const late = await give(alice, null);
  expect([late.status, await codeOf(late)]).toEqual([409, 'task_offered']);
  await workspace()
    .tasks(task)
    .reservations(offer?.sid ?? '')
    .update({ reservationStatus: 'accepted' });
  const later = await give(alice, null);
  expect([later.status, await codeOf(later)]).toEqual([409, 'not_waiting']);
});

test('it is given back to all while it waits, and goes to whoever is free', async () => {
  await newTask();
  expect((await give(null, sam, { evenIfAway: true })).status).toBe(200);
  expect((await give(sam, null)).status).toBe(200);
  expect(JSON.parse((await workspace().tasks(task).fetch()).attributes)).not.toHaveProperty('agent_sid');
  await put(alice, 'Available');
  const [offer] = await workspace().tasks(task).reservations.list();
  expect(offer?.workerSid).toBe(alice);
});
