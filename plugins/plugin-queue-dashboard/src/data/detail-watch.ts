import type { QueueDetail } from '@flex-sync-suite/shared/contract';
import { failureOf, isForbidden, type Failure } from '@flex-sync-suite/shared/flex';
import { onDemand, type Source } from '@flex-sync-suite/shared/observable';

/** After a change of the queue it is asked anew, but not more often than this. */
const SHORTEST_PAUSE_MS = 2_000;
/** Without a change too: who is in which activity is not in the queue's Document. */
const LONGEST_PAUSE_MS = 10_000;

/** What is known of a queue in which somebody looks. */
export interface WatchedDetail {
  /** Null until there is one; a failure keeps it. */
  readonly detail: QueueDetail | null;
  /** Why it was not answered last time; null when it was. */
  readonly failure: Failure | null;
}

/** Keeps the detail of one queue fresh while somebody follows it. */
export interface DetailWatch extends Source<WatchedDetail> {
  /** The queue is another than when it was asked. */
  readonly changed: () => void;
  /** Asks at once. */
  readonly again: () => void;
}

/** @param load gives up when its signal says so */
export function createDetailWatch(load: (signal: AbortSignal) => Promise<QueueDetail>): DetailWatch {
  let state: WatchedDetail = { detail: null, failure: null };
  let asking: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let askedAt = 0;
  let isChanged = false;
  let tell: (() => void) | null = null;

  function ask(): void {
    clearTimeout(timer);
    asking?.abort();
    const own = new AbortController();
    asking = own;
    askedAt = Date.now();
    isChanged = false;
    const settle = (next: WatchedDetail): void => {
      if (asking !== own) return;
      asking = null;
      state = next;
      tell?.();
      wait();
    };
    load(own.signal).then(
      (detail) => {
        settle({ detail, failure: null });
      },
      (error: unknown) => {
        const failure = failureOf(error);
        settle({ detail: isFinal(failure) ? null : state.detail, failure });
      },
    );
  }

  /** A backend that fails is not asked at each change. */
  function wait(): void {
    const { failure } = state;
    if (tell === null || (failure !== null && isFinal(failure))) return;
    const pauseMs = isChanged && failure === null ? SHORTEST_PAUSE_MS : LONGEST_PAUSE_MS;
    clearTimeout(timer);
    // Never longer than the pause, also when the clock was set back.
    timer = setTimeout(ask, Math.min(pauseMs, Math.max(0, askedAt + pauseMs - Date.now())));
  }

  return {
    ...onDemand({
      getSnapshot: () => state,
      start: (listener) => {
        tell = listener;
        ask();
        return () => {
          tell = null;
          clearTimeout(timer);
          asking?.abort();
          asking = null;
        };
      },
    }),
    changed() {
      isChanged = true;
      if (tell !== null && asking === null) wait();
    },
    again: ask,
  };
}

/** To ask again would change nothing. */
const isFinal = (failure: Failure): boolean => isForbidden(failure) || isGone(failure);

/** Whether there is no such queue. */
export const isGone = ({ code }: Failure): boolean => code === 'not_found';
