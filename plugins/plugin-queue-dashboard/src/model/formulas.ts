import type { QueueNow, QueueWindow } from '@flex-sync-suite/shared/contract';

/** Over what a figure is reckoned. */
export type Span = 'now' | 'last30Minutes' | 'today';

/**
 * A count or a sum that figures are reckoned from, as docs/metrics.md has it. `abandonedInTime` (abandoned within the
 * threshold) is part of formulas in the field, but no backend counts it.
 */
export type Quantity =
  keyof QueueWindow | Exclude<keyof QueueNow, 'oldestWaitingSince' | 'oldestWaitingCreatedAt'> | 'abandonedInTime';

/** Whether it is a sum of milliseconds; else it is a count. */
export const isDuration = (quantity: Quantity): boolean => quantity === 'answerWaitMs' || quantity === 'handleMs';

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
  /** Set for a service level: it has other formulas, by which other systems would give another figure. */
  readonly serviceLevel: ServiceLevelId | null;
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
export type Formula = Sum | Quotient | Elapsed | Remaining | Judgement;

/** One that is reckoned from counts alone, whatever the clock says. */
export type CountFormula = Sum | Quotient;

/** The formulas for a service level that are in use in the field: docs/metrics.md. */
export type ServiceLevelId = 'S1' | 'S2' | 'S3' | 'S4' | 'S5' | 'S6';

/** The formula of the board: that of Flex's own view. */
export const BOARD_SERVICE_LEVEL: ServiceLevelId = 'S6';

/** Adds a quantity. */
export const plus = (quantity: Quantity): Term => ({ quantity, sign: 1 });
/** Takes a quantity off. */
export const less = (quantity: Quantity): Term => ({ quantity, sign: -1 });

const SERVICE_LEVELS: Readonly<Record<ServiceLevelId, Pick<Quotient, 'numerator' | 'denominator'>>> = {
  S1: { numerator: [plus('answeredInTime')], denominator: [plus('answered')] },
  S2: { numerator: [plus('answeredInTime')], denominator: [plus('answered'), plus('abandoned')] },
  S3: {
    numerator: [plus('answeredInTime')],
    denominator: [plus('answered'), plus('abandoned'), less('abandonedInTime')],
  },
  S4: {
    numerator: [plus('answeredInTime'), plus('abandonedInTime')],
    denominator: [plus('answered'), plus('abandoned')],
  },
  S5: {
    numerator: [plus('answeredInTime'), plus('shortAbandoned')],
    denominator: [plus('answered'), plus('abandoned')],
  },
  S6: {
    numerator: [plus('answeredInTime')],
    denominator: [plus('answered'), plus('abandoned'), less('shortAbandoned')],
  },
};

/** In the order of docs/metrics.md. */
export const SERVICE_LEVEL_IDS: readonly ServiceLevelId[] = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6'];

/** The service level of a window by one of the formulas. */
export const serviceLevelBy = (serviceLevel: ServiceLevelId, span: Span): Formula => ({
  ...{ kind: 'quotient', span, unit: 'share', serviceLevel },
  ...SERVICE_LEVELS[serviceLevel],
});

/** @param outOf the larger counts that the terms are part of, smallest first */
export const sumOf = (span: Span, unit: Sum['unit'], terms: readonly Term[], outOf: readonly Term[] = []): Formula => ({
  ...{ kind: 'sum', span, unit, terms, outOf },
});

/** A share from 0 to 1. */
export const shareOf = (span: Span, numerator: readonly Term[], denominator: readonly Term[]): Formula => ({
  ...{ kind: 'quotient', span, unit: 'share', serviceLevel: null, numerator, denominator },
});

/** A mean in milliseconds. */
export const meanOf = (span: Span, total: Quantity, divisor: Quantity): Formula => ({
  ...{ kind: 'quotient', span, unit: 'ms', serviceLevel: null },
  ...{ numerator: [plus(total)], denominator: [plus(divisor)] },
});

export const elapsedSince = (since: Elapsed['since']): Formula => ({ kind: 'elapsed', span: 'now', unit: 'ms', since });

export const TO_THRESHOLD: Formula = { kind: 'remaining', span: 'now', unit: 'ms' };

export const STATUS_FORMULA: Formula = { kind: 'status', span: 'now', unit: 'status' };
