import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import React, { useMemo, type ReactNode } from 'react';
import { BoardCards } from '../cards/board-cards';
import { cardFigures } from '../cards/card-figures';
import { WeekBeforeLine } from '../cards/week-before-line';
import type { BoardChoice } from '../choice/use-board-choice';
import { useBoardPorts } from '../data/board-ports';
import type { BoardQueue } from '../data/use-board-queues';
import type { BoardView } from '../data/use-board-view';
import { useWeekBefore } from '../data/answers/use-week-before';
import { QueueCards } from '../glance/queue-cards';
import type { BoardGroup } from '../model/board-groups';
import { useFormatters } from '../parts/formatters-context';
import { QueueTable, type QueueTableProps } from '../table/queue-table';
import { wallFigures } from '../wall/model/wall-figures';
import { BoardMessage } from './board-message';
import { GroupPage } from './group-page';
import type { Shown } from './shown';

interface BoardBodyProps extends Pick<QueueTableProps, 'openSid' | 'onOpen' | 'onExplain'> {
  readonly shown: Exclude<Shown, { readonly kind: 'wall' }>;
  readonly choice: BoardChoice;
  readonly view: BoardView;
  readonly groups: readonly BoardGroup[];
  readonly order: readonly TaskQueueSid[];
}

/** The queues below the toolbar, and the summary above them; or a message in their place. */
export function BoardBody(props: BoardBodyProps): React.JSX.Element {
  const { shown, choice, view, onOpen } = props;
  const formatters = useFormatters();
  const { queues, healths, rowClock } = view;
  const { today } = view.totals;
  const hasSummary = choice.isSummaryOpen && shown.kind !== 'message';
  const before = useWeekBefore({ queues: hasSummary ? queues : NO_QUEUES, wanted: view.wanted });
  const note = useMemo(
    () => (hasSummary ? <WeekBeforeLine {...{ before, today }} /> : null),
    [hasSummary, before, today],
  );
  if (shown.kind === 'message') return <BoardMessage state={shown.state} onClearFilter={choice.onShowAll} />;
  return (
    <>
      {choice.isSummaryOpen ? (
        <BoardCards
          {...{ asked: view, before }}
          figures={cardFigures(
            wallFigures({ document: view.groupDocument, queues, healths, nowMs: rowClock.nowMs, totals: view.totals }),
            view.totals,
            formatters,
          )}
          totals={view.totals}
          isLastKnown={rowClock.isBoardStale}
          onOpen={onOpen}
        />
      ) : null}
      <Queues {...props} {...{ shown, note }} />
    </>
  );
}

const NO_QUEUES: readonly BoardQueue[] = [];

type QueuesProps = BoardBodyProps & {
  readonly shown: Exclude<BoardBodyProps['shown'], { readonly kind: 'message' }>;
  readonly note: ReactNode;
};

function Queues({ shown, note, choice, view, groups, order, ...props }: QueuesProps): React.JSX.Element {
  const { openSid, onOpen, onExplain } = props;
  const { url } = useBoardPorts();
  const { filter, sort, columns, onSort, onGroup } = choice;
  const { queues, wanted, onSeen } = view;
  const isStale = view.rowClock.isBoardStale;
  switch (shown.kind) {
    case 'groups':
      return (
        <GroupPage
          {...{ groups, queues, order, note, filter, columns, sort, isStale, openSid }}
          {...{ onGroup, onSort, onOpen, onExplain, onSeen }}
        />
      );
    case 'cards':
      return <QueueCards {...{ queues, order, note, openSid, onOpen, onSeen }} orderKey={wanted} />;
    case 'table':
      return (
        <QueueTable
          {...{ url, columns, queues, order, note, sort, isStale, openSid, onOpen, onSort, onExplain, onSeen }}
          totals={view.totals}
          orderKey={`${sort.column} ${sort.direction} ${wanted}`}
        />
      );
  }
}
