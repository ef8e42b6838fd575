/** State that changes by itself: its value now, and a signal that it is another. */
export interface Source<S> {
  /** The same object until it changes; reading has no effect. */
  readonly getSnapshot: () => S;
  /** Calls `listener` after each change. What costs something works while somebody is subscribed. @returns stops it */
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * The same source, heard at most every `intervalMs`: at once after a pause, then once at the end of each interval.
 * Reading always gives the newest state.
 */
export function throttled<S>(source: Source<S>, intervalMs: number): Source<S> {
  if (intervalMs <= 0) return source;
  return {
    getSnapshot: () => source.getSnapshot(),
    subscribe(listener) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let isBehind = false;
      let isOver = false;
      const notify = (): void => {
        // Who left while others were told is on the list of those to be told.
        if (isOver) return;
        if (timer !== undefined) {
          isBehind = true;
          return;
        }
        timer = setTimeout(() => {
          timer = undefined;
          if (!isBehind) return;
          isBehind = false;
          notify();
        }, intervalMs);
        listener();
      };
      const unsubscribe = source.subscribe(notify);
      return () => {
        isOver = true;
        clearTimeout(timer);
        unsubscribe();
      };
    },
  };
}

/**
 * Several sources as one, by key. The map is a new one only when one of them changed, and holds each source's own
 * snapshot, so entries that did not change keep their identity.
 */
export function combined<S>(sources: ReadonlyMap<string, Source<S>>): Source<ReadonlyMap<string, S>> {
  let snapshot: ReadonlyMap<string, S> | undefined;

  return {
    getSnapshot() {
      if (snapshot === undefined || [...sources].some(([key, source]) => snapshot?.get(key) !== source.getSnapshot())) {
        snapshot = new Map([...sources].map(([key, source]) => [key, source.getSnapshot()]));
      }
      return snapshot;
    },
    subscribe(listener) {
      const unsubscribes = [...sources.values()].map((source) => source.subscribe(listener));
      return () => {
        for (const unsubscribe of unsubscribes) unsubscribe();
      };
    },
  };
}
