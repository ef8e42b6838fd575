import { createValueSource, type ValueSource } from '../../observable';

export interface RememberedValueOptions<T> {
  /** `window.sessionStorage`: remembered for the browser tab's session. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** Name of the value in the storage. */
  readonly key: string;
  /** @param text as it was stored; null when it never was, or the storage may not be read */
  readonly parse: (text: string | null) => T;
}

/** A value that is stored as text whenever it is set, and begins as it was left. */
export function createRememberedValue<T>({ storage, key, parse }: RememberedValueOptions<T>): ValueSource<T> {
  const store = createValueSource(parse(stored({ storage, key })));
  return {
    ...store,
    set(value) {
      try {
        storage.setItem(key, String(value));
      } catch {
        // A full or forbidden storage only costs the memory of it.
      }
      store.set(value);
    },
  };
}

function stored({ storage, key }: Pick<RememberedValueOptions<unknown>, 'storage' | 'key'>): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}
