import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/log';
import { StoreUnavailable } from '../../base/store-unavailable';
import type { TimelineWrite } from '../../store/explorer/write-timeline';

/** Where writes are told to. What is told here is in memory for a moment, and a process that is killed takes it along. */
export interface Timeline {
  /** Never waits, never fails: what there is no room for is counted and forgotten. */
  readonly record: (write: TimelineWrite) => void;
  /** Stores what is left. */
  close(): Promise<void>;
}

export interface TimelineOptions {
  /** Stores writes in the order given. */
  readonly store: (writes: readonly TimelineWrite[]) => Promise<void>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told how many could not be kept. */
  readonly onLost: (writes: number) => void;
  /** Told how many were stored. Default: nobody is. */
  readonly onStored?: (writes: number) => void;
  /** Writes in memory at most; default 20,000, some 10 MB. */
  readonly most?: number;
}

const EVERY_MS = 1_000;
/** What a webhook tells of REST waits until our own writes are stored, by whatever process, so that they are known for ours. */
const HELD_MS = 2_500;
const AT_ONCE = 5_000;
const MOST = 20_000;

interface Held {
  readonly write: TimelineWrite;
  readonly dueAt: number;
}

/** Collects writes and stores them about once a second, all of ours with one statement. */
export function createTimeline(options: TimelineOptions): Timeline {
  const { clock, onLost, most = MOST } = options;
  let waiting: TimelineWrite[] = [];
  let held: Held[] = [];
  let storing: Promise<void> | null = null;
  let isClosed = false;
  let cancel: (() => void) | null = null;

  function arm(): void {
    if (cancel !== null || storing !== null || isClosed || waiting.length + held.length === 0) return;
    cancel = clock.schedule(EVERY_MS, () => {
      cancel = null;
      void flush(clock.now());
    });
  }

  /** Only while nothing is being stored. */
  function flush(now: number): Promise<void> {
    const due = held.filter(({ dueAt }) => dueAt <= now);
    held = held.filter(({ dueAt }) => dueAt > now);
    // Ours first, by a statement of their own: one statement would not see that it stores both.
    const parts = [...inParts(waiting), ...inParts(due.map(({ write }) => write))];
    waiting = [];
    storing = storeAll(options, parts).then((left) => {
      storing = null;
      // Meanwhile as many may have come as there is room for.
      const room = Math.max(0, most - waiting.length - held.length);
      waiting = [...left.slice(0, room), ...waiting];
      if (left.length > room) onLost(left.length - room);
      arm();
    });
    return storing;
  }

  return {
    record: (write) => {
      if (isClosed || waiting.length + held.length >= most) {
        onLost(1);
        return;
      }
      if (write.told?.isByRest === true) held.push({ write, dueAt: clock.now() + HELD_MS });
      else waiting.push(write);
      arm();
    },
    close: async () => {
      isClosed = true;
      cancel?.();
      await storing;
      await flush(Infinity);
      if (waiting.length > 0) onLost(waiting.length);
    },
  };
}

const inParts = (writes: readonly TimelineWrite[]): readonly (readonly TimelineWrite[])[] =>
  Array.from({ length: Math.ceil(writes.length / AT_ONCE) }, (_, n) => writes.slice(n * AT_ONCE, (n + 1) * AT_ONCE));

/** @returns what may be stored later, because the database is away */
async function storeAll(
  { store, log, onLost, onStored }: TimelineOptions,
  parts: readonly (readonly TimelineWrite[])[],
): Promise<readonly TimelineWrite[]> {
  for (const [index, some] of parts.entries()) {
    try {
      await store(some);
      onStored?.(some.length);
    } catch (error) {
      if (error instanceof StoreUnavailable) return parts.slice(index).flat();
      // Nobody waits for it, and nothing hangs on it: it is not tried again and again.
      log.error({ err: error, writes: some.length }, 'the timeline of Sync has a gap: writes could not be stored');
      onLost(some.length);
    }
  }
  return [];
}
