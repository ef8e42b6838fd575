import type { Clock } from '../base/clock';

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
  /** Binary heap by `atMs`. */
  const heap: Entry[] = [];
  let cancelTimer: (() => void) | null = null;
  let armedFor = Infinity;

  const swap = (left: number, right: number): void => {
    const [a, b] = [heap[left], heap[right]];
    if (a && b) [heap[left], heap[right]] = [b, a];
  };
  const at = (index: number): number => heap[index]?.atMs ?? Infinity;

  const push = (entry: Entry): void => {
    heap.push(entry);
    for (let child = heap.length - 1; child > 0;) {
      const parent = (child - 1) >> 1;
      if (at(parent) <= at(child)) return;
      swap(parent, child);
      child = parent;
    }
  };

  const pop = (): Entry | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (!last || heap.length === 0) return first;
    heap[0] = last;
    for (let parent = 0; ;) {
      const left = parent * 2 + 1;
      const child = at(left + 1) < at(left) ? left + 1 : left;
      if (at(parent) <= at(child)) return first;
      swap(parent, child);
      parent = child;
    }
  };

  const arm = (): void => {
    const next = at(0);
    if (next === armedFor) return;
    cancelTimer?.();
    armedFor = next;
    cancelTimer = next === Infinity ? null : clock.schedule(next, sweep);
  };

  function sweep(): void {
    armedFor = Infinity;
    while (at(0) <= clock.now()) {
      const due = pop();
      due?.expire(due.atMs);
    }
    arm();
  }

  return {
    add(atMs, expire) {
      push({ atMs, expire });
      arm();
    },
    clear() {
      heap.length = 0;
      arm();
    },
  };
}
