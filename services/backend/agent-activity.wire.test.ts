import {
  agentActivityPath,
  AgentActivity,
  ACTIVITIES_PATH,
  HttpError,
  WorkspaceActivities,
  type ActivitySid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { account } from '../local-twilio/base/account';
import { eventually, startLocalBackend, type LocalBackend } from './testing/local-backend';

let suite: LocalBackend;
let supervisor: string;
let alice: WorkerSid;
/** By name. */
let activities: ReadonlyMap<string, ActivitySid>;

beforeAll(async () => {
  suite = await startLocalBackend();
  supervisor = await suite.flexToken('supervisor');
  const workers = await workspace().workers.list({ friendlyName: 'alice' });
  alice = workers[0]?.sid as WorkerSid;
  const answer = await ask('GET', ACTIVITIES_PATH);
  const listed = v.parse(WorkspaceActivities, await answer.json());
  expect(listed.mayChange).toBe(true);
  activities = new Map(listed.activities.map(({ name, activitySid }) => [name, activitySid]));
});
afterAll(() => suite.close());

const workspace = () => suite.client.taskrouter.v1.workspaces(account.workspaceSid);
const activityOf = async (): Promise<string> => (await workspace().workers(alice).fetch()).activityName;
const sidOf = (name: string): ActivitySid => activities.get(name) ?? (`no activity ${name}` as ActivitySid);

const ask = (method: string, path: string, body?: object, token = supervisor): Promise<Response> =>
  fetch(`${suite.config.publicBaseUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const change = (from: string, to: string, more: object = {}, token = supervisor): Promise<Response> =>
  ask('PUT', agentActivityPath(alice), { from: sidOf(from), to: sidOf(to), ...more }, token);

const codeOf = async (answer: Response): Promise<string> => v.parse(HttpError, await answer.json()).code;

test('a supervisor puts an agent into another activity in TaskRouter, and back; an agent may not', async () => {
  await workspace()
    .workers(alice)
    .update({ activitySid: sidOf('Available') });
  const forbidden = await change('Available', 'Break', {}, await suite.flexToken('agent', 'alice'));
  expect([forbidden.status, await codeOf(forbidden)]).toEqual([403, 'not_supervisor']);
  expect(await activityOf()).toBe('Available');

  const done = await change('Available', 'Break');
  expect(v.parse(AgentActivity, await done.json())).toEqual({ workerSid: alice, activitySid: sidOf('Break') });
  expect(await activityOf()).toBe('Break');
  const late = await change('Available', 'Offline');
  expect([late.status, await codeOf(late)]).toEqual([409, 'activity_changed']);
  expect((await change('Break', 'Available')).status).toBe(200);
  expect(await activityOf()).toBe('Available');
});

test('an agent to whom a task is offered stays, until the offer is taken back with it', async () => {
  await workspace()
    .workers(alice)
    .update({ activitySid: sidOf('Available') });
  const { taskSid } = await suite.control('/emulator/tasks', { channel: 'chat', queue: 'Sales', worker: 'alice' });
  await eventually(async () => {
    // From where she is not, so that nothing is done before the backend has heard of the offer.
    const answer = await change('Offline', 'Break');
    return answer.status === 409 && (await codeOf(answer)) === 'offer_pending' ? true : null;
  });
  expect((await change('Available', 'Break')).status).toBe(409);
  expect(await activityOf()).toBe('Available');
  expect((await change('Available', 'Break', { takesOffersBack: true })).status).toBe(200);
  expect(await activityOf()).toBe('Break');
  const offers = await workspace().tasks(String(taskSid)).reservations.list();
  expect(offers.map(({ reservationStatus }) => reservationStatus)).toEqual(['rejected']);
});
