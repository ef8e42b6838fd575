import { createBench, refusalOf } from '../testing/task-router-bench';
import type { Reservation, Task } from './workspace-model';

const offerOf = (task: Task): Reservation => {
  const offer = task.reservations.find(({ status }) => status === 'pending');
  if (offer === undefined) throw new Error(`Nobody was offered ${task.sid}`);
  return offer;
};
const REFUSED = { status: 400, code: 20001 };

test('[TR4] a task goes through its workflow into its queue, is offered, answered, wrapped up and completed', () => {
  const bench = createBench();
  const queue = bench.queue('Sales');
  const ana = bench.worker('ana', ['Sales']);
  const task = bench.task('Sales');
  expect(bench.taskEvents()).toEqual([
    'task.created',
    'workflow.entered',
    'workflow.target-matched',
    'task-queue.entered',
    'reservation.created',
  ]);
  expect(task).toMatchObject({ status: 'reserved', queue });
  const offer = offerOf(task);
  expect(offer.worker).toBe(ana);

  bench.clock.advance(7_000);
  bench.router.acceptReservation(offer);
  expect(task.status).toBe('assigned');
  expect(task.visits).toEqual([
    { queueSid: queue.sid, enteredAt: task.createdAt, leftAt: task.createdAt + 7_000, why: 'answered' },
  ]);
  bench.clock.advance(60_000);
  bench.router.wrapUpTask(task, null);
  expect([task.status, offer.status]).toEqual(['wrapping', 'wrapping']);
  bench.router.completeTask(task, 'solved');
  expect([task.status, offer.status, task.reason]).toEqual(['completed', 'completed', 'solved']);
  expect(offer.endedAt).toBe(task.createdAt + 67_000);
  expect(bench.taskEvents()).toEqual([
    'reservation.accepted',
    'reservation.wrapup',
    'task.wrapup',
    'reservation.completed',
    'task.completed',
  ]);
});

test('[TR4] an assigned task may be completed without wrap-up', () => {
  const bench = createBench();
  bench.queue('Sales');
  bench.worker('ana', ['Sales']);
  const task = bench.task('Sales');
  bench.router.acceptReservation(offerOf(task));
  bench.router.completeReservation(task.reservations[0]!);
  expect(task.status).toBe('completed');
});

test('[TR5] a rejected task returns to pending and goes to the worker who has been idle for longest', () => {
  const bench = createBench();
  bench.queue('Sales');
  const ana = bench.worker('ana', ['Sales']);
  bench.clock.advance(1_000);
  const ben = bench.worker('ben', ['Sales']);
  bench.clock.advance(1_000);
  const task = bench.task('Sales');
  expect(offerOf(task).worker).toBe(ana);
  bench.clock.advance(1_000);
  bench.taskEvents();
  bench.router.rejectReservation(offerOf(task), 'busy');
  expect(bench.taskEvents()).toEqual(['reservation.rejected', 'reservation.created']);
  expect(task.reservations.map(({ status }) => status)).toEqual(['rejected', 'pending']);
  expect(offerOf(task).worker).toBe(ben);
  const [rejected] = bench.events.filter(({ type }) => type === 'reservation.rejected');
  expect(rejected?.payload).toMatchObject({ ReservationReasonCode: 'busy', WorkerName: 'ana' });
});

test('[TR6] an offer that nobody answers times out and moves the worker to the timeout activity', () => {
  const bench = createBench();
  bench.queue('Sales');
  const ana = bench.worker('ana', ['Sales']);
  const task = bench.task('Sales');
  bench.clock.advance(30_000);
  expect(task.reservations[0]?.status).toBe('timeout');
  expect(task.status).toBe('pending');
  expect(ana.activity.friendlyName).toBe('Unavailable');
  const [change] = bench.events.filter(({ type }) => type === 'worker.activity.update').slice(-1);
  expect(change?.payload).toMatchObject({
    WorkerActivityName: 'Unavailable',
    WorkerPreviousActivityName: 'Available',
    WorkerTimeInPreviousActivity: '30',
    WorkerTimeInPreviousActivityMs: '30000',
  });
  bench.router.setActivity(ana, bench.router.activity('Available'));
  expect(task.status).toBe('reserved');
});

test('[TR7] canceling a waiting task cancels its offer; the visit counts as abandoned', () => {
  const bench = createBench();
  bench.queue('Sales');
  const ana = bench.worker('ana', ['Sales']);
  const [offered, queued] = [bench.task('Sales'), bench.task('Sales')];
  bench.taskEvents();
  bench.router.cancelTask(offered, 'hangup');
  expect(bench.taskEvents()).toEqual(['reservation.canceled', 'task.canceled', 'reservation.created']);
  expect(offered).toMatchObject({ status: 'canceled', reason: 'hangup', visits: [{ why: 'abandoned' }] });
  expect(offerOf(queued).worker).toBe(ana);
  const [canceled] = bench.events.filter(({ type }) => type === 'task.canceled');
  expect(canceled?.payload).toMatchObject({ TaskCanceledReason: 'hangup', TaskAssignmentStatus: 'canceled' });
});

