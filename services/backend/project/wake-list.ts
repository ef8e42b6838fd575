/**
 * Objects of which this process knows that they changed, each with the instant from which it may be written again. It
 * saves the wait for the next poll; the database alone decides what is really due.
 */
export interface WakeList {
  wake(keys: Iterable<string>): void;
  /** No write of this object before `at`. */
  defer(key: string, at: number): void;
  /** Takes out up to `limit` keys that are due. */
  takeDue(now: number, limit: number): string[];
  /** When the next key is due; null when none waits. */
  nextDueAt(): number | null;
}

export function createWakeList(): WakeList {
  const waiting = new Set<string>();
  const notBefore = new Map<string, number>();
  const dueAt = (key: string): number => notBefore.get(key) ?? 0;
  return {
    wake: (keys) => {
      for (const key of keys) waiting.add(key);
    },
    defer: (key, at) => {
      notBefore.set(key, at);
    },
    takeDue: (now, limit) => {
      const due: string[] = [];
      for (const key of waiting) {
        if (due.length === limit) break;
        if (dueAt(key) <= now) due.push(key);
      }
      for (const key of due) waiting.delete(key);
      return due;
    },
    nextDueAt: () => (waiting.size === 0 ? null : Math.min(...[...waiting].map(dueAt))),
  };
}
