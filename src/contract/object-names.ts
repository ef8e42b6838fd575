import * as v from 'valibot';
import { CheckoutStep, CustomerKey, PageKey, ProductKey, SummaryWindow } from './activity/activity-keys';
import { LibraryId, ResponseId } from './responses/canned-ids';
import { QueueGroupId } from './queues/queue-group-id';
import { TaskQueueSid, WorkerSid } from './sid';

/** A Sync object that the suite keeps, told from its unique name. */
export type SyncObject =
  /** Document: the live row of a queue. */
  | { readonly kind: 'queue'; readonly taskQueueSid: TaskQueueSid }
  /** Document: the last 60 minutes of a queue. */
  | { readonly kind: 'queue-trend'; readonly taskQueueSid: TaskQueueSid }
  /** Document: the figures of a group of queues that is kept. */
  | { readonly kind: 'queue-group'; readonly groupId: string }
  /** Document: what agents may see of a queue. */
  | { readonly kind: 'queue-brief'; readonly taskQueueSid: TaskQueueSid }
  /** Document: the queues of an agent. */
  | { readonly kind: 'agent-queues'; readonly workerSid: WorkerSid }
  /** Map: every queue of the workspace. */
  | { readonly kind: 'queue-index' }
  /** Map: what is out of bounds in queues, and who is on it. */
  | { readonly kind: 'queue-alerts' }
  /** Document: the backend's sign of life. */
  | { readonly kind: 'heartbeat' }
  /** Map: the newest calls of an agent. */
  | { readonly kind: 'recent-calls'; readonly workerSid: WorkerSid }
  /** Map: an agent's favourites and own use. */
  | { readonly kind: 'favorites'; readonly workerSid: WorkerSid }
  /** List: the n-th of a library, from 0. */
  | { readonly kind: 'response-list'; readonly libraryId: LibraryId; readonly n: number }
  /** Document: one response. */
  | { readonly kind: 'response'; readonly responseId: ResponseId }
  /** Map: what one customer does in the shop. */
  | { readonly kind: 'customer'; readonly customerKey: CustomerKey }
  /** Map: a product that customers meet. */
  | { readonly kind: 'product'; readonly productKey: ProductKey }
  /** Document: a page that customers visit. */
  | { readonly kind: 'product-page'; readonly pageKey: PageKey }
  /** Document: a step of the checkout. */
  | { readonly kind: 'checkout-step'; readonly step: number }
  /** Document: what all customers do. */
  | { readonly kind: 'activity-summary'; readonly window: SummaryWindow };

/** What the backend's outbox keeps up to date: Sync objects, and what is written for them outside of Sync's objects. */
export type OutboxObject =
  | SyncObject
  /** The part of a worker's attributes that is ours. */
  | { readonly kind: 'worker-attributes'; readonly workerSid: WorkerSid }
  /** All that an identity of Sync may read. */
  | { readonly kind: 'permissions'; readonly identity: string }
  /** The permissions of everybody who may read objects like the one of this name. */
  | { readonly kind: 'readers'; readonly likeObject: string };

/** Whole names, and what the names of a kind begin with. None looks like a SID, which Sync refuses (error 54302). */
const NAME = { 'queue-index': 'queue-index', 'queue-alerts': 'queue-alerts', heartbeat: 'backend-heartbeat' } as const;
export const NAME_PREFIX = {
  queue: 'queue.',
  'queue-trend': 'queue-trend.',
  'queue-group': 'queue-group.',
  'queue-brief': 'queue-brief.',
  'agent-queues': 'agent-queues.',
  'recent-calls': 'recent-calls.',
  favorites: 'canned-favorites.',
  'response-list': 'canned-responses.',
  response: 'canned-response.',
  customer: 'customer.',
  product: 'product.',
  'product-page': 'product-page.',
  'checkout-step': 'checkout-step.',
  'activity-summary': 'activity-summary.',
  'worker-attributes': 'worker-attributes.',
  permissions: 'permissions.',
} as const;
/** No identity is `on`: it has the shape of a worker's SID or begins with `profile.`. */
const READERS_PREFIX = `${NAME_PREFIX.permissions}on.`;

