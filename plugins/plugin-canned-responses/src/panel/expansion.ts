import { createValueStore, type ValueStore } from '../desk/value-store';

const KEY = 'flex-sync-suite.canned-responses.expanded';

/** Whether the panel is open: remembered for the browser tab's session; open at first. */
export function createExpansion(storage: Pick<Storage, 'getItem' | 'setItem'>): ValueStore<boolean> {
  const store = createValueStore(isOpen(storage));
  return {
    ...store,
    set(isExpanded) {
      try {
        storage.setItem(KEY, String(isExpanded));
      } catch {
        // A full or forbidden storage only costs the memory of it.
      }
      store.set(isExpanded);
    },
  };
}

function isOpen(storage: Pick<Storage, 'getItem'>): boolean {
  try {
    return storage.getItem(KEY) !== 'false';
  } catch {
    return true;
  }
}