test('[TR8] what the state does not allow is refused and changes nothing', () => {
  const bench = createBench();
  bench.queue('Sales');
  bench.worker('ana', ['Sales']);
  const task = bench.task('Sales');
  const offer = offerOf(task);
  const { router } = bench;
  bench.taskEvents();
  const refusedNow = (...commands: readonly (() => void)[]) => {
    for (const command of commands) expect(refusalOf(command)).toEqual(REFUSED);
  };
  const cancel = () => {
    router.cancelTask(task, null);
  };
  const complete = () => {
    router.completeTask(task, null);
  };
  const wrapUp = () => {
    router.wrapUpTask(task, null);
  };
  const [accept, reject, wrapUpOffer, completeOffer] = [
    router.acceptReservation,
    router.rejectReservation,
    router.wrapUpReservation,
    router.completeReservation,
  ].map((command) => () => {
    command(offer);
  });
  refusedNow(complete, wrapUp, wrapUpOffer!, completeOffer!);
  router.acceptReservation(offer);
  refusedNow(cancel, accept!, reject!);
  router.wrapUpReservation(offer);
  refusedNow(cancel, accept!, reject!, wrapUp, wrapUpOffer!);
  router.completeReservation(offer);
  refusedNow(cancel, complete, wrapUp, accept!, reject!, wrapUpOffer!, completeOffer!);
  expect(bench.taskEvents()).toEqual([
    'reservation.accepted',
    'reservation.wrapup',
    'task.wrapup',
    'reservation.completed',
    'task.completed',
  ]);
});

test('[TR9] the higher priority is served first, then the older task', () => {
  const bench = createBench();
  bench.queue('Sales');
  const [first, second] = [bench.task('Sales'), bench.task('Sales')];
  bench.clock.advance(1_000);
  const urgent = bench.task('Sales', { priority: 5 });
  bench.worker('ana', ['Sales']);
  bench.worker('ben', ['Sales']);
  expect([first, second, urgent].map(({ status }) => status)).toEqual(['reserved', 'pending', 'reserved']);
});

test('[TR10] channels have their own capacity: one voice task and two chats at the same time', () => {
  const bench = createBench();
  bench.queue('Sales');
  const ana = bench.worker('ana', ['Sales']);
  const tasks = ['chat', 'chat', 'chat', 'voice', 'voice'].map((channel) => bench.task('Sales', { channel }));
  expect(tasks.map(({ status }) => status)).toEqual(['reserved', 'reserved', 'pending', 'reserved', 'pending']);
  const [chat] = tasks;
  bench.router.acceptReservation(offerOf(chat!));
  bench.router.wrapUpTask(chat!, null);
  expect(tasks[2]?.status).toBe('pending');
  bench.router.completeTask(chat!, null);
  expect(tasks[2]?.status).toBe('reserved');
  bench.router.setCapacity(ana, 'voice', { capacity: 2 });
  expect(tasks[4]?.status).toBe('reserved');
  const [change] = bench.events.filter(({ type }) => type === 'worker.capacity.update').slice(-1);
  expect(change?.payload).toMatchObject({
    TaskChannelUniqueName: 'voice',
    WorkerChannelCapacity: '2',
    WorkerChannelPreviousCapacity: '1',
    WorkerChannelTaskCount: '1',
    WorkerChannelAvailable: 'true',
  });
});

test('[TR11] two queues share a worker who matches both', () => {
  const bench = createBench();
  bench.queue('Sales');
  bench.queue('Support');
  bench.worker('ana', ['Sales', 'Support']);
  const [sale, support] = [bench.task('Sales'), bench.task('Support')];
  expect([sale.status, support.status]).toEqual(['reserved', 'pending']);
  bench.router.cancelTask(sale, null);
  expect(support.status).toBe('reserved');
});

test('[TR11] changed attributes and a changed expression move workers between queues', () => {
  const bench = createBench();
  const queue = bench.queue('Sales');
  const ana = bench.worker('ana', []);
  const task = bench.task('Sales');
  expect(task.status).toBe('pending');
  bench.router.setAttributes(ana, '{"routing":{"skills":["Sales"]}}');
  expect(task.status).toBe('reserved');
  bench.router.updateQueue(queue, { targetWorkers: 'level > 3' });
  expect(queue.workers.size).toBe(0);
  expect(bench.events.at(-1)?.type).toBe('task-queue.expression.updated');
});

