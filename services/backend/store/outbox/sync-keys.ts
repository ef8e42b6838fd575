import {
  backendHeartbeatDocument,
  libraryOf,
  NAME_PREFIX,
  outboxKey,
  outboxObject,
  queueIndexMap,
  responseListName,
  type CustomerKey,
  type LibraryId,
  type OutboxObject,
  type PageKey,
  type ProductKey,
  type ResponseId,
  type TaskQueueSid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { LENT, ONE_OF_MANY } from './kinds-in-sql';

/** How a row of the outbox is written: as a Sync object, as a part of a worker's attributes, or as read permissions. */
export type ObjectKind = 'document' | 'map' | 'list' | 'attributes' | 'permissions';

/** Key of a queue's Document. */
export const queueObjectKey = (taskQueueSid: TaskQueueSid): string => outboxKey({ kind: 'queue', taskQueueSid });
/** Key of a queue's last 60 minutes. */
export const queueTrendKey = (taskQueueSid: TaskQueueSid): string => outboxKey({ kind: 'queue-trend', taskQueueSid });
/** Key of a group of queues. */
export const queueGroupKey = (groupId: string): string => outboxKey({ kind: 'queue-group', groupId });
/** Key of what agents may see of a queue. */
export const queueBriefKey = (taskQueueSid: TaskQueueSid): string => outboxKey({ kind: 'queue-brief', taskQueueSid });
/** Key of the queues of an agent. */
export const agentQueuesKey = (workerSid: WorkerSid): string => outboxKey({ kind: 'agent-queues', workerSid });
/** Key of an agent's Map of calls. */
export const recentCallsKey = (workerSid: WorkerSid): string => outboxKey({ kind: 'recent-calls', workerSid });
/** Key of an agent's Map of favourites. */
export const cannedFavoritesKey = (workerSid: WorkerSid): string => outboxKey({ kind: 'favorites', workerSid });
/** Key of what the backend writes into a worker's attributes. */
export const workerAttributesKey = (workerSid: WorkerSid): string =>
  outboxKey({ kind: 'worker-attributes', workerSid });
/** Key of all that an identity of Sync may read. */
export const permissionsKey = (identity: string): string => outboxKey({ kind: 'permissions', identity });
/** Key of a product that customers meet. */
export const productMapKey = (productKey: ProductKey): string => outboxKey({ kind: 'product', productKey });
/** Key of a page that customers visit. */
export const pageDocumentKey = (pageKey: PageKey): string => outboxKey({ kind: 'product-page', pageKey });
/** Key of what one customer of a shop does. */
export const customerMapKey = (customerKey: CustomerKey): string => outboxKey({ kind: 'customer', customerKey });
export const QUEUE_INDEX_KEY = queueIndexMap.uniqueName;

/** Beginning of the names of a library's Lists. */
export const listKeyPrefix = (library: LibraryId): string => `${NAME_PREFIX['response-list']}${library}.`;
/** Beginning of the names of the Documents of a library's responses. */
export const responseKeyPrefix = (library: LibraryId): string => `${NAME_PREFIX.response}${library}.`;
/** Beginning of the keys of what workers may read; those of profiles begin otherwise. */
export const WORKER_PERMISSIONS_PREFIX = permissionsKey('WK');

/** Beginning of the keys of customers' Maps. */
export const CUSTOMER_KEYS_PREFIX = NAME_PREFIX.customer;
/** Beginning of the keys of those who read them. */
export const CUSTOMER_READERS_PREFIX = outboxKey({ kind: 'readers', likeObject: NAME_PREFIX.customer });

/** The response whose Document this is; null for any other object. */
export function responseOfKey(key: string): ResponseId | null {
  const object = outboxObject(key);
  return object?.kind === 'response' ? object.responseId : null;
}

/** The library of which the object shows something; null for any other object. */
export function libraryOfKey(key: string): LibraryId | null {
  const object = outboxObject(key);
  return object === null ? null : libraryShownBy(object);
}

function libraryShownBy(object: OutboxObject): LibraryId | null {
  if (object.kind === 'response-list') return object.libraryId;
  return object.kind === 'response' ? libraryOf(object.responseId) : null;
}

/** The worker whose own object this is; null for an object that profiles share, and for worker attributes. */
export function ownerOf(key: string): string | null {
  const object = outboxObject(key);
  if (object === null) return null;
  switch (object.kind) {
    case 'recent-calls':
    case 'favorites':
    case 'agent-queues':
      return object.workerSid;
    default: {
      const library = libraryShownBy(object);
      return library?.startsWith('WK') === true ? library : null;
    }
  }
}

/** Whether the object is lent: who may read it changes while Sync has it. */
export const isLent = (key: string): boolean => isAmong(LENT, outboxObject(key)?.kind);

/**
 * Whose permissions follow when the object is new in Sync: its owner's, or those of everybody who may read objects like
 * it. Who they are is looked up when this key is claimed, and thus when the object can be seen: a profile that is issued
 * at the same moment is seen by that, or sees the object.
 */
export function permissionsAfterCreation(key: string): string {
  const owner = ownerOf(key);
  if (owner !== null) return permissionsKey(owner);
  if (isLent(key)) return outboxKey({ kind: 'readers', likeObject: key });
  const library = libraryOfKey(key);
  if (library !== null) return outboxKey({ kind: 'readers', likeObject: responseListName(library, 0) });
  const heartbeat = backendHeartbeatDocument.uniqueName;
  return outboxKey({ kind: 'readers', likeObject: key === heartbeat ? heartbeat : QUEUE_INDEX_KEY });
}

/**
 * Whether the object is one of those that come in thousands and that nobody watches by the second: Lists, Documents of
 * responses, products, pages, worker attributes, permissions.
 */
export const isLowPriority = (key: string): boolean => priorityOf(key) > 0;

/** The rank of an object that nobody waits for in particular; see `SyncObjectTable`. */
export function priorityOf(key: string): 0 | 1 | 2 {
  const kind = outboxObject(key)?.kind;
  switch (kind) {
    case 'worker-attributes':
      return 2;
    case 'response-list':
    case 'permissions':
    case 'readers':
      return 1;
    default:
      return isAmong(ONE_OF_MANY, kind) ? 1 : 0;
  }
}

/** Of no kind is what is none of ours. */
const isAmong = (kinds: readonly OutboxObject['kind'][], kind: OutboxObject['kind'] | undefined): boolean =>
  kind !== undefined && kinds.includes(kind);

/** How a key is written. */
export function kindOf(key: string): ObjectKind {
  switch (outboxObject(key)?.kind) {
    case 'response-list':
      return 'list';
    case 'worker-attributes':
      return 'attributes';
    case 'permissions':
    case 'readers':
      return 'permissions';
    case 'queue-index':
    case 'queue-alerts':
    case 'recent-calls':
    case 'favorites':
    case 'customer':
    case 'product':
      return 'map';
    default:
      return 'document';
  }
}
