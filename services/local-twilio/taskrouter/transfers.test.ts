import { createBench, refusalOf, type Bench } from '../testing/task-router-bench';
import { activeTransfer, type Reservation, type Task, type TransferMode, type Worker } from './workspace-model';

const REFUSED = { status: 400, code: 20001 };

const offerOf = (task: Task): Reservation => {
  const offer = task.reservations.find(({ status }) => status === 'pending');
  if (offer === undefined) throw new Error(`Nobody was offered ${task.sid}`);
  return offer;
};

/** ana talks on a Sales call; ben is free and serves Support, a queue without her. */
function talking(): { bench: Bench; ana: Worker; ben: Worker; task: Task; from: Reservation } {
  const bench = createBench();
  bench.queue('Sales');
  bench.queue('Support');
  const ana = bench.worker('ana', ['Sales']);
  const ben = bench.worker('ben', ['Support']);
  const task = bench.task('Sales');
  const from = offerOf(task);
  bench.router.acceptReservation(from);
  bench.clock.advance(30_000);
  bench.taskEvents();
  return { bench, ana, ben, task, from };
}

const toWorker = (worker: Worker, mode: TransferMode) => ({ to: { type: 'WORKER' as const, worker }, mode });
const toQueue = (bench: Bench, name: string, mode: TransferMode) => ({
  to: { type: 'QUEUE' as const, queue: bench.router.queue(name) },
  mode,
});

test('[TR40] a cold transfer sends the sender to wrap-up at once; the task ends with whoever ends last', () => {
  const { bench, ben, task, from } = talking();
  const transfer = bench.router.startTransfer(from, toWorker(ben, 'COLD'));
  expect(bench.taskEvents()).toEqual([
    'task.transfer-initiated',
    'reservation.wrapup',
    'task.wrapup',
    'reservation.created',
  ]);
  expect([task.status, from.status]).toEqual(['wrapping', 'wrapping']);
  const taken = offerOf(task);
  expect(taken).toMatchObject({ worker: ben, transfer });
  expect(task.visits).toHaveLength(1);

  bench.router.completeReservation(from);
  expect(task.status).toBe('reserved');
  bench.router.acceptReservation(taken);
  expect(transfer).toMatchObject({ status: 'completed', receivedBy: taken });
  bench.router.wrapUpReservation(taken);
  bench.router.completeReservation(taken);
  expect(task.status).toBe('completed');
  expect(bench.taskEvents()).toEqual([
    'reservation.completed',
    'reservation.accepted',
    'task.transfer-completed',
    'reservation.wrapup',
    'task.wrapup',
    'reservation.completed',
    'task.completed',
  ]);
});

