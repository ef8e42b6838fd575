import type { Metrics } from '../../base/metrics';
import { SyncWriteError, type SyncWriter } from '../sync-port';

/** The same writer, with every request that changes data in Sync counted by the status it was answered with. */
export function countWrites(sync: SyncWriter, { syncWrites }: Metrics): SyncWriter {
  const counted = async <T>(successCode: string, call: Promise<T>): Promise<T> => {
    try {
      const result = await call;
      syncWrites.inc({ code: successCode });
      return result;
    } catch (error) {
      syncWrites.inc({ code: error instanceof SyncWriteError ? String(error.status ?? 'none') : 'none' });
      throw error;
    }
  };
  return {
    ...sync,
    create: (target, write) => counted('201', sync.create(target, write)),
    update: (target, write) => counted('200', sync.update(target, write)),
    remove: (target) => counted('204', sync.remove(target)),
    createCollection: (collection, ttlSeconds) => counted('201', sync.createCollection(collection, ttlSeconds)),
    renewCollection: (collection, ttlSeconds) => counted('200', sync.renewCollection(collection, ttlSeconds)),
    removeCollection: (collection) => counted('204', sync.removeCollection(collection)),
  };
}
