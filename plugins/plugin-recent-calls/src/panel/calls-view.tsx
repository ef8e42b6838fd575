import type { RecentCall, ReservationSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import { LiveClockContext, useLiveClock, useSourceState } from '@flex-sync-suite/shared/hooks';
import { type LiveViewState, placeholderState, useSearchKey, useShortWindow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { callBackObstacle, recentAttempts } from '../model/call-back';
import { filterCalls, NO_FILTER, prepareSearch } from '../model/filter-calls';
import { groupCalls, listItems } from '../model/list-items';
import { isOpenMissed, todayCounters } from '../model/today-counters';
import { outcomeWord, strings } from '../parts/strings';
import { CallBackDialog } from '../parts/call-back-dialog';
import { CallDetails } from '../details/call-details';
import { CallList } from './call-list';
import { FilterBar, SearchField } from './list-toolbar';
import { OlderCallsFooter } from './older-calls';
import { usePorts } from '../data/panel-ports';
import { useFormatters } from '../parts/formatters-context';
import { PanelBanner, PanelMessage } from '../parts/panel-message';
import { TodayHeader } from './today-header';
import { UnsavedNotes } from './unsaved-notes';
import { useCalls } from '../data/use-calls';
import { useOlderCalls } from '../data/use-older-calls';
import { useOpenCall } from './use-open-call';

const MINUTE_MS = 60_000;

interface CallsViewProps {
  readonly workerSid: WorkerSid;
  /** The frame around the view: `/` reaches the search from its title bar, too. */
  readonly panel: RefObject<HTMLElement>;
  /** Told what the panel shows, for the frame around it. */
  readonly onState: (kind: LiveViewState['kind']) => void;
}

/** The open panel: figures, search, filters, list, details. Opens the agent's Sync Map while it is mounted. */
export function CallsView({ workerSid, panel, onState }: CallsViewProps): React.JSX.Element {
  const format = useFormatters();
  const { agent, memory } = usePorts();
  const { calls, oldestLiveAt, state, invalidCount, watch, add } = useCalls(workerSid);
  const older = useOlderCalls(oldestLiveAt, add);
  const [filter, setFilter] = useSourceState(memory.filter);
  const [isGrouped, setGrouped] = useSourceState(memory.isGrouped);
  const { open, show, close } = useOpenCall();
  const openSid = open?.sid ?? null;
  const [callBackSid, setCallBackSid] = useState<ReservationSid | null>(null);
  const isShort = useShortWindow();
  const view = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLSpanElement>(null);

  const clock = useLiveClock(state, watch);
  // Days and "yesterday" change at midnight, not each second: what depends on it is computed once a minute.
  const now = Math.floor((watch.now + clock.offsetMs) / MINUTE_MS) * MINUTE_MS;

  const shown = useMemo(
    () => filterCalls(calls, filter, { now, dayKey: format.dayKey, outcomeWord }),
    [calls, filter, now, format],
  );
  const items = useMemo(() => listItems(groupCalls(shown, isGrouped), now, format), [shown, isGrouped, now, format]);
  useEffect(() => {
    prepareSearch(calls, outcomeWord);
  }, [calls]);
  const counters = useMemo(
    () => todayCounters(calls, (at) => format.dayKey(at) === format.dayKey(now)),
    [calls, now, format],
  );
  const openMissedCount = useMemo(() => calls.filter(isOpenMissed).length, [calls]);
  const placeholder = placeholderState(state, calls.length, shown.length);
  const openCall = find(calls, openSid);
  const callBack = find(calls, callBackSid);

  const onOpen = useCallback(
    (call: RecentCall) => {
      show(call.reservationSid);
    },
    [show],
  );
  const onCallBack = useCallback(
    (call: RecentCall) => {
      if (callBackObstacle(call, agent.getSnapshot()) === null) setCallBackSid(call.reservationSid);
    },
    [agent],
  );
  const onUpdate = useCallback(
    (call: RecentCall) => {
      add([call]);
    },
    [add],
  );
  const onCloseDetails = useCallback(() => {
    close();
    const row = view.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]');
    (row ?? search.current)?.focus();
  }, [close]);

  useLayoutEffect(() => {
    // Who selects a task is about to write to its customer: what only follows does not take the focus.
    if (open?.by === 'person') heading.current?.focus();
  }, [open]);
  useSearchKey(panel, search);
  // Made once: a list whose footer is another one each second renders each second.
  const footer = useMemo(() => <OlderCallsFooter older={older} />, [older]);
  const { kind } = placeholder ?? state;
  useLayoutEffect(() => {
    onState(kind);
  }, [kind, onState]);

  return (
    <LiveClockContext.Provider value={clock}>
      <Box
        ref={view}
        display="flex"
        flexDirection="column"
        flexGrow={1}
        minHeight="0"
        overflow="auto"
        onKeyDown={(event: React.KeyboardEvent) => {
          if (event.key !== 'Escape' || callBackSid !== null || openSid === null) return;
          event.stopPropagation();
          onCloseDetails();
        }}
      >
        <Box
          display="flex"
          flexDirection="column"
          flexShrink={0}
          rowGap={isShort ? 'space20' : 'space30'}
          padding={isShort ? 'space30' : 'space40'}
        >
          <TodayHeader counters={counters} />
          <SearchField value={filter.search} onFilter={setFilter} search={search} />
          <FilterBar
            kind={filter.kind}
            date={filter.date}
            onFilter={setFilter}
            isGrouped={isGrouped}
            onGroup={setGrouped}
            openMissedCount={openMissedCount}
          />
          <PanelBanner state={state} />
          <UnsavedNotes calls={calls} openSid={openSid} onOpen={onOpen} />
          {invalidCount === 0 ? null : (
            <Text as="p" color="colorTextWarningStrong" data-testid="invalid-calls">
              {strings.invalidCalls(format.count(invalidCount))}
            </Text>
          )}
        </Box>
        {placeholder === null ? (
          <CallList
            items={items}
            openSid={openSid}
            isStale={clock.frozenAt !== null}
            onOpen={onOpen}
            onCallBack={onCallBack}
            footer={footer}
          />
        ) : (
          <PanelMessage
            state={placeholder}
            onClearFilter={() => {
              setFilter(NO_FILTER);
            }}
            footer={placeholder.kind === 'empty' || placeholder.kind === 'no-match' ? footer : undefined}
          />
        )}
        {openCall === undefined || state.kind === 'forbidden' ? null : (
          <CallDetails
            call={openCall}
            calls={calls}
            heading={heading}
            onClose={onCloseDetails}
            onOpen={onOpen}
            onCallBack={onCallBack}
            onUpdate={onUpdate}
          />
        )}
      </Box>
      {callBack === undefined ? null : (
        <CallBackDialog
          call={callBack}
          attempts={recentAttempts(callBack, calls, watch.now + clock.offsetMs)}
          onClose={() => {
            setCallBackSid(null);
          }}
        />
      )}
    </LiveClockContext.Provider>
  );
}

const find = (calls: readonly RecentCall[], sid: ReservationSid | null): RecentCall | undefined =>
  sid === null ? undefined : calls.find(({ reservationSid }) => reservationSid === sid);
