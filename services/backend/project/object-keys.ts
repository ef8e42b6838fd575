import { backendHeartbeatDocument, queueIndexMap, TaskQueueSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { ownerOf } from '../store/sync-objects';

/** What an object of the outbox is, told from its key, which is its unique name in Sync. */
export type ProjectedObject =
  | { readonly kind: 'queue'; readonly taskQueueSid: TaskQueueSid }
  | { readonly kind: 'queue-index' }
  | { readonly kind: 'recent-calls'; readonly workerSid: WorkerSid }
  | { readonly kind: 'heartbeat' };

const QUEUE_PREFIX = 'queue.';

/** @throws RangeError for a key that no builder knows: the code that marked it and this code are of different releases */
export function projectedObject(key: string): ProjectedObject {
  if (key === queueIndexMap.uniqueName) return { kind: 'queue-index' };
  if (key === backendHeartbeatDocument.uniqueName) return { kind: 'heartbeat' };
  const sid = key.startsWith(QUEUE_PREFIX) ? v.safeParse(TaskQueueSid, key.slice(QUEUE_PREFIX.length)) : null;
  if (sid?.success) return { kind: 'queue', taskQueueSid: sid.output };
  const worker = v.safeParse(WorkerSid, ownerOf(key));
  if (worker.success) return { kind: 'recent-calls', workerSid: worker.output };
  throw new RangeError(`No builder for the Sync object "${key}"`);
}