test('[TR12] with two offers at a time, the second is rescinded when the first is accepted', () => {
  const bench = createBench();
  bench.queue('Sales', { maxReservedWorkers: 2 });
  for (const name of ['ana', 'ben', 'cem']) bench.worker(name, ['Sales']);
  const task = bench.task('Sales');
  expect(task.reservations.map(({ worker }) => worker.friendlyName)).toEqual(['ana', 'ben']);
  bench.taskEvents();
  bench.router.acceptReservation(task.reservations[1]!);
  expect(bench.taskEvents()).toEqual(['reservation.accepted', 'reservation.rescinded']);
  expect(task.reservations.map(({ status }) => status)).toEqual(['rescinded', 'accepted']);
});

test('[TR13] an unanswered task escalates to the next target: the visit flowed out', () => {
  const bench = createBench();
  const support = bench.queue('Support');
  const returns = bench.queue('Returns', { escalation: { queue: support, afterSeconds: 20, priority: 3 } });
  const task = bench.task('Returns');
  bench.taskEvents();
  bench.clock.advance(20_000);
  expect(bench.taskEvents()).toEqual([
    'task-queue.timeout',
    'workflow.timeout',
    'task-queue.moved',
    'workflow.target-matched',
    'task-queue.entered',
  ]);
  expect(task).toMatchObject({ queue: support, priority: 3 });
  expect(task.visits).toEqual([
    { queueSid: returns.sid, enteredAt: task.createdAt, leftAt: task.createdAt + 20_000, why: 'flowed-out' },
    { queueSid: support.sid, enteredAt: task.createdAt + 20_000 },
  ]);
});

test('[TR13] a step that runs out during an offer waits for the answer', () => {
  const bench = createBench();
  const support = bench.queue('Support');
  bench.queue('Returns', { escalation: { queue: support, afterSeconds: 10 } });
  bench.worker('ana', ['Returns']);
  const task = bench.task('Returns');
  bench.clock.advance(15_000);
  expect(task.visits).toHaveLength(1);
  bench.router.rejectReservation(offerOf(task));
  expect(task.queue).toBe(support);
});

test('[TR14] a task that matches no filter is canceled', () => {
  const bench = createBench();
  bench.queue('Sales');
  const task = bench.task('Nowhere');
  expect(task).toMatchObject({ status: 'canceled', visits: [] });
  expect(bench.taskEvents()).toEqual(['task.created', 'workflow.entered', 'workflow.skipped', 'task.canceled']);
});

test('[TR15] a task that waits beyond its time to live is canceled, an answered one is not', () => {
  const bench = createBench();
  bench.queue('Sales');
  const waiting = bench.task('Sales', { timeoutSeconds: 60 });
  bench.worker('ana', ['Sales']);
  const answered = bench.task('Sales', { timeoutSeconds: 60 });
  bench.router.acceptReservation(offerOf(waiting));
  bench.clock.advance(60_000);
  expect([waiting.status, answered.status]).toEqual(['assigned', 'canceled']);
  expect(bench.events.at(-1)?.payload).toMatchObject({ EventDescription: 'Task TTL Exceeded' });
});

test('[TR16] deleting a task ends what is open of it', () => {
  const bench = createBench();
  bench.queue('Sales');
  const ana = bench.worker('ana', ['Sales']);
  const task = bench.task('Sales');
  bench.router.acceptReservation(offerOf(task));
  bench.taskEvents();
  bench.router.deleteTask(task);
  expect(bench.taskEvents()).toEqual(['reservation.canceled', 'task.deleted']);
  expect(ana.channels.get('voice')?.open.size).toBe(0);
  const queued = bench.router.createTask({ channel: bench.router.channel('sms'), attributes: '{"queue":"Sales"}' });
  bench.router.setCapacity(ana, 'sms', { capacity: 0 });
  bench.router.deleteTask(queued);
  expect(queued.visits.at(-1)?.why).toBe('closed');
});

test('[TR17] going away may reject what was offered; it never takes an answered task', () => {
  const bench = createBench();
  bench.queue('Sales');
  const ana = bench.worker('ana', ['Sales']);
  const [call, chat] = [bench.task('Sales'), bench.task('Sales', { channel: 'chat' })];
  bench.router.acceptReservation(offerOf(call));
  bench.router.setActivity(ana, bench.router.activity('Break'), { rejectPendingReservations: true });
  expect([call.status, chat.status]).toEqual(['assigned', 'pending']);
  expect(
    refusalOf(() => {
      bench.router.setActivity(ana, bench.router.activity('Available'), { rejectPendingReservations: true });
    }),
  ).toEqual(REFUSED);
});

