import { createBench, refusalOf, type Bench } from '../testing/task-router-bench';
import type { Task, TaskQueue, Worker } from './workspace-model';

let bench: Bench;
let sales: TaskQueue;
let ana: Worker;

beforeEach(() => {
  bench = createBench();
  sales = bench.queue('Sales');
  ana = bench.worker('ana', ['Sales']);
  bench.worker('ben', ['Sales']);
});

const askedFor = (task: Task): string[] =>
  task.reservations.map(({ worker, status }) => `${worker.friendlyName} ${status}`);
const rest = (name: string): void => {
  bench.router.setActivity(bench.router.worker(name), bench.router.activity('Break'));
};
const work = (name: string): void => {
  bench.router.setActivity(bench.router.worker(name), bench.router.activity('Available'));
};
const give = (task: Task, attributes: object): void => {
  bench.router.setTaskAttributes(task, JSON.stringify({ queue: 'Sales', ...attributes }));
};

/** A task that waits, since everybody has a break. */
function waiting(attributes: object = {}): Task {
  rest('ana');
  rest('ben');
  const { router } = bench;
  const task = router.createTask({
    attributes: JSON.stringify({ queue: 'Sales', ...attributes }),
    channel: router.channel('voice'),
  });
  bench.taskEvents();
  return task;
}

function configure(targets: readonly object[], { reEvaluates = false, expression = 'queue == "Sales"' } = {}): void {
  const filters = [{ filter_friendly_name: 'All', expression, targets }];
  bench.router.configureWorkflow(JSON.stringify({ task_routing: { filters } }), reEvaluates);
}

test('[TR48, TR49, TR50] a waiting task that is given to an agent waits for that agent, in the same visit', () => {
  const task = waiting();
  bench.clock.advance(10_000);
  give(task, { agent_sid: ana.sid });
  expect(bench.taskEvents()).toEqual(['task.updated', 'workflow.target-matched']);
  work('ben');
  expect(task.status).toBe('pending');
  work('ana');
  expect(askedFor(task)).toEqual(['ana pending']);
  expect(task.visits).toEqual([{ queueSid: sales.sid, enteredAt: task.createdAt }]);
});

test('[TR48] it goes back to all when the attribute is taken away, and to nobody twice for the same attributes', () => {
  const task = waiting();
  give(task, { agent_sid: ana.sid });
  bench.clock.advance(100_000);
  give(task, { agent_sid: ana.sid, note: 'vip' });
  bench.taskEvents();
  // The first 120 s go on: the note leads to the same filter and the same agent.
  bench.clock.advance(20_000);
  expect(bench.taskEvents()).toEqual(['task-queue.timeout', 'workflow.timeout', 'workflow.target-matched']);
  give(task, { agent_sid: bench.router.worker('ben').sid });
  give(task, {});
  work('ana');
  expect(askedFor(task)).toEqual(['ana pending']);
});

test('[TR48] attributes that change during an offer count when it has come to nothing', () => {
  const task = waiting();
  work('ben');
  give(task, { agent_sid: ana.sid });
  expect(askedFor(task)).toEqual(['ben pending']);
  bench.router.rejectReservation(task.reservations[0]!);
  expect(askedFor(task)).toEqual(['ben rejected']);
  work('ana');
  expect(askedFor(task)).toEqual(['ben rejected', 'ana pending']);
});

test('[TR48] attributes that lead to another queue move the task, those of no filter cancel it', () => {
  const billing = bench.queue('Billing');
  const [moved, lost] = [waiting(), waiting()];
  give(moved, { queue: 'Billing' });
  expect(bench.taskEvents()).toEqual([
    ...['task.updated', 'task-queue.moved', 'workflow.target-matched', 'task-queue.entered'],
  ]);
  expect([moved.queue, moved.visits.length]).toEqual([billing, 2]);
  give(lost, { queue: 'Nowhere' });
  expect(lost.status).toBe('canceled');
  const direct = bench.router.createTask({ channel: bench.router.channel('voice'), queue: sales });
  bench.router.setTaskAttributes(direct, '{"queue":"Billing"}');
  expect(direct.queue).toBe(sales);
});

test('[TR49] a known worker who is missing, or not of the queue, passes the task on at once', () => {
  const task = waiting({ agent_sid: bench.worker('cem', ['Billing']).sid });
  expect(task.step?.index).toBe(1);
  give(task, { agent_sid: 'WK00000000000000000000000000000000' });
  work('ben');
  expect(askedFor(task)).toEqual(['ben pending']);
});

test.each([
  ['worker.sid == task.wish', () => ana.sid],
  ['worker.friendly_name IN task.wish', () => ['ana']],
  ['worker.routing.skills HAS task.wish', () => 'vip'],
])('[TR49] the expression %s says who may be asked', (expression, wish) => {
  configure([{ queue: sales.sid, expression, timeout: 60 }, { queue: sales.sid }]);
  bench.router.setAttributes(ana, JSON.stringify({ routing: { skills: ['Sales', 'vip'] } }));
  const task = waiting({ wish: wish() });
  work('ben');
  expect(task.status).toBe('pending');
  work('ana');
  expect(askedFor(task)).toEqual(['ana pending']);
});

test('[TR49] a known worker may be named by its friendly name', () => {
  configure([{ queue: sales.sid, known_worker_friendly_name: 'task.wish.name' }]);
  const task = waiting({ wish: { name: 'ana' } });
  work('ben');
  work('ana');
  expect(askedFor(task)).toEqual(['ana pending']);
});

test('[TR34] tasks that wait keep the way that the workflow gave them, unless they are evaluated anew', () => {
  const task = waiting();
  configure([{ queue: bench.queue('Billing').sid }]);
  expect(task.queue).toBe(sales);
  configure([{ queue: bench.router.queue('Billing').sid }], { reEvaluates: true });
  expect(task.queue?.friendlyName).toBe('Billing');
});

test.each([
  [[{ queue: 'WQ00000000000000000000000000000000' }], '1==1'],
  [[], '1==1'],
  [[{ skip_if: '1==1' }], '1==1'],
  [[{ known_worker_sid: 'agent' }], '1==1'],
  [[{ known_worker_sid: 'task.a', known_worker_friendly_name: 'task.b' }], '1==1'],
  [[{ expression: 'worker.sid ==' }], '1==1'],
  [[{}], '1=='],
])('[TR34] the configuration %j for %s is refused, and changes nothing', (targets, expression) => {
  const before = bench.router.state.workflow.filters;
  const refusal = refusalOf(() => {
    configure(
      targets.map((target) => ({ queue: sales.sid, ...target })),
      { expression },
    );
  });
  expect(refusal).toEqual({ status: 400, code: 20001 });
  expect(bench.router.state.workflow.filters).toBe(before);
});
