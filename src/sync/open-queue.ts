/** The SDK sends every open as one request on one socket; more in flight would only wait there. */
const MAX_IN_FLIGHT = 30;
/** Of those, what nobody waits for: it must leave room for what somebody asks for meanwhile. */
const MAX_BACKGROUND_IN_FLIGHT = 10;
/** Opens that a small view needs: as many at a time start at once. */
const BURST = 20;

export interface OpenQueueOptions {
  /** Opens beyond the burst, and all in the background, start at a random moment within this time. */
  readonly jitterMs: number;
  readonly random: () => number;
}

/** Spreads opens over time, so that three hundred agents who start their shift together are no read storm. */
export interface OpenQueue {
  /**
   * Runs `task` when its turn comes.
   * @param isBackground nobody waits for it: everything else goes first
   */
  add(task: () => Promise<void>, isBackground?: boolean): OpenPlace;
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
      if (isPaused || inFlight.size >= MAX_IN_FLIGHT) return;
      start(entry);
    }
    for (const entry of dueInBackground) {
      const inBackground = [...inFlight].filter(({ isBackground }) => isBackground).length;
      if (isPaused || inFlight.size >= MAX_IN_FLIGHT || inBackground >= MAX_BACKGROUND_IN_FLIGHT) return;
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
    add(task, isBackground = false) {
      const entry: Entry = { task, isBackground, timer: undefined };
      const isJittered = isBackground || awaited.size >= BURST;
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
