import { createListeners } from './listeners';
import type { Source } from './source';

export interface OnDemandOptions<S> {
  readonly getSnapshot: () => S;
  /** Begins the work behind the state; `tell` is called after each change. @returns ends it */
  readonly start: (tell: () => void) => () => void;
}

/** A source that works only while somebody is subscribed: the first subscriber starts it, the last one stops it. */
export function onDemand<S>({ getSnapshot, start }: OnDemandOptions<S>): Source<S> {
  const listeners = createListeners();
  let stop: (() => void) | undefined;
  return {
    getSnapshot,
    subscribe(listener) {
      const unsubscribe = listeners.subscribe(listener);
      stop ??= start(listeners.tell);
      return () => {
        unsubscribe();
        if (listeners.count() > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
}
