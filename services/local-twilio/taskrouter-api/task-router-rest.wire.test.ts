import { startTaskRouterHost, type TaskRouterHost } from '../testing/task-router-host';

let host: TaskRouterHost;

beforeEach(async () => {
  host = await startTaskRouterHost();
});
afterEach(() => host.close());

const named = async (friendlyName: string) => {
  const [worker] = await host.workspace().workers.list({ friendlyName });
  return worker!;
};
const activity = async (friendlyName: string) => (await host.workspace().activities.list({ friendlyName }))[0]!;

test('[TR30] the workspace and its EventCallbackUrl can be read and set', async () => {
  expect((await host.workspace().fetch()).eventCallbackUrl).toBe('');
  const changed = await host
    .workspace()
    .update({ eventCallbackUrl: 'https://example.com/hook', eventsFilter: 'task.created' });
  expect(changed).toMatchObject({ eventCallbackUrl: 'https://example.com/hook', eventsFilter: 'task.created' });
  expect((await host.workspace().update({ eventCallbackUrl: '' })).eventCallbackUrl).toBe('');
  await expect(host.workspace().update({ eventCallbackUrl: 'ftp://x' })).rejects.toMatchObject({ status: 400 });
});

test('[TR30] a wrong token gets 401/20003, another workspace 404/20404, a missing piece 501', async () => {
  await expect(host.workspace('wrong').fetch()).rejects.toMatchObject({ status: 401, code: 20003 });
  await expect(host.workspace().workers('WK00000000000000000000000000000000').fetch()).rejects.toMatchObject({
    status: 404,
    code: 20404,
  });
  await expect(host.workspace().taskQueues.create({ friendlyName: 'X', taskOrder: 'LIFO' })).rejects.toMatchObject({
    status: 501,
  });
  await expect(host.workspace().cumulativeStatistics().fetch()).rejects.toMatchObject({ status: 501 });
  const statistics = host.workspace().workers.statistics().fetch();
  await expect(statistics).rejects.toMatchObject({
    status: 501,
    message: expect.stringContaining('Workers/Statistics') as string,
  });
});

