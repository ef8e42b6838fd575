import {
  personalHeartbeatDocument,
  recentCallsMap,
  type RecentCall,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { type BackendWatch, useBackendLiveness, useSyncConnection, useSyncMap } from '@flex-sync-suite/shared/hooks';
import { liveViewState, type LiveViewState } from '@flex-sync-suite/shared/views';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { mergeCalls } from '../model/merge-calls';

export interface Calls {
  /** All calls that are known, newest first. */
  readonly calls: readonly RecentCall[];
  /** When the oldest call of the Sync Map was offered; null without any. */
  readonly oldestLiveAt: number | null;
  readonly state: LiveViewState;
  readonly invalidCount: number;
  readonly watch: BackendWatch;
  /** Takes rows from the backend in: older pages and answers to edits. */
  readonly add: (calls: readonly RecentCall[]) => void;
}

/** Follows the calls of one worker. Opens the Sync Map: mount it only while the list is shown. */
export function useCalls(workerSid: WorkerSid): Calls {
  const ref = useMemo(() => recentCallsMap(workerSid), [workerSid]);
  const live = useSyncMap(ref, { commitIntervalMs: 250 });
  const connection = useSyncConnection('personal');
  const watch = useBackendLiveness(personalHeartbeatDocument);
  const [others, setOthers] = useState<ReadonlyMap<string, RecentCall>>(new Map());

  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  const add = useCallback((added: readonly RecentCall[]) => {
    // Notes are saved to the end after the panel was closed.
    if (!isMounted.current) return;
    setOthers((before) => new Map([...before, ...added.map((call) => [call.reservationSid, call] as const)]));
  }, []);
  const calls = useMemo(() => mergeCalls(live.data?.values() ?? [], others.values()), [live.data, others]);
  const oldestLiveAt = useMemo(() => oldest(live.data), [live.data]);

  return {
    calls,
    oldestLiveAt,
    // The backend creates the Map when the agent's first token is issued; it comes within seconds of the first look.
    state: liveViewState({ source: live, connection, backend: watch.backend, isCreatedOnDemand: true }),
    invalidCount: live.issues.length,
    watch,
    add,
  };
}

function oldest(calls: ReadonlyMap<string, RecentCall> | undefined): number | null {
  let at: number | null = null;
  for (const { createdAt } of calls?.values() ?? []) at = Math.min(at ?? Infinity, Date.parse(createdAt));
  return at;
}
