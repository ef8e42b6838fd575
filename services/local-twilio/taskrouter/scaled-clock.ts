import { createHeap } from '../base/heap';

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

  /** Runs what is due at `untilMs`, one action at least, until the deadline. */
  const runUntil = (untilMs: number, deadline = Infinity): void => {
    running = true;
    try {
      for (let head = queue.peek(); head !== undefined && head.atMs <= untilMs; head = queue.peek()) {
        queue.pop();
        last = Math.max(last, head.atMs);
        head.action();
        if (performance.now() >= deadline) return;
      }
    } finally {
      running = false;
    }
  };

  const runDue = (): void => {
    try {
      runUntil(target(), performance.now() + SLICE_MS);
    } finally {
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
      runUntil(atMs);
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

/** Actions that are due some day, earliest first, in the order of their scheduling on a tie. */
interface Timeline {
  push(atMs: number, action: () => void): Entry;
  /** The next one that was not canceled. */
  peek(): Entry | undefined;
  pop(): void;
}

function createTimeline(): Timeline {
  const heap = createHeap<Entry>((a, b) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order));
  let order = 0;
  return {
    push(atMs, action) {
      const entry = { atMs, order: (order += 1), action, canceled: false };
      heap.push(entry);
      return entry;
    },
    peek() {
      while (heap.peek()?.canceled === true) heap.pop();
      return heap.peek();
    },
    pop() {
      heap.pop();
    },
  };
}
