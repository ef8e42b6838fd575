import type { Source } from './source';

export interface OnDemandOptions<S> {
  readonly getSnapshot: () => S;
  /** Begins the work behind the state; `tell` is called after each change. @returns ends it */
  readonly start: (tell: () => void) => () => void;
}

/** A source that works only while somebody is subscribed: the first subscriber starts it, the last one stops it. */
export function onDemand<S>({ getSnapshot, start }: OnDemandOptions<S>): Source<S> {
  const listeners = new Set<{ readonly listener: () => void }>();
  let stop: (() => void) | undefined;
  const tell = (): void => {
    for (const { listener } of [...listeners]) listener();
  };
  return {
    getSnapshot,
    subscribe(listener) {
      const entry = { listener };
      listeners.add(entry);
      if (listeners.size === 1) stop = start(tell);
      return () => {
        if (listeners.delete(entry) && listeners.size === 0) stop?.();
      };
    },
  };
}
