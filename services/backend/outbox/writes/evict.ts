import type { Logger } from '../../base/log';
import type { Metrics } from '../../base/metrics';
import type { Evict } from './put-entry';
import type { SyncTarget, SyncWriter } from '../sync-port';

/** Somebody puts an object where ours belongs, as soon as one was removed. */
export class ForeignObjectError extends Error {
  override readonly name = 'ForeignObjectError';
}

export interface Eviction {
  readonly entry: Evict;
  readonly collection: (collection: Parameters<SyncWriter['removeCollection']>[0], stranger: string) => Promise<void>;
}

/**
 * Removes what somebody else created in the place of an object of ours, exactly that and by its SID, once: what comes back
 * at once has to wait, or whoever does it would spend our requests.
 */
export function createEviction(
  { sync, log, metrics }: { readonly sync: SyncWriter; readonly log: Logger; readonly metrics: Metrics },
  objectKey: string,
): Eviction {
  let isDone = false;

  /** What is inside a Map or a List of ours is no place to take. */
  function found(kind: SyncTarget['kind'] | 'map' | 'list', sid: string | null, createdBy: string): void {
    log.warn({ objectKey, kind, sid, createdBy }, 'an object of somebody else stands where ours belongs');
    metrics.syncForeignObjects.inc({ kind });
    if (kind.endsWith('item')) return;
    if (isDone) throw new ForeignObjectError(`${createdBy} creates ${objectKey} again as soon as it is removed`);
    isDone = true;
  }

  return {
    entry: async (target, stranger) => {
      found(target.kind, target.kind === 'document' ? (target.sid ?? null) : target.of.sid, stranger);
      await sync.remove(target);
    },
    collection: async (collection, stranger) => {
      found(collection.kind, collection.sid, stranger);
      await sync.removeCollection(collection);
    },
  };
}
