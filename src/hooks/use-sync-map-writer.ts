import { useMemo } from 'react';
import type { SyncMapRef } from '../contract';
import type { SyncMapWriter } from '../sync';
import { refKey } from './ref-key';
import { useSyncStore } from './sync-provider';

/**
 * Writes items of a Map that is your own; the token's identity needs a write permission on it. Components that read the
 * Map show a write at once, and again what Sync holds if it is refused. The writer is the same object for as long as the
 * definition stands for the same Map; null gives none.
 *
 * @example
 * const notes = useSyncMapWriter(notesMap);
 * await notes.set(sid, { text });
 * await notes.mutate(sid, (note) => (note === undefined ? null : { ...note, isRead: true }));
 */
export function useSyncMapWriter<T>(ref: SyncMapRef<T>): SyncMapWriter<T>;
export function useSyncMapWriter<T>(ref: SyncMapRef<T> | null): SyncMapWriter<T> | null;
export function useSyncMapWriter<T>(ref: SyncMapRef<T> | null): SyncMapWriter<T> | null {
  const store = useSyncStore();
  const key = ref === null ? null : refKey(ref);
  return useMemo(
    () => (ref === null ? null : store.mapWriter(ref)),
    // Definitions are often built inline: a writer is remembered by what it stands for.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [store, key],
  );
}
