import type { Clock } from '../base/clock';
import { createHeap } from '../base/heap';

interface Entry {
  readonly atMs: number;
  readonly expire: (atMs: number) => void;
}

/** Runs what is due at its time. One timer for all: a Map of ten thousand items must not hold ten thousand timers. */
export interface ExpiryQueue {
  /** `expire` gets the time it was added for and must check that it still holds: entries are never taken back. */
  add(atMs: number, expire: (atMs: number) => void): void;
  clear(): void;
}

export function createExpiryQueue(clock: Clock): ExpiryQueue {
  const due = createHeap<Entry>((a, b) => a.atMs < b.atMs);
  let cancelTimer: (() => void) | null = null;
  let armedFor = Infinity;

  const next = (): number => due.peek()?.atMs ?? Infinity;

  const arm = (): void => {
    if (next() === armedFor) return;
    cancelTimer?.();
    armedFor = next();
    cancelTimer = armedFor === Infinity ? null : clock.schedule(armedFor, sweep);
  };

  const sweep = (): void => {
    armedFor = Infinity;
    while (next() <= clock.now()) {
      const entry = due.pop();
      entry?.expire(entry.atMs);
    }
    arm();
  };

  return {
    add(atMs, expire) {
      due.push({ atMs, expire });
      arm();
    },
    clear() {
      due.clear();
      arm();
    },
  };
}
