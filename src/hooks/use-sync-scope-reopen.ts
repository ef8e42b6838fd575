import { useCallback } from 'react';
import type { SyncScope } from '../contract';
import { useSyncStore } from './sync-provider';

/**
 * To be called when what this person may read has changed, for example because they joined a team: asks for a token
 * anew. If it speaks for another identity, the scope's connection is replaced, while all data stays, stale until it is
 * live again; if not, what was forbidden or missing is tried again at once. Calls while a request is under way are one.
 *
 * @returns the same function for as long as the scope is the same
 */
export function useSyncScopeReopen(scope: SyncScope): () => void {
  const store = useSyncStore();
  return useCallback(() => {
    store.reopen(scope);
  }, [store, scope]);
}
