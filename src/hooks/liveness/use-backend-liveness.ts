import { useMemo } from 'react';
import type { BackendHeartbeat, SyncDocumentRef } from '../../contract';
import { refKey } from '../ref-key';
import { useSyncStore } from '../sync-provider';
import { useSource } from '../use-source';
import { watchBackend, type BackendWatch } from './backend-watch';

/**
 * Watches the backend's heartbeat. Renders once a second: use it where children are memoised.
 *
 * @param ref the heartbeat, in the scope that the page uses anyway: another scope would be another connection
 */
export function useBackendLiveness(ref: SyncDocumentRef<BackendHeartbeat>): BackendWatch {
  const store = useSyncStore();
  const key = refKey(ref);
  // The definition is often built inline: the source is remembered by what it stands for.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useSource(useMemo(() => watchBackend(store, ref), [store, key]));
}
