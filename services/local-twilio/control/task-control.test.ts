import { startTaskRouterHost, type TaskRouterHost } from '../testing/task-router-host';

let host: TaskRouterHost;

beforeEach(async () => {
  host = await startTaskRouterHost();
});
afterEach(() => host.close());

interface Truth {
  readonly at: string;
  readonly queues: readonly { readonly sid: string; readonly name: string }[];
  readonly workers: readonly Record<string, unknown>[];
  readonly tasks: readonly Record<string, unknown>[];
  readonly reservations: readonly Record<string, unknown>[];
}
/** `expect`'s matchers are typed `any`; an unknown may stand wherever a value is compared. */
const instant: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);
const text = (part: string): unknown => expect.stringContaining(part);

const truth = async () => (await host.control('GET', '/truth')).body as Truth;
const create = async (body: object) =>
  ((await host.control('POST', '/tasks', body)).body as { taskSid: string }).taskSid;

test('[SI1] a task is made, answered by a worker who is called to work, hung up and completed by hand', async () => {
  const sid = await create({ queue: 'Sales', from: '+15559876543', attributes: { tier: 'gold' } });
  expect((await truth()).tasks).toEqual([
    expect.objectContaining({ sid, status: 'pending', channel: 'voice', direction: 'inbound', party: '+15559876543' }),
  ]);
  const accepted = await host.control('POST', `/tasks/${sid}/accept`, { worker: 'alice' });
  expect(accepted).toMatchObject({ status: 200, body: { status: 'assigned', reservations: [{ worker: 'alice' }] } });
  expect(await host.control('POST', `/tasks/${sid}/hangup`)).toMatchObject({ body: { status: 'wrapping' } });
  expect(await host.control('POST', `/tasks/${sid}/complete`)).toMatchObject({ body: { status: 'completed' } });
  const { tasks, reservations, queues } = await truth();
  const queueSid = queues.find(({ name }) => name === 'Sales')?.sid;
  expect(tasks[0]).toMatchObject({
    endReason: 'hangup',
    createdAt: instant,
    endedAt: instant,
    visits: [{ queueSid, enteredAt: instant, leftAt: instant, why: 'answered' }],
    transfers: [],
  });
  expect(reservations[0]).toMatchObject({
    taskSid: sid,
    queueSid,
    status: 'completed',
    createdAt: instant,
    acceptedAt: instant,
    wrapupAt: instant,
    endedAt: instant,
  });
});

test('[SI1] a task that is made for one worker, by name or SID, is offered to nobody else', async () => {
  await host.control('POST', '/simulator', { running: true, ratePerSecond: 0.0001, speed: 100 });
  const { workers } = await truth();
  const { sid: aliceSid } = workers.find(({ identity }) => identity === 'alice') ?? {};
  for (const worker of ['alice', aliceSid]) {
    const sid = await create({ queue: 'VIP / EMEA', channel: 'chat', worker });
    const { reservations } = await truth();
    expect(reservations.filter(({ taskSid }) => taskSid === sid)).toMatchObject([{ workerSid: aliceSid }]);
  }
  expect(await host.control('POST', '/tasks', { queue: 'Sales', worker: 'nobody' })).toMatchObject({ status: 404 });
});

test('[CV1] WhatsApp comes on the task channel "chat", and the attributes of the request end on the task', async () => {
  const sid = await create({ queue: 'Sales', channel: 'whatsapp', attributes: { name: 'Grace', language: 'es' } });
  expect((await truth()).tasks[0]).toMatchObject({ sid, channel: 'chat' });
  expect(host.centre.router.task(sid).parsedAttributes).toMatchObject({
    channelType: 'whatsapp',
    name: 'Grace',
    language: 'es',
    queue: 'Sales',
  });
});

test('[SI1] a waiting customer who hangs up has abandoned', async () => {
  const { queues } = await truth();
  const sid = await create({ queue: queues[4]?.sid, channel: 'voice' });
  expect(await host.control('POST', `/tasks/${sid}/hangup`)).toMatchObject({ body: { status: 'canceled' } });
  expect((await truth()).tasks[0]).toMatchObject({ endReason: 'hangup', visits: [{ why: 'abandoned' }] });
});

