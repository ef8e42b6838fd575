/** Who must hear of a change. Everyone who subscribes counts once a subscription, with the same function too. */
export interface Listeners {
  /** The `subscribe` of a `Source`. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Those of this moment, for who tells them later. */
  readonly current: () => readonly (() => void)[];
  /** Who leaves meanwhile is not told any more, who comes is not told yet. */
  readonly tell: () => void;
  readonly count: () => number;
}

/** The one set of listeners behind every source. */
export function createListeners(): Listeners {
  const subscriptions = new Set<{ readonly listener: () => void }>();
  return {
    subscribe(listener) {
      const subscription = { listener };
      subscriptions.add(subscription);
      return () => void subscriptions.delete(subscription);
    },
    current: () => [...subscriptions].map(({ listener }) => listener),
    tell() {
      for (const subscription of [...subscriptions]) if (subscriptions.has(subscription)) subscription.listener();
    },
    count: () => subscriptions.size,
  };
}
