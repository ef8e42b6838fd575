import { createHeap } from './heap';

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

interface ClockState {
  readonly wallClock: () => number;
  queue: Timeline;
  speed: number;
  /** Simulated time at the instant `wallBase` of the wall clock. */
  base: number;
  wallBase: number;
  last: number;
  wake: NodeJS.Timeout | NodeJS.Immediate | null;
  running: boolean;
  closed: boolean;
}

/**
 * A discrete-event clock bounded by the wall clock. Actions run in the order of their instants, and while one runs
 * `now()` is exactly its instant: what a seeded run decides does not depend on how late the event loop was.
 */
export function createScaledClock({ wallClock = Date.now, speed = 1 }: ScaledClockOptions = {}): ScaledClock {
  const start = wallClock();
  const clock: ClockState = {
    wallClock,
    queue: createTimeline(),
    speed,
    base: start,
    wallBase: start,
    last: start,
    wake: null,
    running: false,
    closed: false,
  };
  return {
    now: () => now(clock),
    schedule(atMs, action) {
      const entry = clock.queue.push(Math.ceil(atMs), action);
      if (!clock.running) plan(clock);
      return () => {
        entry.canceled = true;
      };
    },
    setSpeed(next) {
      rebase(clock, now(clock));
      clock.speed = next;
      plan(clock);
    },
    jumpTo(atMs) {
      runUntil(clock, atMs);
      rebase(clock, Math.max(atMs, now(clock)));
      plan(clock);
    },
    restart(atMs) {
      clock.queue = createTimeline();
      rebase(clock, atMs);
      plan(clock);
    },
    close() {
      clock.closed = true;
      cancelWake(clock);
    },
  };
}

/** What the wall clock allows. */
const target = ({ base, wallBase, wallClock, speed }: ClockState): number =>
  Math.floor(base + (wallClock() - wallBase) * speed);

function now(clock: ClockState): number {
  if (clock.running || clock.closed) return clock.last;
  const head = clock.queue.peek();
  clock.last = Math.max(clock.last, head === undefined ? target(clock) : Math.min(target(clock), head.atMs));
  return clock.last;
}

/** Goes on from another instant. */
function rebase(clock: ClockState, atMs: number): void {
  clock.last = atMs;
  clock.base = atMs;
  clock.wallBase = clock.wallClock();
}

/** Wakes when the next action is due. */
function plan(clock: ClockState): void {
  cancelWake(clock);
  const head = clock.queue.peek();
  if (head === undefined || clock.closed || clock.running) return;
  const waitMs = (head.atMs - target(clock)) / clock.speed;
  clock.wake =
    waitMs <= 0
      ? setImmediate(runDue, clock)
      : setTimeout(runDue, Math.min(Math.ceil(waitMs), LONGEST_TIMEOUT_MS), clock);
}

function cancelWake(clock: ClockState): void {
  const { wake } = clock;
  if (wake === null) return;
  if ('unref' in wake && 'refresh' in wake) clearTimeout(wake);
  else clearImmediate(wake);
  clock.wake = null;
}

function runDue(clock: ClockState): void {
  try {
    runUntil(clock, target(clock), performance.now() + SLICE_MS);
  } finally {
    plan(clock);
  }
}

/** Runs what is due at `untilMs`, one action at least, until the deadline. */
function runUntil(clock: ClockState, untilMs: number, deadline = Infinity): void {
  clock.running = true;
  try {
    for (let head = clock.queue.peek(); head !== undefined && head.atMs <= untilMs; head = clock.queue.peek()) {
      clock.queue.pop();
      clock.last = Math.max(clock.last, head.atMs);
      head.action();
      if (performance.now() >= deadline) return;
    }
  } finally {
    clock.running = false;
  }
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