test('[SI1] what cannot be done is refused with a sentence, what is not emulated with 501', async () => {
  const sid = await create({ queue: 'Sales' });
  const post = (path: string, body?: unknown) => host.control('POST', path, body);
  expect(await post('/tasks', { queue: 'Nowhere' })).toMatchObject({ status: 404 });
  expect(await post('/tasks', { queue: 'Sales', chanel: 'voice' })).toMatchObject({ status: 400 });
  expect(await post('/tasks', '{')).toMatchObject({ status: 400 });
  expect(await post(`/tasks/${sid}/complete`)).toMatchObject({ status: 400, body: { code: 20001 } });
  expect(await post(`/tasks/${sid}/accept`, { worker: 'ada' })).toMatchObject({
    status: 409,
    body: { message: text('is not offered to ada') },
  });
  expect(await post('/tasks/WT00000000000000000000000000000000/cancel')).toMatchObject({ status: 404 });
  expect(await post(`/tasks/${sid}/message`)).toMatchObject({ status: 501 });
});

test('[SI13] a call is handed on, cold and warm, to a worker and to a queue', async () => {
  const post = (path: string, body?: unknown) => host.control('POST', path, body);
  const sid = await create({ queue: 'Sales' });
  expect(await post(`/tasks/${sid}/transfer`, { to: 'bob' })).toMatchObject({ status: 409 });
  await post(`/tasks/${sid}/accept`, { worker: 'alice' });
  expect(await post(`/tasks/${sid}/transfer`, { to: 'nobody' })).toMatchObject({ status: 404 });
  expect(await post(`/tasks/${sid}/transfer`, { to: 'bob', mode: 'lukewarm' })).toMatchObject({ status: 400 });
  expect(await post(`/tasks/${sid}/transfer`, { from: 'bob', to: 'alice' })).toMatchObject({ status: 409 });
  expect(await post(`/tasks/${sid}/transfer`, { to: 'Billing', mode: 'warm' })).toMatchObject({ status: 200 });
  expect(await post(`/tasks/${sid}/cancel-transfer`)).toMatchObject({ body: { status: 'assigned' } });
  expect(await post(`/tasks/${sid}/cancel-transfer`)).toMatchObject({ status: 409 });
  await post(`/tasks/${sid}/transfer`, { from: 'alice', to: 'Billing', mode: 'cold' });
  expect(await post(`/tasks/${sid}/accept`, { worker: 'bob' })).toMatchObject({
    body: { reservations: [{ status: 'wrapping' }, { status: 'accepted', worker: 'bob' }] },
  });
  const { tasks, reservations, workers, queues } = await truth();
  const named = (name: string) => workers.find(({ identity }) => identity === name)?.['sid'];
  const toQueueSid = queues.find(({ name }) => name === 'Billing')?.sid;
  const fromReservationSid = reservations[0]?.['sid'];
  const common = { fromWorkerSid: named('alice'), fromReservationSid, toQueueSid, startedAt: instant };
  expect(tasks[0]).toMatchObject({ queueSid: toQueueSid, visits: [{ why: 'answered' }, {}, { why: 'answered' }] });
  expect(tasks[0]?.['transfers']).toEqual([
    { ...common, mode: 'warm', status: 'canceled' },
    { ...common, mode: 'cold', status: 'completed', toReservationSid: reservations[1]?.['sid'] },
  ]);
});

test('[SI13] an agent calls out, an offer is taken back or left to ring', async () => {
  const post = (path: string, body?: unknown) => host.control('POST', path, body);
  expect(await post('/outbound', { worker: 'alice' })).toMatchObject({ status: 400 });
  const call = await post('/outbound', { worker: 'alice', to: '+15005550123', queue: 'Support' });
  const { taskSid } = call.body as { taskSid: string };
  expect(await post(`/tasks/${taskSid}/accept`, { worker: 'alice' })).toMatchObject({ body: { status: 'assigned' } });
  expect((await truth()).tasks[0]).toMatchObject({ direction: 'outbound', party: '+15005550123' });
  expect(await post('/outbound', { worker: 'alice', to: '+15005550123' })).toMatchObject({ status: 400 });

  const { router } = host.centre;
  router.setActivity(router.worker('bob'), router.activity('Available'));
  const sid = await create({ queue: 'Billing' });
  expect(await post(`/tasks/${sid}/rescind`, { worker: 'bob' })).toMatchObject({
    body: { status: 'pending', reservations: [{ status: 'rescinded' }] },
  });
  const missed = await create({ queue: 'Support' });
  expect(await post(`/tasks/${missed}/timeout`)).toMatchObject({
    body: { status: 'pending', reservations: [{ worker: 'bob', status: 'timeout' }] },
  });
  expect(router.worker('bob').activity.friendlyName).toBe('Unavailable');
});

