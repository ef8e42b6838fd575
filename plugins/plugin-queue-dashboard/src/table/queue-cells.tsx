import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import React from 'react';
import { waitThresholdMs } from '../model/assess-queue';
import type { FigureState } from '../model/figures/figure-state';
import { isCounted } from '../model/figures/formulas';
import { queueFigures, type RowSource } from '../model/figures/queue-row-model';
import type { RollUp } from '../model/figures/roll-up';
import { STATUS_WORDS, strings } from '../strings/strings';
import type { Column } from './columns';
import { CountCell, EmptyCell } from './figure-cells';
import { TrendCell } from './trend-cell';
import { AgeCell, ElapsedCell, LongestWaitCell, RemainingCell } from './ticking-cells';

interface QueueCellsProps {
  /** Those after name and status. */
  readonly columns: readonly Column[];
  /** The queue by whose health the figures are judged. */
  readonly sid: TaskQueueSid;
  readonly source: RowSource;
  /** Default false: true for one channel of the queue. What is the queue's has an empty cell there. */
  readonly isChannel?: boolean;
}

/** The figures of a queue, or of one of its channels; before the first is known a dash in every column. */
export function QueueCells({ columns, sid, source, isChannel = false }: QueueCellsProps): React.JSX.Element {
  const { item, document } = source;
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
  const owner = {
    ...{ sid, figures, targetPercent: figures.targetPercent },
    ...(isChannel ? { unknown: strings.ofWholeQueue } : {}),
  };
  return (
    <>
      {columns.map(({ id, formula }) => {
        if (id === 'waitingTrend')
          return isChannel ? (
            <EmptyCell key={id} cell={id} reason={strings.ofWholeQueue} />
          ) : (
            <TrendCell key={id} sid={sid} />
          );
        if (isCounted(formula)) return <CountCell key={id} cell={id} formula={formula} {...owner} />;
        return <ClockCell key={id} {...{ id, formula, sid, item, document }} />;
      })}
    </>
  );
}

interface ClockCellProps extends Pick<Column, 'id' | 'formula'>, Pick<QueueCellsProps, 'sid'>, Pick<RowSource, 'item'> {
  readonly document: FigureState;
}

/** A figure that follows the clock. */
function ClockCell({ id, formula, sid, item, document }: ClockCellProps): React.JSX.Element | null {
  const { oldestWaitingSince: since, oldestWaitingCreatedAt: createdAt } = document.now;
  if (formula?.kind === 'remaining') return <RemainingCell {...{ sid, since }} thresholdMs={waitThresholdMs(item)} />;
  if (formula?.kind !== 'elapsed') return null;
  switch (formula.since) {
    case 'oldestWaitingSince':
      return <LongestWaitCell {...{ sid, since, createdAt }} thresholdMs={waitThresholdMs(item)} />;
    case 'oldestWaitingCreatedAt':
      return <ElapsedCell cell={id} since={createdAt} />;
    case 'asOf':
      return document.asOf === null ? (
        <EmptyCell cell={id} reason={strings.ofWholeQueue} />
      ) : (
        <AgeCell asOf={document.asOf} />
      );
  }
}

interface TotalCellsProps extends Pick<QueueCellsProps, 'columns'> {
  readonly totals: RollUp;
  /** Why its agents are not known. Default: nobody has told them yet. */
  readonly unknown?: string;
}

/** The figures of a sum of queues. What is one queue's has an empty cell. */
export function TotalCells({ columns, totals, ...rest }: TotalCellsProps): React.JSX.Element {
  const owner = { sid: null, figures: totals, targetPercent: totals.targetPercent, ...rest };
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
