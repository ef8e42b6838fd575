import type { SyncDocumentRef } from '../contract';
import type { Source } from '../observable';
import type { SyncDisabled, SyncOpenOptions, SyncResult, SyncStore } from '../sync';
import { useSyncSource, type SyncReadOptions } from './use-sync-source';

/**
 * Follows a Sync Document.
 *
 * `pending` until it arrives, `ready` with data that matches the schema, `error` with the last good data if there was
 * any, `disabled` when `ref` is null. `isLive` and `staleSince` tell about the wire, not about the data's source.
 *
 * @example
 * const waiting = useSyncDocument(queueDocument(sid), { select: ({ now }) => now.queued + now.ringing });
 * if (waiting.status === 'ready') return <b>{waiting.data}</b>;
 */
export function useSyncDocument<T, S = T>(ref: SyncDocumentRef<T>, options?: SyncReadOptions<T, S>): SyncResult<S>;
export function useSyncDocument<T, S = T>(
  ref: SyncDocumentRef<T> | null,
  options?: SyncReadOptions<T, S>,
): SyncResult<S> | SyncDisabled;
export function useSyncDocument<T, S = T>(
  ref: SyncDocumentRef<T> | null,
  options: SyncReadOptions<T, S> = {},
): SyncResult<S> | SyncDisabled {
  return useSyncSource(ref, readDocument, options);
}

const readDocument = <T>(store: SyncStore, ref: SyncDocumentRef<T>, how: SyncOpenOptions): Source<SyncResult<T>> =>
  store.document(ref, how);
