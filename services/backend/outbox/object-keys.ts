import {
  backendHeartbeatDocument,
  queueIndexMap,
  TaskQueueSid,
  WorkerSid,
  type LibraryId,
  type ResponseId,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import {
  attributesOwnerOf,
  cannedFavoritesKey,
  listOfKey,
  ownerOf,
  permissionsOfKey,
  recentCallsKey,
  responseOfKey,
} from '../store/outbox/sync-keys';

/** What an object of the outbox is, told from its key. */
export type ProjectedObject =
  | { readonly kind: 'queue'; readonly taskQueueSid: TaskQueueSid }
  | { readonly kind: 'queue-index' }
  | { readonly kind: 'recent-calls'; readonly workerSid: WorkerSid }
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'response'; readonly responseId: ResponseId }
  | { readonly kind: 'response-list'; readonly libraryId: LibraryId; readonly n: number }
  | { readonly kind: 'favorites'; readonly workerSid: WorkerSid }
  | { readonly kind: 'worker-attributes'; readonly workerSid: WorkerSid }
  | { readonly kind: 'permissions'; readonly identity: string }
  | { readonly kind: 'readers'; readonly likeObject: string };

const QUEUE_PREFIX = 'queue.';

/** The queue whose Document has this key; null for any other object. */
export function queueOfObject(key: string): TaskQueueSid | null {
  const sid = key.startsWith(QUEUE_PREFIX) ? v.safeParse(TaskQueueSid, key.slice(QUEUE_PREFIX.length)) : null;
  return sid?.success === true ? sid.output : null;
}

/** @throws RangeError for a key that no builder knows: the code that marked it and this code are of different releases */
export function projectedObject(key: string): ProjectedObject {
  if (key === queueIndexMap.uniqueName) return { kind: 'queue-index' };
  if (key === backendHeartbeatDocument.uniqueName) return { kind: 'heartbeat' };
  const taskQueueSid = queueOfObject(key);
  if (taskQueueSid !== null) return { kind: 'queue', taskQueueSid };
  const responseId = responseOfKey(key);
  if (responseId !== null) return { kind: 'response', responseId };
  const list = listOfKey(key);
  if (list !== null) return { kind: 'response-list', ...list };
  const permissions = permissionsOfKey(key);
  if (permissions !== null) {
    return 'identity' in permissions ? { kind: 'permissions', ...permissions } : { kind: 'readers', ...permissions };
  }
  const worker = v.safeParse(WorkerSid, ownerOf(key) ?? attributesOwnerOf(key));
  if (worker.success) {
    const workerSid = worker.output;
    if (key === recentCallsKey(workerSid)) return { kind: 'recent-calls', workerSid };
    if (key === cannedFavoritesKey(workerSid)) return { kind: 'favorites', workerSid };
    if (attributesOwnerOf(key) !== null) return { kind: 'worker-attributes', workerSid };
  }
  throw new RangeError(`No builder for the Sync object "${key}"`);
}