test('[TR41] in a warm transfer the sender stays until he leaves; both have the task meanwhile', () => {
  const { bench, ben, task, from } = talking();
  bench.router.startTransfer(from, toWorker(ben, 'WARM'));
  expect([task.status, from.status]).toEqual(['assigned', 'accepted']);
  bench.router.acceptReservation(offerOf(task));
  expect(task.reservations.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
  bench.router.wrapUpReservation(from);
  bench.router.completeReservation(from);
  expect(task.status).toBe('assigned');
  expect(bench.taskEvents()).toEqual([
    'task.transfer-initiated',
    'reservation.created',
    'reservation.accepted',
    'task.transfer-completed',
    'reservation.wrapup',
    'reservation.completed',
  ]);
  bench.router.wrapUpTask(task, null);
  bench.router.completeTask(task, null);
  expect(task.status).toBe('completed');
});

test('[TR42] a transfer to a queue is a new queue visit; each refusal asks the next worker', () => {
  const { bench, ben, task, from } = talking();
  const bea = bench.worker('bea', ['Support']);
  const transfer = bench.router.startTransfer(from, toQueue(bench, 'Support', 'WARM'));
  expect(task.queue?.friendlyName).toBe('Support');
  expect(task.visits).toMatchObject([{ why: 'answered' }, { enteredAt: transfer.createdAt }]);
  expect(offerOf(task).worker).toBe(ben);
  bench.clock.advance(5_000);
  bench.router.rejectReservation(offerOf(task));
  expect(offerOf(task).worker).toBe(bea);
  bench.router.acceptReservation(offerOf(task));
  expect(task.visits.at(-1)).toMatchObject({ leftAt: transfer.createdAt + 5_000, why: 'answered' });
  expect(bench.taskEvents()).toEqual([
    'task.transfer-initiated',
    'task-queue.entered',
    'reservation.created',
    'reservation.rejected',
    'task.transfer-attempt-failed',
    'reservation.created',
    'reservation.accepted',
    'task.transfer-completed',
  ]);
});

test('[TR42] a queue does not give the task back to the worker who handed it on', () => {
  const { bench, ana, task, from } = talking();
  bench.router.setCapacity(ana, 'voice', { capacity: 5 });
  bench.router.startTransfer(from, toQueue(bench, 'Sales', 'WARM'));
  expect(task.reservations).toEqual([from]);
  bench.router.completeReservation(from);
  expect(task).toMatchObject({ status: 'pending', reservations: [from] });
});

test.each(['rejected', 'timeout'] as const)('[TR43] a worker who does not take it (%s) fails the transfer', (how) => {
  const { bench, ben, task, from } = talking();
  const transfer = bench.router.startTransfer(from, toWorker(ben, 'WARM'));
  if (how === 'rejected') bench.router.rejectReservation(offerOf(task));
  else bench.clock.advance(30_000);
  expect(transfer).toMatchObject({ status: 'failed', failedReason: `Reservation ${how}`, receivedBy: null });
  expect([task.status, from.status]).toEqual(['assigned', 'accepted']);
  expect(bench.taskEvents().slice(-2)).toEqual([`reservation.${how}`, 'task.transfer-failed']);
});

test('[TR43] a worker who is away or busy fails it at once, and the sender keeps the call', () => {
  const { bench, ben, task, from } = talking();
  bench.router.setActivity(ben, bench.router.activity('Break'));
  bench.router.startTransfer(from, toWorker(ben, 'COLD'));
  expect(bench.taskEvents()).toEqual(['task.transfer-initiated', 'task.transfer-failed']);
  expect([task.status, from.status]).toEqual(['assigned', 'accepted']);
});

test('[TR43] when nobody has the task any more, a failed transfer cancels it', () => {
  const { bench, ben, task, from } = talking();
  bench.router.startTransfer(from, toWorker(ben, 'COLD'));
  bench.router.completeReservation(from);
  bench.router.rejectReservation(offerOf(task));
  expect(task.status).toBe('canceled');
  expect(bench.taskEvents().slice(-2)).toEqual(['task.transfer-failed', 'task.canceled']);
});

test('[TR44] a transfer can be canceled until somebody has taken the task', () => {
  const { bench, ben, task, from } = talking();
  const first = bench.router.startTransfer(from, toWorker(ben, 'WARM'));
  expect(refusalOf(() => bench.router.startTransfer(from, toWorker(ben, 'WARM')))).toEqual(REFUSED);
  bench.router.cancelTransfer(first);
  expect(bench.taskEvents().slice(-2)).toEqual(['reservation.canceled', 'task.transfer-canceled']);
  expect([activeTransfer(task), task.status]).toEqual([null, 'assigned']);
  expect(
    refusalOf(() => {
      bench.router.cancelTransfer(first);
    }),
  ).toEqual(REFUSED);
  expect(refusalOf(() => bench.router.startTransfer(from, toWorker(from.worker, 'WARM')))).toEqual(REFUSED);
  bench.router.wrapUpReservation(from);
  expect(refusalOf(() => bench.router.startTransfer(from, toWorker(ben, 'WARM')))).toEqual(REFUSED);
});

test.each(['WARM', 'COLD'] as const)('[TR44] a customer who hangs up ends a %s transfer', (mode) => {
  const { bench, task, from } = talking();
  bench.router.setActivity(bench.router.worker('ben'), bench.router.activity('Break'));
  bench.router.startTransfer(from, toQueue(bench, 'Support', mode));
  bench.clock.advance(60_000);
  bench.router.hangUp(task, 'hangup');
  expect(task).toMatchObject({ status: 'wrapping', transfers: [{ status: 'failed' }] });
  expect(task.visits.at(-1)?.why).toBe('closed');
  bench.router.completeReservation(from);
  expect(task.status).toBe('completed');
});

test('[TR44] a customer whom nobody has any more abandons the queue of the transfer', () => {
  const { bench, task, from } = talking();
  bench.router.setActivity(bench.router.worker('ben'), bench.router.activity('Break'));
  bench.router.startTransfer(from, toQueue(bench, 'Support', 'COLD'));
  bench.router.completeReservation(from);
  expect(task.status).toBe('pending');
  bench.router.hangUp(task, 'hangup');
  expect(task).toMatchObject({ status: 'canceled', transfers: [{ status: 'failed' }] });
  expect(task.visits.map(({ why }) => why)).toEqual(['answered', 'abandoned']);
});

test('[TR45] its events, and those of the offer it makes, name the transfer', () => {
  const { bench, ben, from } = talking();
  const transfer = bench.router.startTransfer(from, toWorker(ben, 'WARM'));
  const fields = {
    TaskTransferSid: transfer.sid,
    TransferMode: 'WARM',
    TransferType: 'WORKER',
    TransferTo: ben.sid,
    TransferStatus: 'initiated',
    TransferStarted: String(transfer.createdAt / 1000),
    TransferInitiatingReservationSid: from.sid,
    TransferInitiatingWorkerSid: from.worker.sid,
  };
  const payloadOf = (type: string) => bench.events.filter((event) => event.type === type).at(-1)?.payload;
  expect(payloadOf('task.transfer-initiated')).toMatchObject({
    ...fields,
    ResourceType: 'transfer',
    ResourceSid: transfer.sid,
  });
  expect(payloadOf('reservation.created')).toMatchObject(fields);
  expect(payloadOf('reservation.accepted')).not.toHaveProperty('TransferMode');
});

test('[TR46] a task with a routing target rings at that worker only, whatever his activity', () => {
  const bench = createBench();
  const queue = bench.queue('Sales');
  bench.worker('ana', ['Sales']);
  const ben = bench.worker('ben', []);
  bench.router.setActivity(ben, bench.router.activity('Break'));
  const channel = bench.router.channel('voice');
  const task = bench.router.createTask({ channel, queue, routingTarget: ben });
  expect(offerOf(task).worker).toBe(ben);
  expect(bench.events.at(-1)?.payload).toMatchObject({ TaskRoutingTarget: ben.sid });
  expect(refusalOf(() => bench.router.createTask({ channel, queue, routingTarget: ben }))).toEqual(REFUSED);
  bench.router.rejectReservation(offerOf(task));
  expect(task.status).toBe('canceled');
});

test('[TR47] an offer that is taken back goes to somebody else', () => {
  const bench = createBench();
  bench.queue('Sales');
  const ana = bench.worker('ana', ['Sales']);
  const task = bench.task('Sales');
  bench.router.rescindReservation(offerOf(task));
  expect(task).toMatchObject({ status: 'pending', reservations: [{ worker: ana, status: 'rescinded' }] });
  const ben = bench.worker('ben', ['Sales']);
  expect(offerOf(task).worker).toBe(ben);
});
