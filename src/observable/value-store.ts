import type { Source } from './source';

/** A value that several places of Flex follow, each with a React root or subtree of its own. */
export interface ValueStore<T> extends Source<T> {
  /** Tells the subscribers unless it is the same value. */
  readonly set: (value: T) => void;
}

export function createValueStore<T>(initial: T): ValueStore<T> {
  const listeners = new Set<() => void>();
  let value = initial;
  return {
    getSnapshot: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
