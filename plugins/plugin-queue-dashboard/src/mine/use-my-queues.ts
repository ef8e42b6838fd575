import {
  agentQueuesDocument,
  personalHeartbeatDocument,
  queueBriefDocument,
  type QueueBrief,
  type TaskQueueSid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import type { BackendClient } from '@flex-sync-suite/shared/flex';
import {
  type BackendWatch,
  type SyncResults,
  useBackendLiveness,
  useSyncConnection,
  useSyncDocument,
  useSyncDocuments,
  useSyncScopeReopen,
} from '@flex-sync-suite/shared/hooks';
import { liveViewState, type LiveViewState } from '@flex-sync-suite/shared/views';
import { useEffect, useMemo } from 'react';
import { useFormatters } from '../parts/formatters-context';
import { myQueuesOf, type MyQueues } from './my-queues';
import { useFollowing, type Following } from './use-following';

export interface LiveMyQueues extends MyQueues {
  readonly state: LiveViewState;
  readonly watch: BackendWatch;
}

const NONE: readonly TaskQueueSid[] = [];

/** Follows the queues of an agent. Opens their Documents: mount it only while they are shown. */
export function useMyQueues(client: BackendClient, workerSid: WorkerSid): LiveMyQueues {
  const { collator } = useFormatters();
  const following = useFollowing(client);
  const isAsked = following.kind !== 'asking';
  const ref = useMemo(() => (isAsked ? agentQueuesDocument(workerSid) : null), [isAsked, workerSid]);
  const list = useSyncDocument(ref);
  const sids = list.data?.taskQueueSids ?? NONE;
  const refs = useMemo(() => sids.map(queueBriefDocument), [sids]);
  const results = useSyncDocuments(refs, { commitIntervalMs: 250 });
  const connection = useSyncConnection('personal');
  const watch = useBackendLiveness(personalHeartbeatDocument);
  useReopen(sids, results);

  const shown = useMemo(
    () => myQueuesOf(list.data, briefsOf(sids, results), collator),
    [list.data, sids, results, collator],
  );
  const live = liveViewState({ source: list, connection, backend: watch.backend, isCreatedOnDemand: true });
  return { ...shown, state: stateOf(live, following, shown), watch };
}

function briefsOf(
  sids: readonly TaskQueueSid[],
  results: SyncResults<QueueBrief>,
): ReadonlyMap<TaskQueueSid, QueueBrief> {
  return new Map(
    sids.flatMap((sid) => {
      const result = results.get(queueBriefDocument(sid).uniqueName);
      // What a person may no longer read leaves the screen.
      const isHidden = result?.error?.code === 'forbidden';
      return result?.data === undefined || isHidden ? [] : [[sid, result.data] as const];
    }),
  );
}

/** A brief that was refused or missing before the list named it is tried at once, and not when its turn comes. */
function useReopen(sids: readonly TaskQueueSid[], results: SyncResults<QueueBrief>): void {
  const reopen = useSyncScopeReopen('personal');
  const isRefused = [...results.values()].some(
    ({ error }) => error?.code === 'forbidden' || error?.code === 'not-found',
  );
  useEffect(() => {
    if (isRefused) reopen();
    // Only what was known when the list changed: what comes later has its own backoff.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [sids, reopen]);
}

/** With what the backend said, and what is in the list. */
function stateOf(live: LiveViewState, following: Following, { rows, arriving }: MyQueues): LiveViewState {
  const isShowing = live.kind === 'ready' || live.kind === 'stale' || live.kind === 'lost';
  if (following.kind === 'failed' && !isShowing) {
    const { code } = following.failure;
    return code === 'no_worker' ? { kind: 'forbidden' } : { kind: 'error', problem: 'unknown', code };
  }
  if (!isShowing || rows.length > 0) return live;
  return { kind: arriving > 0 ? 'loading' : 'empty' };
}
