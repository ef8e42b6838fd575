import { createValueStore, type ValueStore } from './value-store';

export interface ExpansionOptions {
  /** `window.sessionStorage`: remembered for the browser tab's session. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** Name of the panel in the storage. */
  readonly key: string;
  readonly isOpenAtFirst: boolean;
}

/** Whether a panel is open. Several places of Flex may follow it, so it lives outside of all of them. */
export function createExpansion({ storage, key, isOpenAtFirst }: ExpansionOptions): ValueStore<boolean> {
  const store = createValueStore(remembered({ storage, key }) ?? isOpenAtFirst);
  return {
    ...store,
    set(isExpanded) {
      try {
        storage.setItem(key, String(isExpanded));
      } catch {
        // A full or forbidden storage only costs the memory of it.
      }
      store.set(isExpanded);
    },
  };
}

/** Null when it was never opened or closed, or the storage may not be read. */
function remembered({ storage, key }: Pick<ExpansionOptions, 'storage' | 'key'>): boolean | null {
  try {
    const text = storage.getItem(key);
    return text === null ? null : text === 'true';
  } catch {
    return null;
  }
}
