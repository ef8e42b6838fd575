/** A write that is under way, as a change of what Sync holds. */
export interface PendingWrite<T> {
  readonly key: string;
  /** Pure. What the item becomes; undefined when it goes. */
  readonly effect: (current: T | undefined) => T | undefined;
}

/** Writes under way, laid over what Sync holds until they are acknowledged or refused. */
export interface PendingWrites<T> {
  add(write: PendingWrite<T>): void;
  /** @returns what the write was shown as, if it was; undefined also when it showed a removal */
  remove(write: PendingWrite<T>): T | undefined;
  /** The oldest write for this key: the one that is with Sync now. */
  first(key: string): PendingWrite<T> | undefined;
  /** The items with every write laid over them, in the order they were made. */
  over(items: ReadonlyMap<string, T>): ReadonlyMap<string, T>;
}

interface Shown<T> {
  readonly from: T | undefined;
  readonly to: T | undefined;
}

export function createPendingWrites<T>(): PendingWrites<T> {
  /** What each write made of which value: asked again, it gives the same object. */
  const pending = new Map<PendingWrite<T>, Shown<T> | null>();

  function show(write: PendingWrite<T>, from: T | undefined): T | undefined {
    const before = pending.get(write);
    if (before && before.from === from) return before.to;
    const to = attempt(write, from);
    pending.set(write, { from, to });
    return to;
  }

  return {
    add: (write) => void pending.set(write, null),
    remove(write) {
      const shown = pending.get(write);
      pending.delete(write);
      return shown?.to;
    },
    first: (key) => [...pending.keys()].find((write) => write.key === key),
    over(items) {
      if (pending.size === 0) return items;
      const result = new Map(items);
      for (const write of pending.keys()) {
        const value = show(write, result.get(write.key));
        if (value === undefined) result.delete(write.key);
        else result.set(write.key, value);
      }
      return result;
    },
  };
}

/** A function that throws shows nothing; its error reaches the writer when the write is sent. */
function attempt<T>({ effect }: PendingWrite<T>, from: T | undefined): T | undefined {
  try {
    return effect(from);
  } catch {
    return from;
  }
}