test('[SI14] the truth tells who called or wrote, in which direction, and to whom a task was handed on', async () => {
  const web = { channelType: 'web' };
  await create({ queue: 'Sales', from: '+15559876543' });
  await create({ queue: 'Sales', channel: 'chat', from: 'Vera', attributes: { ...web, customerAddress: 'visitor-7' } });
  await create({ queue: 'Sales', channel: 'chat', from: 'Vera', attributes: web });
  await host.control('POST', '/outbound', { worker: 'alice', to: '+15005550123' });
  expect((await truth()).tasks.map(({ direction, party }) => [direction, party])).toEqual([
    ['inbound', '+15559876543'],
    ['inbound', 'visitor-7'],
    // Many visitors may call themselves Vera.
    ['inbound', null],
    ['outbound', '+15005550123'],
  ]);

  const { router } = host.centre;
  router.setActivity(router.worker('bob'), router.activity('Available'));
  const sid = await create({ queue: 'Billing' });
  await host.control('POST', `/tasks/${sid}/accept`, { worker: 'bob' });
  router.setActivity(router.worker('ada'), router.activity('Available'));
  await host.control('POST', `/tasks/${sid}/transfer`, { to: 'ada', mode: 'warm' });
  const { tasks, workers, reservations } = await truth();
  const named = (name: string) => workers.find(({ identity }) => identity === name)?.['sid'];
  const [held] = reservations.filter(({ taskSid }) => taskSid === sid);
  expect(tasks.find((task) => task['sid'] === sid)?.['transfers']).toEqual([
    {
      mode: 'warm',
      fromWorkerSid: named('bob'),
      fromReservationSid: held?.['sid'],
      toWorkerSid: named('ada'),
      startedAt: instant,
      status: 'initiated',
    },
  ]);
});

test('[SI2] the truth names people, what they are able to take and the queues they serve', async () => {
  const { queues, workers } = await truth();
  const sidOf = (name: string) => queues.find((queue) => queue.name === name)?.sid;
  expect(workers).toContainEqual({
    sid: text('WK'),
    identity: 'bob',
    name: 'Bob Brown',
    activitySid: host.centre.router.activity('Offline').sid,
    available: false,
    queueSids: ['Support', 'Billing', 'Español'].map(sidOf),
    capacity: { default: 1, voice: 1, chat: 3, sms: 3 },
    channels: ['default', 'voice', 'chat', 'sms'],
  });
  expect(workers).toContainEqual(
    expect.objectContaining({ identity: 'carla.mendes', capacity: { voice: 1, chat: 3 } }),
  );
});

test('[SI3] the simulator answers its state, and refuses settings that make no sense', async () => {
  const post = (body: unknown) => host.control('POST', '/simulator', body);
  expect(await host.control('GET', '/simulator')).toMatchObject({
    status: 200,
    body: { running: false, finished: false, idle: true, settings: { queues: 6, workers: 14, callbacks: { drop: 0 } } },
  });
  expect(await post({ speeed: 2 })).toMatchObject({ status: 400 });
  expect(await post({ callbacks: { duplicate: 2 } })).toMatchObject({ status: 400 });
  expect(await post({ startAt: '2020-01-01T00:00:00.000Z' })).toMatchObject({ status: 400 });
  await create({ queue: 'Sales' });
  expect(await post({ queues: 3 })).toMatchObject({ status: 409 });
  expect((await truth()).queues).toHaveLength(6);
});

test('[SI4] queues and workers may be counted or named', async () => {
  const post = (body: unknown) => host.control('POST', '/simulator', body);
  await post({ queues: 8, workers: 20 });
  const larger = await truth();
  expect(larger.queues.map(({ name }) => name).slice(5)).toEqual(['Español', 'Team 7', 'Team 8']);
  expect(larger.workers).toHaveLength(24);
  await post({ queues: [{ name: 'Only' }], workers: [{ name: 'Zoë Quinn', queues: ['Only'], capacity: { chat: 2 } }] });
  const smaller = await truth();
  expect(smaller.queues.map(({ name }) => name)).toEqual(['Only']);
  expect(smaller.workers.map(({ identity }) => identity)).toEqual(['alice', 'bob', 'sam', 'ada', 'zoe.quinn']);
  expect(smaller.workers[4]).toMatchObject({ queueSids: [smaller.queues[0]?.sid], capacity: { chat: 2 } });
});

test('[TR1] a queue that was removed comes back under its name with another SID', async () => {
  const salesSid = async () => (await truth()).queues.find(({ name }) => name === 'Sales')?.sid;
  const first = await salesSid();
  await host.control('POST', '/simulator', { queues: [{ name: 'Only' }] });
  expect(await salesSid()).toBeUndefined();
  await host.control('POST', '/simulator', { queues: 6 });
  const second = await salesSid();
  expect(second).toMatch(/^WQ[0-9a-f]{32}$/u);
  expect(second).not.toBe(first);
});
