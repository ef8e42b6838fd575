/** Requests under way: all go through one socket, where more would only wait. */
const MAX_IN_FLIGHT = 30;
/** Of those, for what nobody waits for: it must leave room for what somebody asks for meanwhile. */
const MAX_BACKGROUND_IN_FLIGHT = 10;
/** Requests of the opens that start at once: as many as a small view needs. */
const BURST = 20;

export interface OpenQueueOptions {
  /** Opens beyond the burst, and all in the background, start at a random moment within this time. */
  readonly jitterMs: number;
  readonly random: () => number;
}

export interface OpenManner {
  /** Nobody waits for it: everything else goes first. Default false. */
  readonly isBackground?: boolean;
  /**
   * How many requests it counts for; default 1. What is read page by page counts for several: of many Lists the first is
   * there early only if few share the socket.
   */
  readonly requests?: number;
}

/** Spreads opens over time, so that three hundred agents who start their shift together are no read storm. */
export interface OpenQueue {
  /** Runs `task` when its turn comes. */
  add(task: () => Promise<void>, how?: OpenManner): OpenPlace;
  /** Nothing starts while paused; what runs, goes on. A queue is paused until it is resumed. */
  pause(): void;
  resume(): void;
  /** Forgets all that has not started. */
  clear(): void;
  /** How many opens are under way, and how many wait. */
  counts(): { readonly inFlight: number; readonly waiting: number };
}

/** A task's place in the queue; of no effect once it has started. */
export interface OpenPlace {
  /** Takes the task back. */
  withdraw(): void;
  /** Somebody waits for it now: what was in the background starts next. */
  hurry(): void;
}

interface Entry {
  readonly task: () => Promise<void>;
  readonly requests: number;
  isBackground: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Where the entries of a queue are. */
interface Queue {
  readonly delayed: Set<Entry>;
  readonly due: Set<Entry>;
  readonly dueInBackground: Set<Entry>;
  readonly inFlight: Set<Entry>;
  /** Everything, waiting or in flight, that is not in the background. */
  readonly awaited: Set<Entry>;
  isPaused: boolean;
}

export function createOpenQueue(options: OpenQueueOptions): OpenQueue {
  const queue: Queue = {
    delayed: new Set(),
    due: new Set(),
    dueInBackground: new Set(),
    inFlight: new Set(),
    awaited: new Set(),
    isPaused: true,
  };
  return {
    add(task, { isBackground = false, requests = 1 } = {}) {
      const entry: Entry = { task, requests, isBackground, timer: undefined };
      const isJittered = isBackground || !fits(entry, queue.awaited, BURST);
      if (!isBackground) queue.awaited.add(entry);
      if (isJittered) delay(queue, entry, options.jitterMs * options.random());
      else makeDue(queue, entry);
      return {
        withdraw: () => {
          withdraw(queue, entry);
        },
        hurry: () => {
          hurry(queue, entry);
        },
      };
    },
    pause() {
      queue.isPaused = true;
    },
    resume() {
      queue.isPaused = false;
      startAllThatFit(queue);
    },
    clear() {
      for (const entry of queue.delayed) clearTimeout(entry.timer);
      for (const waiting of [queue.delayed, queue.due, queue.dueInBackground, queue.awaited]) waiting.clear();
    },
    counts: () => ({
      inFlight: queue.inFlight.size,
      waiting: queue.delayed.size + queue.due.size + queue.dueInBackground.size,
    }),
  };
}

function delay(queue: Queue, entry: Entry, delayMs: number): void {
  queue.delayed.add(entry);
  entry.timer = setTimeout(() => {
    makeDue(queue, entry);
  }, delayMs);
}

function makeDue(queue: Queue, entry: Entry): void {
  stopWaiting(queue, entry);
  (entry.isBackground ? queue.dueInBackground : queue.due).add(entry);
  startAllThatFit(queue);
}

function startAllThatFit(queue: Queue): void {
  for (const entry of queue.due) {
    if (queue.isPaused || !fits(entry, queue.inFlight, MAX_IN_FLIGHT)) return;
    start(queue, entry);
  }
  for (const entry of queue.dueInBackground) {
    const inBackground = [...queue.inFlight].filter(({ isBackground }) => isBackground);
    if (queue.isPaused || !fits(entry, queue.inFlight, MAX_IN_FLIGHT)) return;
    if (!fits(entry, inBackground, MAX_BACKGROUND_IN_FLIGHT)) return;
    start(queue, entry);
  }
}

function start(queue: Queue, entry: Entry): void {
  stopWaiting(queue, entry);
  queue.inFlight.add(entry);
  void entry.task().finally(() => {
    queue.inFlight.delete(entry);
    queue.awaited.delete(entry);
    startAllThatFit(queue);
  });
}

function stopWaiting(queue: Queue, entry: Entry): void {
  clearTimeout(entry.timer);
  for (const waiting of [queue.delayed, queue.due, queue.dueInBackground]) waiting.delete(entry);
}

function withdraw(queue: Queue, entry: Entry): void {
  stopWaiting(queue, entry);
  if (!queue.inFlight.has(entry)) queue.awaited.delete(entry);
}

function hurry(queue: Queue, entry: Entry): void {
  if (!entry.isBackground || !(queue.delayed.has(entry) || queue.dueInBackground.has(entry))) return;
  entry.isBackground = false;
  queue.awaited.add(entry);
  makeDue(queue, entry);
}

/** Whether there is room for it beside the others; alone, anything fits. */
function fits({ requests }: Entry, others: Iterable<Entry>, most: number): boolean {
  let taken = 0;
  for (const other of others) taken += other.requests;
  return taken === 0 || taken + requests <= most;
}
