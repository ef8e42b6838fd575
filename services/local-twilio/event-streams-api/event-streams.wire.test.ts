import twilio from 'twilio';
import { account } from '../base/account';
import { startLocalTwilio, type LocalTwilio } from '../start-local-twilio';
import { eventually } from '../testing/sync-host';
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver';

const { accountSid, authToken, workspaceSid } = account;
const PREFIX = 'com.twilio.taskrouter.';

let local: LocalTwilio;
let receiver: WebhookReceiver;
/** The genuine helper. */
let client: twilio.Twilio;

beforeAll(async () => {
  local = await startLocalTwilio({ port: 0 });
  client = twilio(accountSid, authToken, { accountSid });
  client.events.baseUrl = `${local.url}/__twilio/events.twilio.com`;
  client.taskrouter.baseUrl = `${local.url}/__twilio/taskrouter.twilio.com`;
});
afterAll(() => local.close());
beforeEach(async () => {
  receiver = await startWebhookReceiver('/webhooks/event-streams?shop=a&b=%C3%A9');
});
afterEach(async () => {
  for (const { sid } of await client.events.v1.subscriptions.list()) await client.events.v1.subscriptions(sid).remove();
  for (const { sid } of await client.events.v1.sinks.list()) await client.events.v1.sinks(sid).remove();
  await receiver.close();
});

const createSink = (configuration: object = {}) =>
  client.events.v1.sinks.create({
    description: 'ours',
    sinkConfiguration: { destination: receiver.url, method: 'POST', ...configuration },
    sinkType: 'webhook',
  });
const subscribe = (sinkSid: string, ...types: string[]) =>
  client.events.v1.subscriptions.create({
    description: 'ours',
    sinkSid,
    types: types.map((type) => ({ type: PREFIX + type, schema_version: 4 })),
  });
const createQueue = (friendlyName: string) =>
  client.taskrouter.v1.workspaces(workspaceSid).taskQueues.create({ friendlyName, targetWorkers: '1==1' });

interface CloudEvent {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly data: { readonly payload: Readonly<Record<string, unknown>> };
}
const batches = () => receiver.received.map(({ body }) => JSON.parse(body) as CloudEvent[]);
const arrived = (count: number) =>
  eventually(() => {
    expect(receiver.received).toHaveLength(count);
  });
const counts = async () => {
  const answer = await fetch(`${local.url}/emulator/event-streams`);
  return ((await answer.json()) as { counts: object }).counts;
};

