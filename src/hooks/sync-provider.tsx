import React, { createContext, useContext, type ReactNode } from 'react';
import type { SyncStore } from '../sync';

const StoreContext = createContext<SyncStore | null>(null);

export interface SyncProviderProps {
  readonly store: SyncStore;
  readonly children: ReactNode;
}

/** Gives the hooks below it their store. In Flex the store is that of the page: `sharedSyncStore`. */
export function SyncProvider({ store, children }: SyncProviderProps): React.JSX.Element {
  return <StoreContext.Provider value={store}>{children}</StoreContext.Provider>;
}

/**
 * The store of the hooks, for what none of them does.
 * @throws Error outside a {@link SyncProvider}
 */
export function useSyncStore(): SyncStore {
  const store = useContext(StoreContext);
  if (store === null) throw new Error('Sync hooks need a <SyncProvider store={…}> above them');
  return store;
}
