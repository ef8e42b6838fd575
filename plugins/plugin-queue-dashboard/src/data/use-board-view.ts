import {
  backendHeartbeatDocument,
  type QueueAgents,
  type QueueGroupDocument,
  queueIndexMap,
  type QueueIndexItem,
} from '@flex-sync-suite/shared/contract';
import {
  type BackendWatch,
  type LiveClock,
  type SyncResult,
  useBackendLiveness,
  useLiveClock,
  useSyncConnection,
  useSyncMap,
} from '@flex-sync-suite/shared/hooks';
import { liveViewState, type LiveViewState, placeholderState } from '@flex-sync-suite/shared/views';
import { useMemo } from 'react';
import type { QueueHealth, RowClock } from '../model/figures/queue-row-model';
import { agentsOf, rollUp, rollUpOfGroup, type RollUp } from '../model/figures/roll-up';
import { keptIds } from '../model/board-groups';
import { useGroupDocument } from './use-group-documents';
import type { QueueQuestions } from './queue-questions';
import { useQueueAgents } from './answers/use-queue-agents';
import { type BoardQueues, queueHealths, useBoardQueues, type WantedQueues } from './use-board-queues';
import { COMMIT_INTERVAL_MS } from './use-documents-of';

/** All that the board shows, at one instant. */
export interface BoardView extends BoardQueues {
  readonly index: SyncResult<ReadonlyMap<string, QueueIndexItem>>;
  readonly watch: BackendWatch;
  readonly state: LiveViewState;
  /** What stands in place of the table; null where the table is shown. */
  readonly placeholder: LiveViewState | null;
  readonly clock: LiveClock;
  readonly rowClock: RowClock;
  readonly healths: ReadonlyMap<string, QueueHealth>;
  /** Of the queues that pass the filter; null while they are not known. */
  readonly agents: QueueAgents | null;
  readonly totals: RollUp;
  /** Of the group that is chosen, while nothing is filtered; undefined where there is none. */
  readonly groupDocument: QueueGroupDocument | undefined;
}

/** Follows the list of queues, their Documents and the backend's sign of life. Renders once a second. */
export function useBoardView(wanted: WantedQueues, questions: QueueQuestions): BoardView {
  const index = useSyncMap(queueIndexMap, { commitIntervalMs: COMMIT_INTERVAL_MS });
  const connection = useSyncConnection('shared');
  const watch = useBackendLiveness(backendHeartbeatDocument);
  const board = useBoardQueues(index.data, wanted, questions);

  const state = liveViewState({ source: index, connection, backend: watch.backend });
  const placeholder = placeholderState(state, index.data?.size ?? 0, board.queues.length);
  const clock = useLiveClock(state, watch);
  const isBoardStale = clock.frozenAt !== null;
  const nowMs = clock.frozenAt ?? watch.now + watch.clockOffsetMs;
  const { offsetMs } = clock;
  const rowClock = useMemo(() => ({ nowMs, offsetMs, isBoardStale }), [nowMs, offsetMs, isBoardStale]);
  const healths = useMemo(() => queueHealths(board.queues, rowClock), [board.queues, rowClock]);
  const { document: groupDocument, isPending } = useGroupDocument(useChosenId(wanted, index.data));
  const asked = useQueueAgents(questions, board, groupDocument === undefined && !isPending);
  const agents = useMemo(() => (groupDocument === undefined ? asked : agentsOf(groupDocument)), [groupDocument, asked]);
  const totals = useMemo(
    () => (groupDocument === undefined ? rollUp(board.queues, agents) : rollUpOfGroup(board.queues, groupDocument)),
    [board.queues, agents, groupDocument],
  );
  return { ...board, index, watch, state, placeholder, clock, rowClock, healths, agents, totals, groupDocument };
}

/** The group that is chosen, if it is kept. A filter leaves out queues that its Document counts. */
function useChosenId(
  { filter, group }: WantedQueues,
  items: ReadonlyMap<string, QueueIndexItem> | undefined,
): string | null {
  const isKept = useMemo(() => group !== null && keptIds(items?.values() ?? []).has(group), [items, group]);
  return isKept && filter === '' ? group : null;
}
