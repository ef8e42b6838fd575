import type { SyncStore } from '@flex-sync-suite/shared/hooks';
import { useEffect, useMemo } from 'react';
import { createPrefetcher, type Prefetcher } from '../data/load-response';

/** Opens Documents before they are asked for, one at a time, as long as the component is there. */
export function usePrefetcher(store: SyncStore): Prefetcher {
  const prefetcher = useMemo(() => createPrefetcher(store), [store]);
  useEffect(() => prefetcher.stop, [prefetcher]);
  return prefetcher;
}
