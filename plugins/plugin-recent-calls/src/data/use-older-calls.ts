import { RECENT_CALLS_PATH, RecentCallsPage, type RecentCall } from '@flex-sync-suite/shared/contract';
import { errorWords } from '@flex-sync-suite/shared/flex';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { usePorts } from './panel-ports';

const PAGE_SIZE = 50;

export interface OlderCalls {
  readonly status: 'idle' | 'loading' | 'failed' | 'complete';
  /** Rows loaded so far. */
  readonly count: number;
  /** Why the last page did not come, in words; null unless `failed`. */
  readonly reason: string | null;
  /** Asks for the next page. */
  readonly load: () => void;
}

interface Progress extends Omit<OlderCalls, 'load'> {
  /** `before` of the next page; undefined for the first one. */
  readonly next: string | undefined;
  /** Where the first page began. */
  readonly until: string | undefined;
}

const START: Progress = { status: 'idle', count: 0, reason: null, next: undefined, until: undefined };

/**
 * Pages of calls that Sync no longer holds, on demand. The same object until something changes.
 *
 * @param oldestLiveAt when the oldest call of the Sync Map was offered
 * @param add takes the rows of each page
 */
export function useOlderCalls(oldestLiveAt: number | null, add: (calls: readonly RecentCall[]) => void): OlderCalls {
  const { client } = usePorts();
  const [progress, setProgress] = useState(START);
  const running = useRef<AbortController>();
  useEffect(
    () => () => {
      running.current?.abort();
    },
    [],
  );

  const load = useCallback(() => {
    if (progress.status === 'loading' || progress.status === 'complete') return;
    const abort = new AbortController();
    running.current = abort;
    // One millisecond later: `until` excludes its own instant, and two calls can share it. Doubles fall together.
    const until = progress.until ?? (oldestLiveAt === null ? undefined : new Date(oldestLiveAt + 1).toISOString());
    setProgress({ ...progress, status: 'loading', reason: null, until });
    client
      .request({
        path: RECENT_CALLS_PATH,
        query: { limit: PAGE_SIZE, until, before: progress.next },
        schema: RecentCallsPage,
        signal: abort.signal,
      })
      .then(
        ({ calls, next }) => {
          if (abort.signal.aborted) return;
          add(calls);
          setProgress({
            status: next === null ? 'complete' : 'idle',
            count: progress.count + calls.length,
            reason: null,
            next: next ?? undefined,
            until,
          });
        },
        (error: unknown) => {
          if (abort.signal.aborted) return;
          setProgress({ ...progress, status: 'failed', reason: errorWords(error), until });
        },
      );
  }, [client, progress, oldestLiveAt, add]);

  const { status, count, reason } = progress;
  return useMemo(() => ({ status, count, reason, load }), [status, count, reason, load]);
}