test('[TR31] queues are listed page by page, created, changed and deleted', async () => {
  const { taskQueues } = host.workspace();
  const names = (await taskQueues.list({ pageSize: 4 })).map(({ friendlyName }) => friendlyName);
  expect(names).toEqual(['Sales', 'Support', 'Billing', 'Returns', 'VIP / EMEA', 'Español']);
  const created = await taskQueues.create({ friendlyName: 'Night', targetWorkers: 'routing.skills HAS "night"' });
  expect(await taskQueues(created.sid).fetch()).toMatchObject({ friendlyName: 'Night', maxReservedWorkers: 1 });
  expect((await taskQueues(created.sid).update({ targetWorkers: '1==1' })).targetWorkers).toBe('1==1');
  await expect(taskQueues(created.sid).update({ targetWorkers: '((' })).rejects.toMatchObject({ status: 400 });
  const alice = await named('alice');
  const served = (await taskQueues.list({ workerSid: alice.sid })).map(({ friendlyName }) => friendlyName);
  expect(served).toEqual(['Sales', 'Support', 'VIP / EMEA', 'Night']);
  expect(await taskQueues(created.sid).remove()).toBe(true);
  await expect(taskQueues(created.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

test('[TR32] workers are found by queue and activity and changed under If-Match', async () => {
  const [sales] = await host.workspace().taskQueues.list({ friendlyName: 'Sales' });
  const { workers } = host.workspace();
  const serving = await workers.list({ taskQueueSid: sales!.sid });
  expect(serving.map(({ friendlyName }) => friendlyName)).toEqual(
    expect.arrayContaining(['alice', 'sam', 'carla.mendes']),
  );
  expect(serving.map(({ friendlyName }) => friendlyName)).not.toContain('ada');

  const alice = await named('alice');
  const available = await activity('Available');
  const moved = await workers(alice.sid).update({ activitySid: available.sid, ifMatch: '0' });
  expect(moved).toMatchObject({ activityName: 'Available', available: true });
  expect((await workers.list({ activitySid: available.sid })).map(({ sid }) => sid)).toEqual([alice.sid]);
  const stale = workers(alice.sid).update({ attributes: '{}', ifMatch: '0' });
  await expect(stale).rejects.toMatchObject({ status: 412, code: 20412 });
  expect((await workers(alice.sid).update({ attributes: '{"a":1}', ifMatch: '"1"' })).attributes).toBe('{"a":1}');
  await expect(workers(alice.sid).update({ attributes: '[1]' })).rejects.toMatchObject({ status: 400, code: 20001 });
});

test('[TR32] workers are created with capacity 1 on every channel, which can be changed', async () => {
  const { workers } = host.workspace();
  const created = await workers.create({ friendlyName: 'zoe', attributes: '{"routing":{"skills":["sales"]}}' });
  await expect(workers.create({ friendlyName: 'zoe' })).rejects.toMatchObject({ status: 409 });
  const channels = await workers(created.sid).workerChannels.list();
  expect(channels.map(({ configuredCapacity }) => configuredCapacity)).toEqual(channels.map(() => 1));
  const changed = await workers(created.sid).workerChannels('chat').update({ capacity: 5, available: true });
  expect(changed).toMatchObject({ configuredCapacity: 5, availableCapacityPercentage: 100, assignedTasks: 0 });
  expect(await workers(created.sid).remove()).toBe(true);
});

test('[TR33] a task is created, offered, accepted, wrapped up and completed over REST', async () => {
  const { tasks, workers } = host.workspace();
  const alice = await named('alice');
  await workers(alice.sid).update({ activitySid: (await activity('Available')).sid });
  const attributes = JSON.stringify({ queue: 'Sales', from: '+15550100' });
  const task = await tasks.create({ attributes, taskChannel: 'voice', priority: 1, timeout: 600 });
  expect(task).toMatchObject({ assignmentStatus: 'reserved', taskQueueFriendlyName: 'Sales', priority: 1 });
  const [offer] = await workers(alice.sid).reservations.list({ reservationStatus: 'pending' });
  const mine = workers(alice.sid).reservations(offer!.sid);
  expect((await mine.update({ reservationStatus: 'accepted' })).reservationStatus).toBe('accepted');
  const cancel = tasks(task.sid).update({ assignmentStatus: 'canceled' });
  await expect(cancel).rejects.toMatchObject({ status: 400, code: 20001 });
  expect((await tasks(task.sid).update({ assignmentStatus: 'wrapping' })).assignmentStatus).toBe('wrapping');
  const done = await tasks(task.sid).update({ assignmentStatus: 'completed', reason: 'solved' });
  expect(done).toMatchObject({ assignmentStatus: 'completed', reason: 'solved' });
  const [reservation] = await tasks(task.sid).reservations.list();
  expect(reservation).toMatchObject({ reservationStatus: 'completed', workerName: 'alice', taskSid: task.sid });
});

test('[TR33] a waiting task is changed, canceled and deleted; lists filter by status and queue', async () => {
  const { tasks } = host.workspace();
  const make = (queue: string) => tasks.create({ attributes: JSON.stringify({ queue }), taskChannel: 'chat' });
  const [sale, bill] = [await make('Sales'), await make('Billing')];
  expect((await tasks(sale.sid).update({ attributes: '{"queue":"Sales","n":2}' })).attributes).toContain('"n":2');
  expect((await tasks.list({ taskQueueName: 'Billing' })).map(({ sid }) => sid)).toEqual([bill.sid]);
  await tasks(sale.sid).update({ assignmentStatus: 'canceled', reason: 'hangup' });
  expect((await tasks.list({ assignmentStatus: ['pending', 'reserved'] })).map(({ sid }) => sid)).toEqual([bill.sid]);
  expect(await tasks(bill.sid).remove()).toBe(true);
  await expect(tasks(bill.sid).fetch()).rejects.toMatchObject({ status: 404 });
  await expect(tasks.create({ attributes: 'no json' })).rejects.toMatchObject({ status: 400, code: 20001 });
});

interface WrittenFilter {
  readonly expression: string;
  readonly targets: readonly object[];
}
const filtersOf = (configuration: string): readonly WrittenFilter[] =>
  (JSON.parse(configuration) as { task_routing: { filters: readonly WrittenFilter[] } }).task_routing.filters;

test('[TR34] task channels, activities and workflows are listed', async () => {
  const channels = (await host.workspace().taskChannels.list()).map(({ uniqueName }) => uniqueName);
  expect(channels).toEqual(expect.arrayContaining(['default', 'voice', 'chat', 'sms', 'email']));
  const available = (await host.workspace().activities.list({ available: 'true' })).map(
    ({ friendlyName }) => friendlyName,
  );
  expect(available).toEqual(['Available']);
  const lunch = await host.workspace().activities.create({ friendlyName: 'Lunch', available: false });
  expect((await host.workspace().activities(lunch.sid).update({ friendlyName: 'Dinner' })).friendlyName).toBe('Dinner');
  expect(await host.workspace().activities(lunch.sid).remove()).toBe(true);
  const [workflow] = await host.workspace().workflows.list();
  const [known] = filtersOf(workflow!.configuration);
  expect(known?.expression).toBe('agent_sid != null AND queue == "Sales"');
  expect(known?.targets[0]).toMatchObject({ known_worker_sid: 'task.agent_sid', timeout: 120 });
  const one = host.workspace().workflows(workflow!.sid);
  const configuration = JSON.stringify({ task_routing: { filters: [known] } });
  expect(filtersOf((await one.update({ configuration })).configuration)).toEqual([known]);
  await expect(one.update({ configuration: '{}' })).rejects.toMatchObject({ status: 400, code: 20001 });
  expect(filtersOf((await one.fetch()).configuration)).toEqual([known]);
});

test('[TR35] real-time statistics count tasks and workers of a queue', async () => {
  const { taskQueues, tasks } = host.workspace();
  const [sales] = await taskQueues.list({ friendlyName: 'Sales' });
  const task = await tasks.create({ attributes: '{"queue":"Sales"}', taskChannel: 'voice' });
  const statistics = await taskQueues(sales!.sid).realTimeStatistics().fetch();
  expect(statistics).toMatchObject({
    totalTasks: 1,
    totalAvailableWorkers: 0,
    longestTaskWaitingSid: task.sid,
    tasksByStatus: { pending: 1, reserved: 0, assigned: 0, wrapping: 0 },
  });
  expect(statistics.totalEligibleWorkers).toBeGreaterThan(2);
  const bulk = await taskQueues.bulkRealTimeStatistics.create({ TaskQueueSids: [sales!.sid] });
  expect(bulk.taskQueueResponseCount).toBe(1);
  expect(bulk.taskQueueData).toMatchObject([{ task_queue_sid: sales!.sid, total_tasks: 1 }]);
});
