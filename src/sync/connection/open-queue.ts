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

export function createOpenQueue({ jitterMs, random }: OpenQueueOptions): OpenQueue {
  const delayed = new Set<Entry>();
  const due = new Set<Entry>();
  const dueInBackground = new Set<Entry>();
  const inFlight = new Set<Entry>();
  /** Everything, waiting or in flight, that is not in the background. */
  const awaited = new Set<Entry>();
  let isPaused = true;

  function start(entry: Entry): void {
    forget(entry);
    inFlight.add(entry);
    void entry.task().finally(() => {
      inFlight.delete(entry);
      awaited.delete(entry);
      drain();
    });
  }

  function forget(entry: Entry): void {
    clearTimeout(entry.timer);
    for (const waiting of [delayed, due, dueInBackground]) waiting.delete(entry);
  }

  function drain(): void {
    for (const entry of due) {
      if (isPaused || !fits(entry, inFlight, MAX_IN_FLIGHT)) return;
      start(entry);
    }
    for (const entry of dueInBackground) {
      const inBackground = [...inFlight].filter(({ isBackground }) => isBackground);
      if (isPaused || !fits(entry, inFlight, MAX_IN_FLIGHT)) return;
      if (!fits(entry, inBackground, MAX_BACKGROUND_IN_FLIGHT)) return;
      start(entry);
    }
  }

  function makeDue(entry: Entry): void {
    forget(entry);
    (entry.isBackground ? dueInBackground : due).add(entry);
    drain();
  }

  function arm(entry: Entry): void {
    delayed.add(entry);
    entry.timer = setTimeout(() => {
      makeDue(entry);
    }, jitterMs * random());
  }

  return {
    add(task, { isBackground = false, requests = 1 } = {}) {
      const entry: Entry = { task, requests, isBackground, timer: undefined };
      const isJittered = isBackground || !fits(entry, awaited, BURST);
      if (!isBackground) awaited.add(entry);
      if (isJittered) arm(entry);
      else makeDue(entry);
      return {
        withdraw() {
          forget(entry);
          if (!inFlight.has(entry)) awaited.delete(entry);
        },
        hurry() {
          if (!entry.isBackground || !(delayed.has(entry) || dueInBackground.has(entry))) return;
          entry.isBackground = false;
          awaited.add(entry);
          makeDue(entry);
        },
      };
    },
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
      drain();
    },
    clear() {
      for (const entry of delayed) clearTimeout(entry.timer);
      for (const waiting of [delayed, due, dueInBackground, awaited]) waiting.clear();
    },
  };
}

/** Whether there is room for it beside the others; alone, anything fits. */
function fits({ requests }: Entry, others: Iterable<Entry>, most: number): boolean {
  let taken = 0;
  for (const other of others) taken += other.requests;
  return taken === 0 || taken + requests <= most;
}