test('[TR18] what a listener does comes after what it saw', () => {
  const bench = createBench();
  bench.queue('Sales');
  bench.worker('ana', ['Sales']);
  bench.router.onEvent(({ type, reservation }) => {
    if (type === 'reservation.created' && reservation) bench.router.acceptReservation(reservation);
  });
  bench.task('Sales');
  expect(bench.taskEvents().slice(-2)).toEqual(['reservation.created', 'reservation.accepted']);
});

test('[TR19] a reservation event carries its task, queue, workflow and worker in TaskRouter field names', () => {
  const bench = createBench();
  const queue = bench.queue('Sales');
  const ana = bench.worker('ana', ['Sales']);
  bench.clock.advance(1_500);
  const task = bench.task('Sales', { priority: 2 });
  const created = bench.events.at(-1);
  expect(created?.sid).toMatch(/^EV[0-9a-f]{32}$/u);
  expect(created?.payload).toEqual({
    Sid: created?.sid,
    EventType: 'reservation.created',
    EventDescription: `Reservation ${task.reservations[0]?.sid ?? ''} created`,
    AccountSid: 'AC00000000000000000000000000000001',
    WorkspaceSid: 'WS00000000000000000000000000000001',
    WorkspaceName: 'Flex Task Assignment',
    OperatingUnitSid: 'OU00000000000000000000000000000001',
    ResourceType: 'reservation',
    ResourceSid: task.reservations[0]?.sid,
    Timestamp: '1767603601',
    TimestampMs: '1767603601500',
    TaskSid: task.sid,
    TaskAttributes: '{"queue":"Sales"}',
    TaskAge: '0',
    TaskPriority: '2',
    TaskAssignmentStatus: 'reserved',
    TaskVersion: String(task.version),
    TaskDateCreated: '1767603601',
    TaskVirtualStartTime: '1767603601',
    TaskIgnoreCapacity: 'false',
    TaskChannelSid: task.channel.sid,
    TaskChannelUniqueName: 'voice',
    TaskQueueSid: queue.sid,
    TaskQueueName: 'Sales',
    TaskQueueTargetExpression: 'routing.skills HAS "Sales"',
    TaskQueueEnteredDate: '1767603601',
    WorkflowSid: 'WW00000000000000000000000000000001',
    WorkflowName: 'Assign to Anyone',
    WorkflowFilterName: 'Sales',
    WorkerSid: ana.sid,
    WorkerName: 'ana',
    WorkerAttributes: '{"routing":{"skills":["Sales"]}}',
    WorkerActivitySid: ana.activity.sid,
    WorkerActivityName: 'Available',
    WorkerVersion: String(ana.version),
    WorkerChannelCapacity: '1',
    WorkerChannelConsumedCapacity: '1',
    ReservationSid: task.reservations[0]?.sid,
    ReservationStatus: 'pending',
    ReservationVersion: '0',
    ReservationTimeout: '30',
  });
});

test('[TR20] queues, activities and workers announce their birth and their end; those in use stay', () => {
  const bench = createBench();
  const queue = bench.queue('Sales');
  const ana = bench.worker('ana', ['Sales']);
  const task = bench.task('Sales');
  const lunch = bench.router.createActivity('Lunch', false);
  expect(
    refusalOf(() => {
      bench.router.removeQueue(queue);
    }),
  ).toEqual(REFUSED);
  expect(
    refusalOf(() => {
      bench.router.removeWorker(ana);
    }),
  ).toEqual(REFUSED);
  bench.router.cancelTask(task, null);
  bench.router.removeQueue(queue);
  bench.router.removeWorker(ana);
  bench.router.renameActivity(lunch, 'Dinner');
  bench.router.removeActivity(lunch);
  const types = bench.events.map(({ type }) => type);
  expect(types).toEqual(
    expect.arrayContaining([
      'task-queue.created',
      'task-queue.deleted',
      'worker.created',
      'worker.deleted',
      'activity.created',
      'activity.updated',
      'activity.deleted',
    ]),
  );
  expect(refusalOf(() => bench.router.createActivity('Offline', true))).toMatchObject({ status: 409 });
});

test('[CP5] a reset brings the activities back as they began', () => {
  const { router } = createBench();
  const begun = [...router.state.activities.values()].map((activity) => ({ ...activity }));
  const night = router.createActivity('Night shift', true);
  router.renameActivity(router.activity('Break'), 'Pause');
  router.removeActivity(router.activity('Training'));
  router.state.workspace.defaultActivity = night;
  router.clear();
  expect([...router.state.activities.values()]).toEqual(begun);
  expect(router.state.workspace.defaultActivity.friendlyName).toBe('Offline');
});
