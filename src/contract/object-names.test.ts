import { activitySummaryDocument, pageDocument, stepDocument } from './activity/activity-documents';
import { customerMap } from './activity/customer-map';
import { productMap } from './activity/product-map';
import { queueAlertsMap } from './alerts/queue-alert';
import { backendHeartbeatDocument } from './backend-heartbeat';
import { recentCallsMap } from './calls/recent-call';
import { outboxKey, outboxObject, responseDocumentName, responseListName, type OutboxObject } from './object-names';
import { agentQueuesDocument, queueBriefDocument } from './queues/agent-queues';
import { queueDocument } from './queues/queue-document';
import { queueGroupDocument } from './queues/queue-group-document';
import { queueTrendDocument } from './queues/queue-trend';
import { queueIndexMap } from './queues/queue-index';
import { cannedFavoritesMap } from './responses/canned-response';
import type { TaskQueueSid, WorkerSid } from './sid';

const taskQueueSid = `WQ${'a'.repeat(32)}` as TaskQueueSid;
const workerSid = `WK${'b'.repeat(32)}` as WorkerSid;
const customerKey = 'c'.repeat(32);

const OBJECTS: readonly OutboxObject[] = [
  { kind: 'queue', taskQueueSid },
  { kind: 'queue-trend', taskQueueSid },
  { kind: 'queue-group', groupId: 'g-1' },
  { kind: 'queue-brief', taskQueueSid },
  { kind: 'agent-queues', workerSid },
  { kind: 'queue-index' },
  { kind: 'queue-alerts' },
  { kind: 'heartbeat' },
  { kind: 'recent-calls', workerSid },
  { kind: 'favorites', workerSid },
  { kind: 'customer', customerKey },
  { kind: 'product', productKey: customerKey },
  { kind: 'product-page', pageKey: customerKey },
  { kind: 'checkout-step', step: 3 },
  { kind: 'activity-summary', window: 'today' },
  { kind: 'worker-attributes', workerSid },
  { kind: 'permissions', identity: workerSid },
  { kind: 'permissions', identity: 'profile.agent.0123456789ab' },
  { kind: 'readers', likeObject: 'queue-index' },
  ...['global000001', workerSid].flatMap((libraryId): OutboxObject[] => [
    { kind: 'response-list', libraryId, n: 0 },
    { kind: 'response-list', libraryId, n: 12 },
    { kind: 'response', responseId: `${libraryId}.response0001` },
    { kind: 'readers', likeObject: responseListName(libraryId, 0) },
  ]),
];

test('what is built from an object is parsed back to it', () => {
  for (const object of OBJECTS) expect(outboxObject(outboxKey(object))).toEqual(object);
  const keys = OBJECTS.map(outboxKey);
  expect(new Set(keys).size).toBe(keys.length);
});

test('the definitions of the contract carry these names', () => {
  expect([
    queueDocument(taskQueueSid).uniqueName,
    queueTrendDocument(taskQueueSid).uniqueName,
    queueGroupDocument('g-1').uniqueName,
    queueBriefDocument(taskQueueSid).uniqueName,
    agentQueuesDocument(workerSid).uniqueName,
    queueIndexMap.uniqueName,
    queueAlertsMap.uniqueName,
    backendHeartbeatDocument.uniqueName,
    recentCallsMap(workerSid).uniqueName,
    cannedFavoritesMap(workerSid).uniqueName,
    customerMap(customerKey).uniqueName,
    productMap(customerKey).uniqueName,
    pageDocument(customerKey).uniqueName,
    stepDocument(2).uniqueName,
    activitySummaryDocument('hour').uniqueName,
    responseListName('global000001', 3),
    responseDocumentName('global000001.response0001'),
  ]).toEqual([
    `queue.${taskQueueSid}`,
    `queue-trend.${taskQueueSid}`,
    'queue-group.g-1',
    `queue-brief.${taskQueueSid}`,
    `agent-queues.${workerSid}`,
    'queue-index',
    'queue-alerts',
    'backend-heartbeat',
    `recent-calls.${workerSid}`,
    `canned-favorites.${workerSid}`,
    `customer.${customerKey}`,
    `product.${customerKey}`,
    `product-page.${customerKey}`,
    'checkout-step.2',
    'activity-summary.hour',
    'canned-responses.global000001.3',
    'canned-response.global000001.response0001',
  ]);
});

test.each([
  ...[
    '',
    '.',
    'queue',
    'queue.',
    'queue.WQ123',
    `queue.${workerSid}`,
    'recent-calls.WK1',
    `recent-calls.${taskQueueSid}`,
  ],
  ...['canned-responses.x', 'canned-responses.global000001', 'canned-responses.global000001.01'],
  ...['canned-responses.global000001.-1', 'canned-response.x.y', 'canned-response.global000001', 'queue-index.'],
  ...[
    'product.',
    'product-page.x',
    'checkout-step.0',
    'checkout-step.01',
    'checkout-step.1.5',
    'activity-summary.week',
  ],
])('"%s" is the name of somebody else', (key) => {
  expect(outboxObject(key)).toBeNull();
});
