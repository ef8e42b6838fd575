/** Time as the TaskRouter engine knows it. All instants are UTC milliseconds. */
export interface EngineClock {
  /** Never goes back, and never passes an action that is due but has not run yet. */
  now(): number;
  /** Runs `action` when the clock reaches `atMs`; an instant in the past means "next". Returns a function that cancels it. */
  schedule(atMs: number, action: () => void): () => void;
}

/** A clock that runs `speed` times as fast as the wall clock. */
export interface ScaledClock extends EngineClock {
  /** Changes the speed from this instant on. */
  setSpeed(speed: number): void;
  /** Jumps forward; an instant before {@link EngineClock.now} is ignored. Actions in between run first. */
  jumpTo(atMs: number): void;
  /** Cancels everything and goes on from another instant, which may lie in the past. */
  restart(atMs: number): void;
  /** Cancels everything; the clock then stands still. */
  close(): void;
}

interface Entry {
  readonly atMs: number;
  readonly order: number;
  readonly action: () => void;
  canceled: boolean;
}

interface ScaledClockOptions {
  /** Wall clock in milliseconds; `Date.now` by default. */
  readonly wallClock?: () => number;
  /** 1 by default. */
  readonly speed?: number;
}

/** Longest time that due actions may hold the event loop before sockets get their turn. */
const SLICE_MS = 8;
const LONGEST_TIMEOUT_MS = 60_000;

/**
 * A discrete-event clock bounded by the wall clock. Actions run in the order of their instants, and while one runs
 * `now()` is exactly its instant: what a seeded run decides does not depend on how late the event loop was.
 */
export function createScaledClock({ wallClock = Date.now, speed = 1 }: ScaledClockOptions = {}): ScaledClock {
  let queue = createTimeline();
  let scale = speed;
  let wallBase = wallClock();
  let base = wallBase;
  let last = base;
  let wake: NodeJS.Timeout | NodeJS.Immediate | null = null;
  let running = false;
  let closed = false;

  const target = (): number => Math.floor(base + (wallClock() - wallBase) * scale);

  const now = (): number => {
    if (running || closed) return last;
    const head = queue.peek();
    last = Math.max(last, head === undefined ? target() : Math.min(target(), head.atMs));
    return last;
  };

  const rebase = (atMs: number): void => {
    last = atMs;
    base = atMs;
    wallBase = wallClock();
  };

  const plan = (): void => {
    cancelWake();
    const head = queue.peek();
    if (head === undefined || closed || running) return;
    const waitMs = (head.atMs - target()) / scale;
    wake = waitMs <= 0 ? setImmediate(runDue) : setTimeout(runDue, Math.min(Math.ceil(waitMs), LONGEST_TIMEOUT_MS));
  };

  const cancelWake = (): void => {
    if (wake === null) return;
    if ('unref' in wake && 'refresh' in wake) clearTimeout(wake);
    else clearImmediate(wake);
    wake = null;
  };

  const runDue = (): void => {
    const until = target();
    const deadline = performance.now() + SLICE_MS;
    running = true;
    try {
      for (let head = queue.peek(); head !== undefined && head.atMs <= until; head = queue.peek()) {
        queue.pop();
        last = Math.max(last, head.atMs);
        head.action();
        if (performance.now() >= deadline) break;
      }
    } finally {
      running = false;
      plan();
    }
  };

  return {
    now,
    schedule(atMs, action) {
      const entry = queue.push(Math.ceil(atMs), action);
      if (!running) plan();
      return () => {
        entry.canceled = true;
      };
    },
    setSpeed(next) {
      rebase(now());
      scale = next;
      plan();
    },
    jumpTo(atMs) {
      for (let head = queue.peek(); head !== undefined && head.atMs <= atMs; head = queue.peek()) {
        queue.pop();
        last = Math.max(last, head.atMs);
        running = true;
        try {
          head.action();
        } finally {
          running = false;
        }
      }
      rebase(Math.max(atMs, now()));
      plan();
    },
    restart(atMs) {
      queue = createTimeline();
      rebase(atMs);
      plan();
    },
    close() {
      closed = true;
      cancelWake();
    },
  };
}

/** A binary heap of actions, earliest first, insertion order on a tie. */
function createTimeline(): {
  push(atMs: number, action: () => void): Entry;
  peek(): Entry | undefined;
  pop(): void;
} {
  const heap: Entry[] = [];
  let order = 0;
  const before = (a: Entry, b: Entry): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

  const siftUp = (start: number): void => {
    for (let index = start; index > 0;) {
      const parent = (index - 1) >> 1;
      if (!swapIfBefore(index, parent)) return;
      index = parent;
    }
  };
  const siftDown = (): void => {
    for (let index = 0; ;) {
      const left = index * 2 + 1;
      const right = left + 1;
      const [a, b] = [heap[left], heap[right]];
      if (a === undefined) return;
      const child = b !== undefined && before(b, a) ? right : left;
      if (!swapIfBefore(child, index)) return;
      index = child;
    }
  };
  const swapIfBefore = (child: number, parent: number): boolean => {
    const [c, p] = [heap[child], heap[parent]];
    if (c === undefined || p === undefined || !before(c, p)) return false;
    heap[child] = p;
    heap[parent] = c;
    return true;
  };
  const pop = (): void => {
    const tail = heap.pop();
    if (tail === undefined || heap.length === 0) return;
    heap[0] = tail;
    siftDown();
  };

  return {
    push(atMs, action) {
      const entry = { atMs, order: (order += 1), action, canceled: false };
      heap.push(entry);
      siftUp(heap.length - 1);
      return entry;
    },
    peek() {
      while (heap[0]?.canceled) pop();
      return heap[0];
    },
    pop,
  };
}
