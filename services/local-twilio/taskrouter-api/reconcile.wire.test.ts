import { createScaledClock, type ScaledClock } from '../base/scaled-clock';
import type { Task } from '../taskrouter/workspace-model';
import { startTaskRouterHost, type TaskRouterHost } from '../testing/task-router-host';

const START = Date.parse('2026-01-05T09:00:00.000Z');
const MINUTE_MS = 60_000;

let clock: ScaledClock;
let host: TaskRouterHost;

beforeEach(async () => {
  clock = createScaledClock({ wallClock: () => START });
  host = await startTaskRouterHost('', clock);
});
afterEach(() => host.close());

function createTask(queue = 'Sales'): Task {
  const { router } = host.centre;
  return router.createTask({ attributes: JSON.stringify({ queue }), channel: router.channel('voice') });
}

const sidsOf = (found: readonly { sid: string }[]): readonly string[] => found.map(({ sid }) => sid);

test('[TR33] tasks of a queue in given statuses are read page by page, and none is left out when others leave', async () => {
  const { router } = host.centre;
  const sales = router.queue('Sales');
  createTask('Billing');
  const waiting = Array.from({ length: 9 }, () => createTask());
  const filter = { taskQueueSid: sales.sid, assignmentStatus: ['pending', 'reserved'], pageSize: 3 };
  const first = await host.workspace().tasks.page(filter);
  // The three that were read and one that was not come to an end.
  for (const task of waiting.slice(0, 4)) router.cancelTask(task, 'hangup');
  const second = (await first.nextPage())!;
  const third = (await second.nextPage())!;
  expect(sidsOf(first.instances)).toEqual(sidsOf(waiting.slice(0, 3)));
  expect(sidsOf([...second.instances, ...third.instances])).toEqual(sidsOf(waiting.slice(4)));
  expect(await third.nextPage()).toBeUndefined();
  expect(sidsOf((await third.previousPage())!.instances)).toEqual(sidsOf(second.instances));
});

test('[TR33] a list goes on after a worker who was deleted meanwhile', async () => {
  const { router } = host.centre;
  const all = [...router.state.workers.values()];
  const first = await host.workspace().workers.page({ pageSize: 5 });
  router.removeWorker(all[4]!);
  const read = new Set(sidsOf(first.instances));
  for (let page = await first.nextPage(); page !== undefined; page = await page.nextPage()) {
    for (const { sid } of page.instances) read.add(sid);
  }
  expect(sidsOf(all).filter((sid) => !read.has(sid))).toEqual([]);
});

test('[TR33] a closed task and its reservations can be read for 15 minutes, then they are gone', async () => {
  const { router } = host.centre;
  const alice = router.worker('alice');
  router.setActivity(alice, router.builtInActivity('Available'));
  const task = createTask();
  const [reservation] = task.reservations;
  router.acceptReservation(reservation!);
  router.completeReservation(reservation!);
  const read = host.workspace().tasks(task.sid);
  clock.jumpTo(START + 15 * MINUTE_MS - 1);
  expect((await read.fetch()).assignmentStatus).toBe('completed');
  expect((await read.reservations.list()).map(({ reservationStatus }) => reservationStatus)).toEqual(['completed']);
  clock.jumpTo(START + 15 * MINUTE_MS);
  const gone = { status: 404, code: 20404 };
  await expect(read.fetch()).rejects.toMatchObject(gone);
  await expect(read.reservations.list()).rejects.toMatchObject(gone);
  await expect(read.reservations(reservation!.sid).fetch()).rejects.toMatchObject(gone);
  expect(await host.workspace().workers(alice.sid).reservations.list()).toEqual([]);
  expect(await host.workspace().tasks.list({ assignmentStatus: ['completed'] })).toEqual([]);
});

test('[TR35] the statistics of several queues agree with the lists of their tasks', async () => {
  const { router } = host.centre;
  for (const queue of ['Sales', 'Sales', 'Billing']) createTask(queue);
  const sids = ['Sales', 'Billing', 'Returns'].map((name) => router.queue(name).sid);
  const { bulkRealTimeStatistics } = host.workspace().taskQueues;
  const { taskQueueData } = await bulkRealTimeStatistics.create({ TaskQueueSids: sids });
  expect(taskQueueData).toMatchObject([
    { task_queue_sid: sids[0], total_tasks: 2, tasks_by_status: { pending: 2 } },
    { task_queue_sid: sids[1], total_tasks: 1, tasks_by_status: { pending: 1 } },
    { task_queue_sid: sids[2], total_tasks: 0, tasks_by_status: { pending: 0 } },
  ]);
  const tooMany = bulkRealTimeStatistics.create({ TaskQueueSids: Array.from({ length: 51 }, () => sids[0]) });
  await expect(tooMany).rejects.toMatchObject({ status: 400, code: 20001 });
});

test('[TR22] callbacks are cut off and let through again while the simulator runs', async () => {
  await host.workspace().update({ eventCallbackUrl: 'http://127.0.0.1:9/hook' });
  const drop = (share: number) => host.control('POST', '/simulator', { callbacks: { drop: share, retryForMs: 0 } });
  await host.control('POST', '/simulator', { running: true, ratePerSecond: 1 });
  await drop(1);
  createTask();
  const { sent, dropped } = host.centre.callbacks.counts();
  expect(dropped).toBeGreaterThan(0);
  await drop(0);
  createTask();
  expect(host.centre.callbacks.counts()).toMatchObject({ dropped });
  expect(host.centre.callbacks.counts().sent).toBeGreaterThan(sent);
});
