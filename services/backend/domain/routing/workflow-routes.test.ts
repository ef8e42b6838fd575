import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { readWorkflow, routeToAgent, type FoundRoute } from './workflow-routes';

const [SALES, BILLING] = ['a', 'b'].map((n) => `WQ${n.repeat(32)}` as TaskQueueSid) as [TaskQueueSid, TaskQueueSid];
const TO_ONE = { queue: SALES, known_worker_sid: 'task.agent_sid', timeout: 120 };
const FOUND = { state: 'possible', attribute: 'agent_sid', waitsForSeconds: 120 };
const NONE = { state: 'no-target' };

interface Written {
  readonly expression?: string;
  readonly targets: readonly object[];
}

function routeIn(filters: readonly Written[], attributes = {}, queueSid = SALES): FoundRoute {
  const written = filters.map((filter) => ({ expression: '1==1', ...filter }));
  const workflow = readWorkflow(JSON.stringify({ task_routing: { filters: written, default_filter: {} } }));
  if (workflow === null) throw new Error('The workflow was not read');
  return routeToAgent(workflow, attributes, queueSid);
}

const OF_QUEUE: Written[] = [
  { expression: 'agent_sid != null AND queue == "Sales"', targets: [TO_ONE, { queue: SALES }] },
  { expression: 'queue == "Sales"', targets: [{ queue: SALES }] },
];

test('a filter whose first target asks for a known worker leads a task of its queue to one agent', () => {
  expect(routeIn(OF_QUEUE, { queue: 'Sales' })).toEqual(FOUND);
  expect(routeIn(OF_QUEUE, { queue: 'Billing' })).toEqual(NONE);
  expect(routeIn(OF_QUEUE, { queue: 'Sales' }, BILLING)).toEqual(NONE);
  expect(routeIn(OF_QUEUE.slice(1), { queue: 'Sales' })).toEqual(NONE);
});

test('a filter that takes the task before is in the way, and one that cannot be read may be', () => {
  expect(routeIn([{ targets: [{ queue: SALES }] }, ...OF_QUEUE], { queue: 'Sales' })).toEqual(NONE);
  const unreadable = { expression: 'queue ~ "x"', targets: [{ queue: SALES }] };
  expect(routeIn([unreadable, ...OF_QUEUE], { queue: 'Sales' })).toEqual({ state: 'unreadable' });
  expect(routeIn([...OF_QUEUE, unreadable], { queue: 'Sales' })).toEqual(FOUND);
});

test('of several attributes the one that leads there is taken', () => {
  const other = { expression: 'vip == true', targets: [{ ...TO_ONE, known_worker_sid: 'task.vip_agent' }] };
  const filters = [other, { expression: 'task.agent_sid != null', targets: [TO_ONE] }];
  expect(routeIn(filters)).toEqual(FOUND);
  expect(routeIn(filters, { vip: true })).toMatchObject({ attribute: 'vip_agent' });
});

test.each([
  ['known worker', { known_worker_sid: 'task.agent_sid' }, 'agent_sid'],
  ['expression', { expression: 'worker.sid == task.agent_sid' }, 'agent_sid'],
  ['expression the other way', { expression: 'task.agent_sid = worker.sid' }, 'agent_sid'],
  ['one of several demands', { expression: '(worker.vip == true AND ((worker.sid == task.who)))' }, 'who'],
  ['alternative', { expression: 'worker.sid == task.who OR worker.vip == true' }, null],
  ['alternative inside', { expression: '(worker.sid == task.who OR 1==1) AND worker.vip == true' }, null],
  ['negation', { expression: 'NOT worker.sid == task.who' }, null],
  ['difference', { expression: 'worker.sid != task.who' }, null],
  ['text that looks so', { expression: 'worker.note == "worker.sid == task.who"' }, null],
  ['quoted side', { expression: 'worker.sid == "task.who"' }, null],
  ['nested attribute', { known_worker_sid: 'task.routing.who' }, null],
  ['friendly name', { known_worker_friendly_name: 'task.who' }, null],
  ['step that is skipped', { known_worker_sid: 'task.who', skip_if: 'workers.available == 0' }, null],
  ['expression that cannot be read', { expression: 'worker.sid ==' }, null],
  ['unfinished expression', { expression: '"worker.sid' }, null],
])('a target with a %s', (_what, target, attribute) => {
  const found = routeIn([{ targets: [{ queue: SALES, ...target }] }]);
  expect(found).toEqual(attribute === null ? NONE : { ...FOUND, attribute, waitsForSeconds: null });
});

test.each(['', 'no json', '[]', '{"task_routing":{"filters":[{"targets":[]}]}}'])('%j is no workflow', (text) => {
  expect(readWorkflow(text)).toBeNull();
});
