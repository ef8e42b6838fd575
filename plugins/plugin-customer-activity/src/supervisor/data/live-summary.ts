import {
  activitySummaryDocument,
  type ActivitySummary,
  backendHeartbeatDocument,
  type SummaryWindow,
} from '@flex-sync-suite/shared/contract';
import {
  type BackendWatch,
  type SyncDisabled,
  type SyncResult,
  useBackendLiveness,
  useSyncConnection,
  useSyncDocument,
} from '@flex-sync-suite/shared/hooks';
import { liveViewState, type LiveViewState } from '@flex-sync-suite/shared/views';
import { useMemo } from 'react';

/** The backend writes a summary every 2 seconds at the most. */
const COMMIT_INTERVAL_MS = 250;

/**
 * Follows a part of the live summary, and renders when that part is another.
 *
 * @param part the same function at every call
 */
export function useSummaryPart<Part>(
  window: SummaryWindow,
  part: (summary: ActivitySummary) => Part,
): SyncResult<Part> {
  const ref = useMemo(() => activitySummaryDocument(window), [window]);
  return useSyncDocument(ref, { select: part, isEqual: looksSame, commitIntervalMs: COMMIT_INTERVAL_MS });
}

const looksSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

interface SharedView {
  readonly state: LiveViewState;
  readonly watch: BackendWatch;
}

/** How it stands with a summary: a backend that lives and has none was told nothing yet. Renders once a second. */
export function useSummaryView(source: SyncResult<unknown>): SharedView {
  const { state, watch } = useSharedView(source);
  const isNothingTold =
    state.kind === 'loading' && source.error?.code === 'not-found' && watch.backend.status === 'alive';
  return { state: isNothingTold ? { kind: 'empty' } : state, watch };
}

/** How it stands with what is followed over the shared connection. Renders once a second. */
export function useSharedView(source: SyncResult<unknown> | SyncDisabled): SharedView {
  const connection = useSyncConnection('shared');
  const watch = useBackendLiveness(backendHeartbeatDocument);
  return { state: liveViewState({ source, connection, backend: watch.backend, isCreatedOnDemand: true }), watch };
}
