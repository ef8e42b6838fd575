import { useSyncExternalStore } from 'use-sync-external-store/shim';

/** Whether the panel is open. Two places of Flex follow it, so it lives outside of both. */
export interface Expansion {
  readonly isExpanded: () => boolean;
  readonly set: (isExpanded: boolean) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

const KEY = 'flex-sync-suite.recent-calls.expanded';

/** Remembered for the browser tab's session; collapsed at first. */
export function createExpansion(storage: Pick<Storage, 'getItem' | 'setItem'>): Expansion {
  const listeners = new Set<() => void>();
  let expanded = read(storage);
  return {
    isExpanded: () => expanded,
    set(next) {
      expanded = next;
      try {
        storage.setItem(KEY, String(next));
      } catch {
        // A full or forbidden storage only costs the memory of it.
      }
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const useIsExpanded = (expansion: Expansion): boolean =>
  useSyncExternalStore(expansion.subscribe, expansion.isExpanded, expansion.isExpanded);

function read(storage: Pick<Storage, 'getItem'>): boolean {
  try {
    return storage.getItem(KEY) === 'true';
  } catch {
    return false;
  }
}
