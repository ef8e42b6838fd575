import { LiveClockContext } from '@flex-sync-suite/shared/hooks';
import { DrawerStage, type LiveViewState, ViewPage } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import React, { useCallback, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { AlertAnnouncer } from '../alerts/alert-announcer';
import { AlertInbox } from '../alerts/alert-inbox';
import { browserCallOut, type CallOut } from '../alerts/call-out';
import { type Alerts, useAlerts } from '../alerts/use-alerts';
import { useInbox } from '../alerts/use-inbox';
import { ColumnDialog } from '../chooser/column-dialog';
import { type BoardChoice, useBoardChoice } from '../choice/use-board-choice';
import { type BoardPorts, BoardPortsContext, useBoardPorts } from '../data/board-ports';
import { type BoardView, useBoardView } from '../data/use-board-view';
import { QueueDrawer } from '../drawer/queue-drawer';
import { boardGroups, isSameGroup, type BoardGroup } from '../model/board-groups';
import { createFormatters } from '../model/formatters';
import { isFurther } from '../model/figures/further-figures';
import { DEFAULT_SORT } from '../model/order/sort-queues';
import { AlertsContext } from '../parts/alerts-context';
import { FormattersContext, useFormatters } from '../parts/formatters-context';
import { HealthsContext } from '../parts/healths-context';
import { strings } from '../strings/strings';
import { useOpenQueue } from '../parts/use-open-queue';
import { columnOf } from '../table/columns';
import { useSteady } from '../data/use-steady';
import type { QueueTableProps } from '../table/queue-table';
import { BackendNote } from './backend-note';
import { BoardBody } from './board-body';
import { BoardBanner } from './board-message';
import { BoardToolbar } from './board-toolbar';
import { ExplanationDialog } from '../explain/explanation-dialog';
import { useExplained } from '../explain/use-explained';
import { StatusAnnouncer } from './status-announcer';
import { shownOn } from './shown';
import { useSaveBoard } from '../file/use-save-board';
import { useQueueOrder } from './use-queue-order';
import { type Views, useViews } from '../views/use-views';
import { type WallSwitch, useWall } from '../wall/use-wall';
import { Wall } from '../wall/wall';

export interface QueueBoardProps {
  readonly ports: BoardPorts;
  /** Default: the browser's own. */
  readonly callOut?: CallOut;
  /** BCP 47 tag for numbers and times; the browser's language by default. */
  readonly locale?: string | undefined;
}

const BROWSER = browserCallOut();

/** The whole dashboard: state of every TaskQueue, live. Needs a `SyncProvider` above it. */
export function QueueBoard({ ports, callOut = BROWSER, locale }: QueueBoardProps): React.JSX.Element {
  const { url, questions, memory, alertActions } = ports;
  const formatters = useMemo(() => createFormatters(locale), [locale]);
  const views = useViews(ports.views);
  const choice = useBoardChoice(url, memory, views.state.current);
  const { open, onOpen, onClose } = useOpenQueue(url);
  const [isWall, wall] = useWall(url);
  const { filter, group, columns, sort } = choice;
  const isFurtherShown = [...columns, columnOf(sort.column)].some(({ formula }) => isFurther(formula));
  const view = useBoardView({ filter, group, isFurtherShown }, questions);
  const alerts = useAlerts(view.watch, view.rowClock.nowMs);
  const inbox = useInbox(alerts);
  const page = useRef<HTMLElement>(null);
  const queueDrawer =
    open === null || isWall || !isShown(view.state) ? null : (
      <QueueDrawer
        key={open.sid}
        open={open}
        queue={view.queueOf(open.sid)}
        clock={view.rowClock}
        questions={questions}
        onClose={onClose}
        returnFocus={() => page.current?.querySelector(`[data-queue-sid="${open.sid}"] [aria-haspopup]`) ?? null}
      />
    );
  const alertInbox =
    !inbox.isOpen || isWall ? null : (
      <AlertInbox
        {...{ alerts, actions: alertActions, queueOf: view.queueOf, onClose: inbox.close, memory, callOut }}
        returnFocus={() => inbox.button.current}
        onOpenQueue={(sid) => {
          inbox.close();
          onOpen(sid);
        }}
      />
    );
  return (
    <BoardPortsContext.Provider value={ports}>
      <FormattersContext.Provider value={formatters}>
        <LiveClockContext.Provider value={view.clock}>
          <DrawerStage drawer={alertInbox ?? queueDrawer} onClose={alertInbox === null ? onClose : inbox.close}>
            <BoardPage
              {...{ locale, view, choice, views, isWall, wall, page, onOpen, alerts, callOut }}
              bell={inbox.bell}
              openSid={open?.sid ?? null}
            />
          </DrawerStage>
        </LiveClockContext.Provider>
      </FormattersContext.Provider>
    </BoardPortsContext.Provider>
  );
}

interface BoardPageProps extends Pick<QueueBoardProps, 'locale'>, Pick<QueueTableProps, 'openSid' | 'onOpen'> {
  readonly view: BoardView;
  readonly choice: BoardChoice;
  readonly views: Views;
  readonly isWall: boolean;
  readonly wall: WallSwitch;
  readonly page: RefObject<HTMLElement>;
  readonly alerts: Alerts;
  readonly callOut: CallOut;
  readonly bell: ReactNode;
}

/** The board without what opens over it. */
function BoardPage(props: BoardPageProps): React.JSX.Element {
  const { locale, view, choice, isWall, wall, page, openSid, onOpen, alerts } = props;
  const { memory } = useBoardPorts();
  const formatters = useFormatters();
  const { filter, group, sort, columns } = choice;
  const { index, watch, queues, state, placeholder, healths } = view;
  const { nowMs } = view.rowClock;
  const shown = shownOn({ isWall, placeholder, group, layout: choice.layout });
  // The wall and the cards tell which queues are worst whatever the table is sorted by.
  const order = useQueueOrder({
    queues,
    healths,
    sort: shown.kind === 'table' || shown.kind === 'groups' ? sort : DEFAULT_SORT,
    collator: formatters.collator,
  });
  const announcer = (
    <StatusAnnouncer healths={healths} nameOf={(sid) => index.data?.get(sid)?.name ?? sid} now={watch.now} />
  );
  const [isChoosing, setIsChoosing] = useState(false);
  const chooseColumns = useCallback(() => {
    setIsChoosing(true);
  }, []);
  const keeping = useSaveBoard({
    ...{ queues, order, healths, filter, formatters, columns },
    ...{ clock: view.rowClock, isTable: shown.kind === 'table' },
  });
  const { place, explain, explainAll, close } = useExplained();
  const isReady = state.kind === 'ready';
  const hasQueues = shown.kind !== 'wall' && shown.kind !== 'message';
  const groups = useSteady(
    useMemo(() => boardGroups(index.data?.values() ?? [], formatters.collator), [index.data, formatters.collator]),
    isSameGroup,
  );
  return (
    <ViewPage ref={page} testId="queue-board" state={isReady ? (placeholder ?? state).kind : state.kind}>
      <BoardTitle note={isReady ? <BackendNote watch={watch} isPartlyLive={view.isPartlyLive} /> : null} />
      <BoardToolbar
        {...{ choice, groups, keeping, wall }}
        views={props.views}
        shownCount={queues.length}
        allCount={index.data?.size ?? null}
        invalidCount={index.issues.length}
        // An outage has its banner, which says it of everything.
        isListStale={isReady && index.status === 'error'}
        onChooseColumns={chooseColumns}
        onExplain={explainAll}
        bell={props.bell}
      />
      <AlertAnnouncer
        {...{ alerts, memory }}
        callOut={props.callOut}
        nameOf={({ taskQueueSid, queueName }) => index.data?.get(taskQueueSid)?.name ?? queueName}
      />
      <BoardBanner state={state} />
      {shown.kind === 'wall' ? (
        <Wall
          {...{ state, placeholder, queues, order, healths, filter, nowMs }}
          group={groups.find(({ key }) => key === group) ?? null}
          now={watch.now}
          onLeave={wall.leave}
        >
          {announcer}
        </Wall>
      ) : (
        <>
          {announcer}
          <HealthsContext.Provider value={healths}>
            <AlertsContext.Provider value={alerts.worst}>
              <BoardBody {...{ shown, choice, view, groups, order, openSid, onOpen }} onExplain={explain} />
            </AlertsContext.Provider>
            {place === null || !hasQueues ? null : (
              <ExplanationDialog
                {...{ columns, place, queues, filter, locale }}
                groups={shown.kind === 'groups' ? groups : NO_GROUPS}
                agents={view.agents}
                groupDocument={view.groupDocument}
                wanted={view.wanted}
                onPlace={explain}
                onClose={close}
              />
            )}
          </HealthsContext.Provider>
        </>
      )}
      {isChoosing && hasQueues ? (
        <ColumnDialog
          {...{ columns }}
          onColumns={choice.onColumns}
          onClose={() => {
            setIsChoosing(false);
          }}
        />
      ) : null}
    </ViewPage>
  );
}

const NO_GROUPS: readonly BoardGroup[] = [];

/** Whether there is a list of queues, live or not. */
const isShown = ({ kind }: LiveViewState): boolean => kind === 'ready' || kind === 'stale' || kind === 'lost';

const BoardTitle = ({ note }: { readonly note: ReactNode }): React.JSX.Element => (
  <Box display="flex" flexWrap="wrap" alignItems="baseline" columnGap="space60" marginBottom="space40">
    <Heading as="h1" variant="heading20" marginBottom="space0">
      {strings.title}
    </Heading>
    {note}
  </Box>
);
