import { backendHeartbeatDocument, queueIndexMap } from '@flex-sync-suite/shared/contract';
import {
  LiveClockContext,
  useBackendLiveness,
  useLiveClock,
  useSyncConnection,
  useSyncMap,
} from '@flex-sync-suite/shared/hooks';
import { isSameSort, liveViewState, placeholderState, type UrlState, ViewPage } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import React, { useMemo, type ReactNode } from 'react';
import { createFormatters } from '../model/formatters';
import { DEFAULT_SORT } from '../model/sort-queues';
import { strings } from '../parts/strings';
import { BackendNote } from './backend-note';
import { FormattersContext } from '../parts/formatters-context';
import { HealthsContext } from '../parts/healths-context';
import { BoardBanner, BoardMessage } from './board-message';
import { BoardToolbar } from './board-toolbar';
import { QueueTable } from '../table/queue-table';
import { ExplanationDialog } from '../explain/explanation-dialog';
import { useExplained } from '../explain/use-explained';
import { StatusAnnouncer } from './status-announcer';
import { useFilterAndSort } from './use-filter-and-sort';
import { useSaveBoard } from '../file/use-save-board';
import { useQueueOrder } from './use-queue-order';
import { COMMIT_INTERVAL_MS, queueHealths, useBoardQueues } from '../data/use-board-queues';
import { useWall } from '../wall/use-wall';
import { Wall } from '../wall/wall';

export interface QueueBoardProps {
  /** Filter, sort and place come from it and go into it. */
  readonly url: UrlState;
  /** BCP 47 tag for numbers and times; the browser's language by default. */
  readonly locale?: string | undefined;
}

/** The whole dashboard: state of every TaskQueue, live. Needs a `SyncProvider` above it. */
export function QueueBoard({ url, locale }: QueueBoardProps): React.JSX.Element {
  const formatters = useMemo(() => createFormatters(locale), [locale]);
  const { filter, sort, onFilter, onClearFilter, onSort, onDefaultSort } = useFilterAndSort(url);
  const [isWall, wall] = useWall(url);
  const index = useSyncMap(queueIndexMap, { commitIntervalMs: COMMIT_INTERVAL_MS });
  const connection = useSyncConnection('shared');
  const watch = useBackendLiveness(backendHeartbeatDocument);
  const { queues, totals } = useBoardQueues(index.data, filter);

  const state = liveViewState({ source: index, connection, backend: watch.backend });
  const placeholder = placeholderState(state, index.data?.size ?? 0, queues.length);
  const clock = useLiveClock(state, watch);
  const isStale = clock.frozenAt !== null;

  const nowMs = clock.frozenAt ?? watch.now + watch.clockOffsetMs;
  const { offsetMs } = clock;
  const healths = useMemo(
    () => queueHealths(queues, { nowMs, offsetMs, isBoardStale: isStale }),
    [queues, nowMs, offsetMs, isStale],
  );
  // The wall stands in place of the table, and tells which queues are worst whatever the table is sorted by.
  const order = useQueueOrder({ queues, healths, sort: isWall ? DEFAULT_SORT : sort, collator: formatters.collator });
  const announcer = (
    <StatusAnnouncer healths={healths} nameOf={(sid) => index.data?.get(sid)?.name ?? sid} now={watch.now} />
  );

  const onSave = useSaveBoard({ queues, order, healths, nowMs, isLive: !isStale, filter, formatters });
  const { place, explain, explainAll, close } = useExplained();

  return (
    <FormattersContext.Provider value={formatters}>
      <LiveClockContext.Provider value={clock}>
        <ViewPage testId="queue-board" state={state.kind === 'ready' ? (placeholder ?? state).kind : state.kind}>
          <BoardTitle note={state.kind === 'ready' ? <BackendNote watch={watch} /> : null} />
          <BoardToolbar
            filter={filter}
            onFilter={onFilter}
            shownCount={queues.length}
            allCount={index.data?.size ?? 0}
            invalidCount={index.issues.length}
            // An outage has its banner, which says it of everything.
            isListStale={state.kind === 'ready' && index.status === 'error'}
            isDefaultSort={isSameSort(sort, DEFAULT_SORT)}
            onDefaultSort={onDefaultSort}
            onExplain={explainAll}
            onSave={onSave}
            wall={wall}
          />
          <BoardBanner state={state} />
          {isWall ? (
            <Wall
              {...{ state, placeholder, queues, order, healths, filter, nowMs }}
              now={watch.now}
              onLeave={wall.leave}
            >
              {announcer}
            </Wall>
          ) : (
            announcer
          )}
          {placeholder === null ? null : <BoardMessage state={placeholder} onClearFilter={onClearFilter} />}
          {isWall || placeholder !== null || index.data === undefined ? null : (
            <HealthsContext.Provider value={healths}>
              <QueueTable
                url={url}
                queues={queues}
                order={order}
                totals={totals}
                sort={sort}
                orderKey={`${sort.column} ${sort.direction} ${filter}`}
                isStale={isStale}
                onSort={onSort}
                onExplain={explain}
              />
              {place === null ? null : (
                <ExplanationDialog {...{ place, queues }} locale={locale} onPlace={explain} onClose={close} />
              )}
            </HealthsContext.Provider>
          )}
        </ViewPage>
      </LiveClockContext.Provider>
    </FormattersContext.Provider>
  );
}

const BoardTitle = ({ note }: { readonly note: ReactNode }): React.JSX.Element => (
  <Box display="flex" flexWrap="wrap" alignItems="baseline" columnGap="space60" marginBottom="space40">
    <Heading as="h1" variant="heading20" marginBottom="space0">
      {strings.title}
    </Heading>
    {note}
  </Box>
);
