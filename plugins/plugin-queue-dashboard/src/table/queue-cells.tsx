import type { QueueState } from '@flex-sync-suite/shared/contract';
import React from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import { waitThresholdMs } from '../model/assess-queue';
import { isCounted } from '../model/formulas';
import { queueFigures } from '../model/queue-row-model';
import type { RollUp } from '../model/roll-up';
import { STATUS_WORDS, strings } from '../strings/strings';
import type { Column } from './columns';
import { CountCell, EmptyCell } from './figure-cells';
import { TrendCell } from './trend-cell';
import { AgeCell, ElapsedCell, LongestWaitCell, RemainingCell } from './ticking-cells';

interface QueueCellsProps {
  /** Those after name and status. */
  readonly columns: readonly Column[];
  readonly queue: BoardQueue;
}

/** The figures of a queue; before the first Document a dash in every column. */
export function QueueCells({ columns, queue }: QueueCellsProps): React.JSX.Element {
  const { sid, item, document } = queue;
  if (document === undefined) {
    return (
      <>
        {columns.map(({ id }) => (
          <EmptyCell key={id} cell={id} reason={STATUS_WORDS.loading} />
        ))}
      </>
    );
  }
  const figures = queueFigures(item, document);
  const owner = { sid, figures, targetPercent: figures.targetPercent };
  return (
    <>
      {columns.map(({ id, formula }) =>
        id === 'waitingTrend' ? (
          <TrendCell key={id} sid={sid} />
        ) : isCounted(formula) ? (
          <CountCell key={id} cell={id} formula={formula} {...owner} />
        ) : (
          <ClockCell key={id} {...{ id, formula, queue, document }} />
        ),
      )}
    </>
  );
}

interface ClockCellProps extends Pick<Column, 'id' | 'formula'> {
  readonly queue: BoardQueue;
  readonly document: QueueState;
}

/** A figure that follows the clock. */
function ClockCell({ id, formula, queue, document }: ClockCellProps): React.JSX.Element | null {
  const { sid, item } = queue;
  const { oldestWaitingSince: since, oldestWaitingCreatedAt: createdAt } = document.now;
  if (formula?.kind === 'remaining') return <RemainingCell {...{ sid, since }} thresholdMs={waitThresholdMs(item)} />;
  if (formula?.kind !== 'elapsed') return null;
  switch (formula.since) {
    case 'oldestWaitingSince':
      return <LongestWaitCell {...{ sid, since, createdAt }} thresholdMs={waitThresholdMs(item)} />;
    case 'oldestWaitingCreatedAt':
      return <ElapsedCell cell={id} since={createdAt} />;
    case 'asOf':
      return <AgeCell asOf={document.asOf} />;
  }
}

interface TotalCellsProps extends Pick<QueueCellsProps, 'columns'> {
  readonly totals: RollUp;
}

/** The figures of a sum of queues. What is one queue's has an empty cell. */
export function TotalCells({ columns, totals }: TotalCellsProps): React.JSX.Element {
  const owner = { sid: null, figures: totals, targetPercent: totals.targetPercent };
  return (
    <>
      {columns.map(({ id, formula }) => {
        if (id !== 'waitingTrend' && isCounted(formula))
          return <CountCell key={id} cell={id} formula={formula} {...owner} />;
        if (formula?.kind === 'elapsed' && formula.since === 'oldestWaitingSince')
          return <LongestWaitCell key={id} sid={null} since={totals.oldestWaitingSince} />;
        return <EmptyCell key={id} cell={id} reason={strings.ofOneQueue} />;
      })}
    </>
  );
}
