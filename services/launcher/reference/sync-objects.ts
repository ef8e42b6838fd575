import { outboxKey, type SyncObject, type TaskQueueSid, type WorkerSid } from '@flex-sync-suite/shared/contract';
import type ts from 'typescript';
import { oneLine, type Constants } from './source-index';
import { declarations, GENERATED } from './type-section';
import { typeText } from './type-text';

const WQ = '{WQ…}' as TaskQueueSid;
const WK = '{WK…}' as WorkerSid;

interface Told {
  readonly object: SyncObject;
  /** What defines it in the contract, for whoever reads it. */
  readonly definition: string;
}

/** Every kind of object that the contract names: one that is missing here does not compile. */
const OBJECTS: { readonly [Kind in SyncObject['kind']]: Told & { readonly object: { readonly kind: Kind } } } = {
  'queue-index': { object: { kind: 'queue-index' }, definition: 'queueIndexMap' },
  queue: { object: { kind: 'queue', taskQueueSid: WQ }, definition: 'queueDocument' },
  'queue-trend': { object: { kind: 'queue-trend', taskQueueSid: WQ }, definition: 'queueTrendDocument' },
  'queue-group': { object: { kind: 'queue-group', groupId: '{id}' }, definition: 'queueGroupDocument' },
  'queue-brief': { object: { kind: 'queue-brief', taskQueueSid: WQ }, definition: 'queueBriefDocument' },
  'agent-queues': { object: { kind: 'agent-queues', workerSid: WK }, definition: 'agentQueuesDocument' },
  'queue-alerts': { object: { kind: 'queue-alerts' }, definition: 'queueAlertsMap' },
  heartbeat: { object: { kind: 'heartbeat' }, definition: 'backendHeartbeatDocument' },
  'recent-calls': { object: { kind: 'recent-calls', workerSid: WK }, definition: 'recentCallsMap' },
  'response-list': {
    object: { kind: 'response-list', libraryId: '{library}', n: 0 },
    definition: 'cannedResponsesList',
  },
  response: { object: { kind: 'response', responseId: '{id}' }, definition: 'cannedResponseDocument' },
  favorites: { object: { kind: 'favorites', workerSid: WK }, definition: 'cannedFavoritesMap' },
  customer: { object: { kind: 'customer', customerKey: '{key}' }, definition: 'customerMap' },
  product: { object: { kind: 'product', productKey: '{key}' }, definition: 'productMap' },
  'product-page': { object: { kind: 'product-page', pageKey: '{key}' }, definition: 'pageDocument' },
  'checkout-step': { object: { kind: 'checkout-step', step: 1 }, definition: 'stepDocument' },
  'activity-summary': { object: { kind: 'activity-summary', window: 'now' }, definition: 'activitySummaryDocument' },
};

const DEFINED = /(?:defineSync|sync)(Document|Map|List)(?:At)?(?:<[^(]*>)?\(([\s\S]*)\)$/;

interface Defined {
  readonly name: string;
  readonly type: string;
  readonly schema: string;
  readonly scope: string;
  readonly definition: string;
  readonly says: string;
}

/** The page of all Sync objects: what each is called, who may read it, and what is in it. */
export function syncObjectsPage(constants: Constants): string {
  const types = typeText(constants);
  const objects = Object.values(OBJECTS).map((told) => defined(told, constants));
  const table = objects.map(
    ({ name, type, scope, says }) => `| ${type} | [\`${name}\`](#${anchorOf(name, type)}) | ${scope} | ${says} |`,
  );
  const shared = new Set(['Count', 'Instant']);
  return [
    '# Sync objects',
    '',
    GENERATED,
    '',
    'What the backend writes and browsers read. Every payload begins with `schema`, the number of its format; `v`, the',
    'version of the object, which never goes down (a reader ignores an older one); and `asOf`, the instant of the newest',
    'event in it. Fields that a reader does not know are ignored. A scope is the token that opens the object: `shared` is',
    'that of an access profile, `personal` that of one agent ([permissions](../guides/permissions.md)). Every object has a',
    'time to live, which the backend renews before it ends ([how long](../../services/backend/README.md#what-it-writes)).',
    '',
    '| Object | Unique name | Scope | Holds |',
    '| ------ | ----------- | ----- | ----- |',
    ...table,
    '',
    'Two types stand in all of them:',
    '',
    declarations(types, [...shared]),
    ...objects.flatMap(({ name, type, schema, definition, says }) => [
      '',
      `## ${type} \`${name}\``,
      '',
      `${says} Defined as \`${definition}\`${type === 'Document' ? '' : `; the type is that of one item`}.`,
      '',
      declarations(types, [schema], shared),
    ]),
    '',
  ].join('\n');
}

function defined({ object, definition }: Told, constants: Constants): Defined {
  const value = constants.valueOf(definition);
  const [, type = '', given = ''] = DEFINED.exec(bodyOf(value)) ?? [];
  const schema = /,\s*([A-Z]\w+)\s*(?:,|$)/.exec(given)?.[1];
  const doc = constants.docOf(definition);
  if (schema === undefined || doc === undefined) throw new Error(`${definition} is not a definition with a comment`);
  const scope = /scope: '(\w+)'/.exec(given)?.[1] ?? (/\bscope\b/.test(given) ? 'either' : 'shared');
  const name = outboxKey(object)
    .replace(/\.0$/, '.{n}')
    .replace(/\.1$/, '.{n}')
    .replace(/\.now$/, '.{window}');
  return { name, type, schema, scope, definition, says: oneLine(doc.text) };
}

const bodyOf = (value: ts.Expression | undefined): string => value?.getText().trim() ?? '';

/** As GitHub makes it of a heading. */
const anchorOf = (name: string, type: string): string => `${type}-${name}`.toLowerCase().replace(/[^a-z0-9_-]/g, '');