test('[ES1, ES2] sinks and subscriptions are made, read, listed, changed and deleted by the genuine helper', async () => {
  const sink = await createSink();
  expect(sink).toMatchObject({ sinkType: 'webhook', status: 'active', description: 'ours' });
  expect(sink.sinkConfiguration).toEqual({ destination: receiver.url, method: 'POST', batch_events: true });
  const { sid } = await subscribe(sink.sid, 'task.created', 'task.canceled');
  const subscription = client.events.v1.subscriptions(sid);
  expect((await client.events.v1.sinks.list({ inUse: true })).map((each) => each.sid)).toEqual([sink.sid]);
  expect(await client.events.v1.sinks.list({ inUse: false })).toEqual([]);
  expect((await client.events.v1.subscriptions.list({ sinkSid: sink.sid })).map((each) => each.sid)).toEqual([sid]);

  await subscription.subscribedEvents.create({ type: `${PREFIX}worker.created` });
  await subscription.subscribedEvents(`${PREFIX}task.created`).update({ schemaVersion: 2 });
  await subscription.subscribedEvents(`${PREFIX}task.canceled`).remove();
  const types = await subscription.subscribedEvents.list();
  expect(types.map(({ type, schemaVersion }) => [type.slice(PREFIX.length), schemaVersion])).toEqual([
    ['task.created', 2],
    ['worker.created', 4],
  ]);
  await expect(subscription.subscribedEvents(`${PREFIX}task.canceled`).fetch()).rejects.toMatchObject({ status: 404 });
  expect((await subscription.update({ description: 'mine' })).description).toBe('mine');
  expect((await client.events.v1.sinks(sink.sid).update({ description: 'mine' })).description).toBe('mine');

  await expect(client.events.v1.sinks(sink.sid).remove()).rejects.toMatchObject({ status: 400, code: 20001 });
  expect(await subscription.remove()).toBe(true);
  expect(await client.events.v1.sinks(sink.sid).remove()).toBe(true);
  await expect(client.events.v1.sinks(sink.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

test('[ES1] what is no webhook that is posted to is refused by its name', async () => {
  const kinesis = { description: 'a', sinkConfiguration: { arn: 'a' }, sinkType: 'kinesis' as const };
  await expect(client.events.v1.sinks.create(kinesis)).rejects.toMatchObject({ status: 501 });
  await expect(createSink({ method: 'GET' })).rejects.toMatchObject({ status: 501 });
  await expect(createSink({ destination: 'ftp://a' })).rejects.toMatchObject({ status: 400 });
  expect(await client.events.v1.sinks.list()).toEqual([]);
});

test('[ES2] types are TaskRouter’s without activities; one that is not there is subscribed to by nobody', async () => {
  const types = (await client.events.v1.eventTypes.list({ schemaId: 'TaskRouter.WDSEvent' })).map(({ type }) => type);
  expect(types).toHaveLength(38);
  expect(types).toContain(`${PREFIX}task-queue.expression-updated`);
  expect(types.filter((type) => type.includes('.activity.')).map((type) => type.slice(PREFIX.length))).toEqual([
    'worker.activity.update',
  ]);
  const { sid } = await createSink();
  await expect(subscribe(sid, 'task.created', 'activity.created')).rejects.toMatchObject({ status: 400 });
  expect(await client.events.v1.subscriptions.list()).toEqual([]);
  await expect(client.events.v1.schemas('TaskRouter.WDSEvent').fetch()).rejects.toMatchObject({ status: 501 });
});

test('[ES3, ES4] the events of one turn come in one batch, signed by its hash, under the SIDs of the callbacks', async () => {
  const { sid } = await createSink();
  await subscribe(sid, 'task.created', 'task-queue.entered', 'workflow.entered', 'task-queue.expression-updated');
  const queue = await createQueue('Größe');
  const attributes = JSON.stringify({ queue: 'Größe' });
  const workspace = client.taskrouter.v1.workspaces(workspaceSid);
  await workspace.tasks.create({ attributes });
  await arrived(1);
  await workspace.taskQueues(queue.sid).update({ targetWorkers: 'a == 1' });
  await arrived(2);
  for (const { url, body, headers } of receiver.received) {
    const signature = String(headers['x-twilio-signature']);
    expect(url).toMatch(/\?shop=a&b=%C3%A9&bodySHA256=[0-9a-f]{64}$/u);
    expect(twilio.validateRequestWithBody(authToken, signature, url, body)).toBe(true);
    expect(twilio.validateRequestWithBody(authToken, signature, url, `${body} `)).toBe(false);
    expect(headers['content-type']).toBe('application/json');
  }
  const [ofTask = [], [ofQueue] = []] = batches();
  const listed = await workspace.events.list({ minutes: 5 });
  expect(ofTask.map(({ type }) => type.slice(PREFIX.length)).sort()).toEqual([
    'task-queue.entered',
    'task.created',
    'workflow.entered',
  ]);
  expect(listed.map((event) => event.sid)).toEqual(
    expect.arrayContaining(ofTask.map(({ data }) => data.payload['sid'])),
  );
  expect(ofTask.find(({ type }) => type.endsWith('task.created'))).toMatchObject({
    specversion: '1.0',
    dataschema: 'https://events-schemas.twilio.com/TaskRouter.WDSEvent/4',
    data: {
      account_sid: accountSid,
      payload: {
        ...{ eventtype: 'task.created', workspace_sid: workspaceSid, task_attributes: attributes, task_priority: 0 },
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/u) as string,
        task_date_created: expect.stringMatching(/^\d{4}-.*Z$/u) as string,
      },
    },
  });
  expect(ofQueue).toMatchObject({
    type: `${PREFIX}task-queue.expression-updated`,
    data: { payload: { eventtype: 'task-queue.expression.updated', task_queue_target_expression: 'a == 1' } },
  });
});

test('[ES4] a sink without batches is told one event at a time, and of two subscriptions by each', async () => {
  const { sid } = await createSink({ batch_events: false });
  await subscribe(sid, 'task-queue.created');
  await subscribe(sid, 'task-queue.created', 'task-queue.deleted');
  await createQueue('Alone');
  await arrived(2);
  const [first, second] = batches().flat();
  expect(batches().map(({ length }) => length)).toEqual([1, 1]);
  expect(first?.data.payload['sid']).toBe(second?.data.payload['sid']);
  expect(first?.id).not.toBe(second?.id);
});

test('[ES1, ES5] a test event comes on demand; trouble of the receiver is repeated, a refusal is not', async () => {
  const { sid } = await createSink();
  receiver.answers.push(503, 429, 204, 403);
  expect((await client.events.v1.sinks(sid).sinkTest.create()).result).toBe('submitted');
  await arrived(3);
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  expect(batches()[0]).toEqual([expect.objectContaining({ type: 'com.twilio.eventstreams.test-event' })]);
  await client.events.v1.sinks(sid).sinkTest.create();
  await eventually(async () => {
    expect(await counts()).toMatchObject({ pending: 0, lastFailure: 'HTTP 403' });
  });
  expect(receiver.received).toHaveLength(4);
  expect((await client.events.v1.sinks(sid).sinkValidate.create({ testId: 'a' })).result).toBe('valid');
  const { sid: kept } = await createSink();
  await fetch(`${local.url}/emulator/reset`, { method: 'POST', body: '{}' });
  expect(await counts()).toMatchObject({ sent: 0, lastFailure: null });
  expect((await client.events.v1.sinks.list()).map((sink) => sink.sid)).toContain(kept);
});
