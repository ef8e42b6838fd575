/** State that components read with `useSyncExternalStore`. */
export interface Readable<T> {
  /** The same object until something changes. */
  readonly getSnapshot: () => T;
  /** @returns stops it */
  readonly subscribe: (listener: () => void) => () => void;
}

export interface Observable<T> extends Readable<T> {
  readonly set: (next: T) => void;
}

export function createObservable<T>(initial: T): Observable<T> {
  const listeners = new Set<() => void>();
  let current = initial;
  return {
    getSnapshot: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set(next) {
      if (Object.is(next, current)) return;
      current = next;
      for (const listener of [...listeners]) listener();
    },
  };
}
