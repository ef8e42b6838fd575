import {
  serviceLevelTerms,
  type WaitsByThreshold,
  type HandlingWindow,
  type QueueNow,
  type QueueWindow,
  type ServiceLevelFormula,
  type ServiceLevelRule,
  type FiguresWindow,
  type Occupancy,
  type WaitPercentiles,
  type WindowFigures,
} from '@flex-sync-suite/shared/contract';

/** Over what a figure of the board is reckoned. */
export type BoardSpan = 'now' | 'last30Minutes' | 'today';

/** Over what a figure is reckoned. */
export type Span = BoardSpan | FiguresWindow;

/**
 * A count or a sum that figures are reckoned from, as docs/metrics.md has it. Of queues whose formulas differ there are both
 * sides of their service levels, each by its own: `inTimeByOwn ÷ judgedByOwn`.
 */
export type Quantity =
  | keyof QueueWindow
  | keyof Omit<WindowFigures, 'answerWaitPercentilesMs'>
  | keyof Occupancy
  | keyof HandlingWindow
  | keyof WaitsByThreshold
  | Exclude<keyof QueueNow, 'oldestWaitingSince' | 'oldestWaitingCreatedAt'>
  | 'inTimeByOwn'
  | 'judgedByOwn';

/** Whether it is a sum of milliseconds; else it is a count. */
export const isDuration = (quantity: Quantity): boolean => quantity.endsWith('Ms');

/** One member of a sum: added, or taken off. */
export interface Term {
  readonly quantity: Quantity;
  readonly sign: 1 | -1;
}

interface Sum {
  readonly kind: 'sum';
  readonly span: Span;
  readonly unit: 'tasks' | 'agents';
  readonly terms: readonly Term[];
  /** The larger counts that the terms are part of, smallest first. */
  readonly outOf: readonly Term[];
}

interface Quotient {
  readonly kind: 'quotient';
  readonly span: Span;
  readonly unit: 'share' | 'ms';
  readonly numerator: readonly Term[];
  readonly denominator: readonly Term[];
}

/** A service level, by the formula in force: other systems would give another figure. */
interface ServiceLevel {
  readonly kind: 'serviceLevel';
  readonly span: Exclude<Span, 'now'>;
  readonly unit: 'share';
}

/** The wait of a task that comes now: what waits × AHT of the last 30 minutes ÷ agents available. No promise. */
interface Estimate {
  readonly kind: 'estimate';
  readonly span: 'now';
  readonly unit: 'ms';
}

/** Of the waits of answered visits. */
interface Percentile {
  readonly kind: 'percentile';
  readonly span: FiguresWindow;
  readonly unit: 'ms';
  readonly part: keyof WaitPercentiles;
}

interface Elapsed {
  readonly kind: 'elapsed';
  readonly span: 'now';
  readonly unit: 'ms';
  readonly since: 'oldestWaitingSince' | 'oldestWaitingCreatedAt' | 'asOf';
}

/** What is left of the threshold; below zero once the longest wait is over it. */
interface Remaining {
  readonly kind: 'remaining';
  readonly span: 'now';
  readonly unit: 'ms';
}

/** Follows from other figures by limits. */
interface Judgement {
  readonly kind: 'status';
  readonly span: 'now';
  readonly unit: 'status';
}

/** How a figure is reckoned. */
export type Formula = Sum | Quotient | ServiceLevel | Estimate | Percentile | Elapsed | Remaining | Judgement;

/** One that is reckoned from counts alone, whatever the clock says. */
export type CountFormula = Sum | Quotient | ServiceLevel | Estimate;

export const isCounted = (formula: Formula | null): formula is CountFormula =>
  formula?.kind === 'sum' ||
  formula?.kind === 'quotient' ||
  formula?.kind === 'serviceLevel' ||
  formula?.kind === 'estimate';

/** Adds a quantity. */
export const plus = (quantity: Quantity): Term => ({ quantity, sign: 1 });
/** Takes a quantity off. */
export const less = (quantity: Quantity): Term => ({ quantity, sign: -1 });

/** In the order of docs/metrics.md. */
export const SERVICE_LEVEL_IDS: readonly ServiceLevelFormula[] = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6'];

/** The service level of a window. */
export const serviceLevelOver = (span: ServiceLevel['span']): Formula => ({
  kind: 'serviceLevel',
  span,
  unit: 'share',
});

/** The service level of a window by one formula; null stands for several queues, each by its own. */
export const serviceLevelBy = (rule: ServiceLevelRule | null, span: Span): Quotient => ({
  ...{ kind: 'quotient', span, unit: 'share' },
  ...(rule === null
    ? { numerator: [plus('inTimeByOwn')], denominator: [plus('judgedByOwn')] }
    : serviceLevelTerms(rule)),
});

/** Every count that some formula of a service level is reckoned from. */
export const SERVICE_LEVEL_QUANTITIES: readonly Quantity[] = [
  ...new Set(
    SERVICE_LEVEL_IDS.map((formula) => serviceLevelTerms({ formula, countsFlowOuts: true }))
      .flatMap(({ numerator, denominator }) => [...numerator, ...denominator])
      .map(({ quantity }) => quantity),
  ),
];

/** @param outOf the larger counts that the terms are part of, smallest first */
export const sumOf = (span: Span, unit: Sum['unit'], terms: readonly Term[], outOf: readonly Term[] = []): Formula => ({
  ...{ kind: 'sum', span, unit, terms, outOf },
});

/** A share from 0 to 1. */
export const shareOf = (span: Span, numerator: readonly Term[], denominator: readonly Term[]): Formula => ({
  ...{ kind: 'quotient', span, unit: 'share', numerator, denominator },
});

/** A mean in milliseconds. @param totals added up */
export const meanOf = (span: Span, totals: Quantity | readonly Quantity[], divisor: Quantity): Formula => ({
  ...{ kind: 'quotient', span, unit: 'ms' },
  ...{ numerator: [totals].flat().map(plus), denominator: [plus(divisor)] },
});

/** A wait in milliseconds that this part of the answered visits did not exceed. */
export const percentileOf = (span: FiguresWindow, part: keyof WaitPercentiles): Formula => ({
  ...{ kind: 'percentile', span, unit: 'ms', part },
});

/** Null where there is nothing to divide by: no mean would be true. */
export const mean = (total: number, divisor: number): number | null => (divisor > 0 ? total / divisor : null);

export const elapsedSince = (since: Elapsed['since']): Formula => ({ kind: 'elapsed', span: 'now', unit: 'ms', since });

export const ESTIMATED_WAIT: Formula = { kind: 'estimate', span: 'now', unit: 'ms' };

/** Of fewer handled tasks a mean says nothing of the next one. */
export const ESTIMATE_SAMPLE = 20;

export const TO_THRESHOLD: Formula = { kind: 'remaining', span: 'now', unit: 'ms' };

export const STATUS_FORMULA: Formula = { kind: 'status', span: 'now', unit: 'status' };
