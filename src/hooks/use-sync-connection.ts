import { useMemo } from 'react';
import type { SyncScope } from '../contract';
import type { SyncConnection } from '../sync';
import { useSyncStore } from './sync-provider';
import { useSource } from './use-source';

/**
 * Follows the connection of a scope; without one, that of the scope in use which a person must hear about first. Show
 * a banner from `lost` on, not before: a short break is no news. Reading it opens nothing.
 */
export function useSyncConnection(scope?: SyncScope): SyncConnection {
  const store = useSyncStore();
  return useSource(useMemo(() => store.connection(scope), [store, scope]));
}
