/** The SDK sends every open as one request on one socket; more in flight would only wait there. */
const MAX_IN_FLIGHT = 30;
/** Opens that a small view needs: they start at once. */
const BURST = 20;

export interface OpenQueueOptions {
  /** Opens beyond the burst start at a random moment within this time. */
  readonly jitterMs: number;
  readonly random: () => number;
}

/** Spreads opens over time, so that three hundred agents who start their shift together are no read storm. */
export interface OpenQueue {
  /**
   * Runs `task` when its turn comes.
   * @returns takes the task back; without effect once it has started
   */
  add(task: () => Promise<void>): () => void;
  /** Nothing starts while paused; what runs, goes on. A queue is paused until it is resumed. */
  pause(): void;
  resume(): void;
  /** Forgets all that has not started. */
  clear(): void;
}

interface Entry {
  readonly task: () => Promise<void>;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export function createOpenQueue({ jitterMs, random }: OpenQueueOptions): OpenQueue {
  const delayed = new Set<Entry>();
  const due = new Set<Entry>();
  let inFlight = 0;
  /** Opens since the queue was last empty. */
  let admitted = 0;
  let isPaused = true;

  function start(entry: Entry): void {
    due.delete(entry);
    inFlight += 1;
    void entry.task().finally(() => {
      inFlight -= 1;
      restIfEmpty();
      drain();
    });
  }

  function restIfEmpty(): void {
    if (inFlight + due.size + delayed.size === 0) admitted = 0;
  }

  function drain(): void {
    for (const entry of due) {
      if (isPaused || inFlight >= MAX_IN_FLIGHT) return;
      start(entry);
    }
  }

  function arm(entry: Entry): void {
    delayed.add(entry);
    entry.timer = setTimeout(() => {
      delayed.delete(entry);
      due.add(entry);
      drain();
    }, jitterMs * random());
  }

  return {
    add(task) {
      const entry: Entry = { task, timer: undefined };
      admitted += 1;
      if (admitted <= BURST) {
        due.add(entry);
        drain();
      } else {
        arm(entry);
      }
      return () => {
        clearTimeout(entry.timer);
        delayed.delete(entry);
        due.delete(entry);
        restIfEmpty();
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
      delayed.clear();
      due.clear();
    },
  };
}
