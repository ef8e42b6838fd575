import { createListeners } from './listeners';
import type { Source } from './source';

/** A value that somebody sets, and that several places follow, each with a React root or subtree of its own. */
export interface ValueSource<T> extends Source<T> {
  /** Tells the subscribers unless it is the same value. */
  readonly set: (value: T) => void;
}

/** Makes a value that can be set and followed. */
export function createValueSource<T>(initial: T): ValueSource<T> {
  const { subscribe, tell } = createListeners();
  let value = initial;
  return {
    getSnapshot: () => value,
    subscribe,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      tell();
    },
  };
}