/** The unique name of a Sync object, or the key of what is none in the outbox. */
export function outboxKey(object: OutboxObject): string {
  switch (object.kind) {
    case 'queue-index':
    case 'queue-alerts':
    case 'heartbeat':
      return NAME[object.kind];
    case 'queue':
    case 'queue-trend':
    case 'queue-brief':
      return NAME_PREFIX[object.kind] + object.taskQueueSid;
    case 'queue-group':
      return NAME_PREFIX['queue-group'] + object.groupId;
    case 'response-list':
      return `${NAME_PREFIX['response-list']}${object.libraryId}.${String(object.n)}`;
    case 'response':
      return NAME_PREFIX.response + object.responseId;
    case 'customer':
      return NAME_PREFIX.customer + object.customerKey;
    case 'product':
      return NAME_PREFIX.product + object.productKey;
    case 'product-page':
      return NAME_PREFIX['product-page'] + object.pageKey;
    case 'checkout-step':
      return NAME_PREFIX['checkout-step'] + String(object.step);
    case 'activity-summary':
      return NAME_PREFIX['activity-summary'] + object.window;
    case 'permissions':
      return NAME_PREFIX.permissions + object.identity;
    case 'readers':
      return READERS_PREFIX + object.likeObject;
    default:
      return NAME_PREFIX[object.kind] + object.workerSid;
  }
}

const LIST_NUMBER = /^(.+)\.(0|[1-9]\d{0,5})$/;

/** What a key of the outbox, or the unique name of a Sync object, stands for; null for a name of somebody else. */
export function outboxObject(key: string): OutboxObject | null {
  if (key === NAME['queue-index']) return { kind: 'queue-index' };
  if (key === NAME['queue-alerts']) return { kind: 'queue-alerts' };
  if (key === NAME.heartbeat) return { kind: 'heartbeat' };
  if (key.startsWith(READERS_PREFIX)) return { kind: 'readers', likeObject: key.slice(READERS_PREFIX.length) };
  const prefix = key.slice(0, key.indexOf('.') + 1);
  const rest = key.slice(prefix.length);
  switch (prefix) {
    case NAME_PREFIX.queue:
      return ofQueue('queue', rest);
    case NAME_PREFIX['queue-trend']:
      return ofQueue('queue-trend', rest);
    case NAME_PREFIX['queue-group']:
      return v.is(QueueGroupId, rest) ? { kind: 'queue-group', groupId: rest } : null;
    case NAME_PREFIX['queue-brief']:
      return ofQueue('queue-brief', rest);
    case NAME_PREFIX['agent-queues']:
      return ofWorker('agent-queues', rest);
    case NAME_PREFIX['recent-calls']:
      return ofWorker('recent-calls', rest);
    case NAME_PREFIX.favorites:
      return ofWorker('favorites', rest);
    case NAME_PREFIX['worker-attributes']:
      return ofWorker('worker-attributes', rest);
    case NAME_PREFIX['response-list']: {
      const [, libraryId, n] = LIST_NUMBER.exec(rest) ?? [];
      return v.is(LibraryId, libraryId) ? { kind: 'response-list', libraryId, n: Number(n) } : null;
    }
    case NAME_PREFIX.response:
      return v.is(ResponseId, rest) ? { kind: 'response', responseId: rest } : null;
    case NAME_PREFIX.permissions:
      return { kind: 'permissions', identity: rest };
    default:
      return activityObject(prefix, rest);
  }
}

function activityObject(prefix: string, rest: string): SyncObject | null {
  switch (prefix) {
    case NAME_PREFIX.customer:
      return v.is(CustomerKey, rest) ? { kind: 'customer', customerKey: rest } : null;
    case NAME_PREFIX.product:
      return v.is(ProductKey, rest) ? { kind: 'product', productKey: rest } : null;
    case NAME_PREFIX['product-page']:
      return v.is(PageKey, rest) ? { kind: 'product-page', pageKey: rest } : null;
    case NAME_PREFIX['checkout-step']: {
      const step = Number(rest);
      return v.is(CheckoutStep, step) && String(step) === rest ? { kind: 'checkout-step', step } : null;
    }
    case NAME_PREFIX['activity-summary']:
      return v.is(SummaryWindow, rest) ? { kind: 'activity-summary', window: rest } : null;
    default:
      return null;
  }
}

function ofQueue<const Kind extends 'queue' | 'queue-trend' | 'queue-brief'>(
  kind: Kind,
  text: string,
): { readonly kind: Kind; readonly taskQueueSid: TaskQueueSid } | null {
  const sid = v.safeParse(TaskQueueSid, text);
  return sid.success ? { kind, taskQueueSid: sid.output } : null;
}

function ofWorker<const Kind extends 'recent-calls' | 'agent-queues' | 'favorites' | 'worker-attributes'>(
  kind: Kind,
  text: string,
): { readonly kind: Kind; readonly workerSid: WorkerSid } | null {
  const sid = v.safeParse(WorkerSid, text);
  return sid.success ? { kind, workerSid: sid.output } : null;
}

/** Unique name of the n-th List of a library, n from 0. */
export const responseListName = (libraryId: LibraryId, n: number): string =>
  outboxKey({ kind: 'response-list', libraryId, n });
/** Unique name of a response's Document. */
export const responseDocumentName = (responseId: ResponseId): string => outboxKey({ kind: 'response', responseId });
