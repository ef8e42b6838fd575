import { TableCell } from '@flex-sync-suite/shared/views';
import React, { type ReactNode } from 'react';
import { figureValue, type CountedFigures } from '../model/figures/figure-value';
import type { CountFormula, Quantity } from '../model/figures/formulas';
import { ESTIMATE_SAMPLE } from '../model/figures/formulas';
import { isFurther, isFurtherKnown } from '../model/figures/further-figures';
import { QUANTITY_WORDS } from '../strings/explanation-strings';
import { Figure, NoValue } from '../parts/figure';
import { useFormatters } from '../parts/formatters-context';
import { strings } from '../strings/strings';
import { Bar } from './bar';
import { Judged, useSeverity } from './judged';

/** Of what the figures are: a queue, or a sum of several. */
export interface FigureOwner {
  /** Null for a sum. */
  readonly sid: string | null;
  readonly figures: CountedFigures;
  /** Null where the queues of a sum have several. */
  readonly targetPercent: number | null;
  /** Why a count of the Document is not known. Default: agents of several queues are not. */
  readonly unknown?: string;
}

interface CountCellProps extends FigureOwner {
  /** Name of the figure for browser tests. */
  readonly cell: string;
  readonly formula: CountFormula;
}

/** A figure that is reckoned from counts alone: a count, a share or a mean. */
export function CountCell(props: CountCellProps): React.JSX.Element {
  const { cell, formula, figures } = props;
  const value = figureValue(formula, figures);
  if (value === null) return <EmptyCell cell={cell} reason={emptyReason(props)} />;
  if (formula.kind === 'sum') return <SumCell {...{ cell, formula, figures, value }} />;
  if (formula.kind === 'serviceLevel') return <ServiceLevelCell {...props} {...{ value }} />;
  return formula.unit === 'ms' ? <MeanCell {...{ cell, value }} /> : <ShareCell {...{ cell, value }} />;
}

/** Why there is no such figure. */
function emptyReason({ formula, figures, unknown }: CountCellProps): string {
  const { now, last30Minutes } = figures.quantities;
  if (formula.kind === 'estimate') {
    if (now.available === undefined) return unknown ?? strings.agentsNotKnown;
    return now.available === 0
      ? strings.nobodyAvailable
      : strings.fewHandled(last30Minutes.handled ?? 0, ESTIMATE_SAMPLE);
  }
  if (isFurther(formula) && !isFurtherKnown(figures.quantities, formula.span)) return unknown ?? strings.notAnswered;
  return formula.kind === 'sum' ? (unknown ?? strings.agentsNotKnown) : strings.noTraffic;
}

/** "–", and why. */
export const EmptyCell = ({ cell, reason }: { readonly cell: string; readonly reason: string }): React.JSX.Element => (
  <TableCell align="end" title={reason}>
    <NoValue cell={cell} reason={reason} />
  </TableCell>
);

interface SumCellProps extends Pick<CountCellProps, 'cell' | 'figures'> {
  readonly formula: Extract<CountFormula, { kind: 'sum' }>;
  readonly value: number;
}

/** A count, below it what it is made of, or part of. */
function SumCell({ cell, formula, figures, value }: SumCellProps): React.JSX.Element {
  const { count } = useFormatters();
  const counts = figures.quantities[formula.span] ?? {};
  const partOf = (quantity: Quantity) => ({ quantity, value: counts[quantity] ?? 0 });
  const parts = formula.terms.length > 1 ? formula.terms.map(({ quantity }) => partOf(quantity)) : [];
  const whole = formula.outOf.map(({ quantity }) => partOf(quantity));
  const title = [...parts, ...whole].map((part) => `${count(part.value)} ${QUANTITY_WORDS[part.quantity]}`).join(' / ');
  // What was taken off is the news: the figure itself stands above it.
  const takenOff = formula.terms.filter(({ sign }) => sign < 0).map(({ quantity }) => partOf(quantity));
  const detail = detailOf(takenOff.length === 0 ? parts : takenOff, whole[0], count);
  return (
    <TableCell align="end" title={title === '' ? undefined : title} detail={detail}>
      <span data-cell={cell}>{count(value)}</span>
    </TableCell>
  );
}

interface Part {
  readonly quantity: Quantity;
  readonly value: number;
}

/** Zeros say nothing; nor does a sum of one part. */
function detailOf(parts: readonly Part[], whole: Part | undefined, count: (value: number) => string): ReactNode {
  const said = parts.filter(({ value }) => value > 0);
  if (said.length === 0) {
    return whole === undefined || whole.value === 0
      ? undefined
      : strings.outOf(count(whole.value), QUANTITY_WORDS[whole.quantity]);
  }
  return said.map(({ quantity, value }, index) => (
    <React.Fragment key={quantity}>
      {index === 0 ? null : ', '}
      <span data-cell={quantity}>{count(value)}</span> {QUANTITY_WORDS[quantity]}
    </React.Fragment>
  ));
}

function ShareCell({ cell, value }: { readonly cell: string; readonly value: number }): React.JSX.Element {
  const { percent } = useFormatters();
  return (
    <TableCell align="end">
      <span data-cell={cell}>{percent(value)}</span>
    </TableCell>
  );
}

function MeanCell({ cell, value }: { readonly cell: string; readonly value: number }): React.JSX.Element {
  const { clock, spokenDuration } = useFormatters();
  return (
    <TableCell align="end">
      <Figure cell={cell} spoken={spokenDuration(value)}>
        {clock(value)}
      </Figure>
    </TableCell>
  );
}

/** A share with its target, as a bar with a mark too. The status is judged by that of the last 30 minutes. */
function ServiceLevelCell(props: CountCellProps & { readonly value: number }): React.JSX.Element {
  const { cell, formula, sid, value, targetPercent } = props;
  const { percent, percentNumber } = useFormatters();
  const cause = useSeverity(sid, 'serviceLevel');
  const severity = formula.span === 'last30Minutes' ? cause : null;
  const detail =
    targetPercent === null ? undefined : (
      <>
        {strings.target} <span data-cell={`${cell}Target`}>{percentNumber(targetPercent)}</span>
      </>
    );
  return (
    <TableCell align="end" detail={detail}>
      <Judged severity={severity}>
        <span data-cell={cell}>{percent(value)}</span>
      </Judged>
      <Bar share={value} severity={severity} {...(targetPercent === null ? {} : { mark: targetPercent / 100 })} />
    </TableCell>
  );
}
