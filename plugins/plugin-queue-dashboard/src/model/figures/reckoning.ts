import type { ServiceLevelFormula } from '@flex-sync-suite/shared/contract';
import type { Assessment, StatusLimits } from '../assess-queue';
import type { FigureSource } from './figure-source';
import { estimatedWaitMs } from './figure-value';
import { SERVICE_LEVEL_IDS, serviceLevelBy, type Formula, type Quantity, type Span, type Term } from './formulas';

/** A member of a sum with its number. */
export interface Reckoned extends Term {
  readonly value: number;
}

/** A formula with its numbers put in. */
export type Reckoning =
  | {
      readonly kind: 'sum';
      readonly terms: readonly Reckoned[];
      readonly outOf: readonly Reckoned[];
      readonly value: number;
    }
  | {
      readonly kind: 'quotient';
      readonly unit: 'share' | 'ms';
      readonly numerator: readonly Reckoned[];
      readonly denominator: readonly Reckoned[];
      /** Null where the denominator is empty. */
      readonly value: number | null;
    }
  /** In milliseconds; null where nobody is available, or too little was handled. */
  | {
      readonly kind: 'estimate';
      readonly waiting: number;
      readonly handled: number;
      readonly handleMs: number;
      readonly available: number;
      readonly value: number | null;
    }
  /** In milliseconds; null without answers. */
  | { readonly kind: 'percentile'; readonly answered: number; readonly value: number | null }
  /** In milliseconds; null where nobody waits. */
  | { readonly kind: 'elapsed'; readonly since: number | null; readonly value: number | null }
  /** In milliseconds; null where nobody waits. */
  | {
      readonly kind: 'remaining';
      readonly thresholdMs: number;
      readonly waitedMs: number | null;
      readonly value: number | null;
    }
  | { readonly kind: 'status'; readonly assessment: Assessment; readonly limits: StatusLimits; readonly value: null }
  /** Part of it is not counted: better no number than a wrong one. */
  | {
      readonly kind: 'unknown';
      readonly missing: readonly Quantity[];
      /** Whether that is because it is of one channel. */
      readonly isOfChannel: boolean;
      readonly value: null;
    };

/** Puts the numbers of a row into a formula; null where the row has no such figure, as a sum has no status. */
export function reckon(formula: Formula, source: FigureSource): Reckoning | null {
  switch (formula.kind) {
    case 'sum':
    case 'quotient':
      return reckonCounts(formula, source);
    case 'serviceLevel':
      return reckonCounts(serviceLevelBy(source.policy.rule, formula.span), source);
    case 'estimate':
      return reckonEstimate(source);
    case 'percentile': {
      const answered = source.quantities[formula.span]?.answered ?? 0;
      return { kind: 'percentile', answered, value: source.percentiles?.[formula.span]?.[formula.part] ?? null };
    }
    case 'elapsed':
      return reckonElapsed(formula.since, source);
    case 'remaining':
      return source.judged === null ? null : reckonRemaining(source.judged.limits.wait.warning, source);
    case 'status':
      return source.judged === null ? null : { kind: 'status', ...source.judged, value: null };
  }
}

function reckonCounts(
  formula: Extract<Formula, { kind: 'sum' | 'quotient' }>,
  { quantities, isOfChannel }: FigureSource,
): Reckoning {
  const counts = quantities[formula.span] ?? {};
  const [left, right] =
    formula.kind === 'sum' ? [formula.terms, formula.outOf] : [formula.numerator, formula.denominator];
  const missing = [...left, ...right].flatMap(({ quantity }) => (counts[quantity] === undefined ? [quantity] : []));
  if (missing.length > 0) return { kind: 'unknown', missing, isOfChannel, value: null };
  const put = (terms: readonly Term[]): Reckoned[] =>
    terms.map((term) => ({ ...term, value: counts[term.quantity] ?? 0 }));
  if (formula.kind === 'sum') {
    return { kind: 'sum', terms: put(left), outOf: put(right), value: total(put(left)) };
  }
  const [numerator, denominator] = [put(left), put(right)];
  const value = total(denominator) > 0 ? total(numerator) / total(denominator) : null;
  return { kind: 'quotient', unit: formula.unit, numerator, denominator, value };
}

function reckonEstimate({ quantities, isOfChannel }: FigureSource): Reckoning {
  const { queued, ringing, available } = quantities.now;
  const { handled, handleMs } = quantities.last30Minutes;
  const isCountedHere =
    queued !== undefined && ringing !== undefined && handled !== undefined && handleMs !== undefined;
  if (available === undefined || !isCountedHere)
    return { kind: 'unknown', missing: ['available'], isOfChannel, value: null };
  const value = estimatedWaitMs(quantities);
  return { kind: 'estimate', waiting: queued + ringing, handled, handleMs, available, value };
}

const total = (terms: readonly Reckoned[]): number => terms.reduce((sum, { sign, value }) => sum + sign * value, 0);

function reckonElapsed(which: Extract<Formula, { kind: 'elapsed' }>['since'], source: FigureSource): Reckoning | null {
  const instant = source[which];
  // Nobody who waits is something to say of the longest wait; the others are not there then.
  if (instant === null && which !== 'oldestWaitingSince') return null;
  const since = instant === null ? null : Date.parse(instant);
  const value = since === null ? null : Math.max(0, source.at - since);
  return { kind: 'elapsed', since, value };
}

function reckonRemaining(thresholdMs: number, { oldestWaitingSince, at }: FigureSource): Reckoning {
  const waitedMs = oldestWaitingSince === null ? null : Math.max(0, at - Date.parse(oldestWaitingSince));
  return { kind: 'remaining', thresholdMs, waitedMs, value: waitedMs === null ? null : thresholdMs - waitedMs };
}

/** The same counts by another formula. */
export interface OtherServiceLevel {
  readonly id: ServiceLevelFormula;
  /** Whether the figure itself is by this one. */
  readonly isInForce: boolean;
  readonly reckoning: Reckoning;
}

/** The service level of a window by every formula in the field; what is not counted is said to be unknown. */
export const serviceLevels = (span: Span, source: FigureSource): readonly OtherServiceLevel[] =>
  SERVICE_LEVEL_IDS.flatMap((id) => {
    const { rule } = source.policy;
    const other = { formula: id, countsFlowOuts: rule?.countsFlowOuts ?? false };
    const reckoning = reckon(serviceLevelBy(other, span), source);
    return reckoning === null ? [] : [{ id, isInForce: id === rule?.formula, reckoning }];
  });

const MINUTE_MS = 60_000;
/** The minute that is not over, and those before it. */
const WINDOW_MINUTES = { last15Minutes: 15, last30Minutes: 30, last60Minutes: 60 } as const;

/** When a window began, and the instant up to which it is counted; null for what has no length. */
export function spanBounds(span: Span, source: FigureSource): { readonly from: number; readonly to: number } | null {
  switch (span) {
    case 'now':
      return null;
    case 'last15Minutes':
    case 'last30Minutes':
    case 'last60Minutes':
      return { from: (Math.floor(source.at / MINUTE_MS) - (WINDOW_MINUTES[span] - 1)) * MINUTE_MS, to: source.at };
    case 'today':
      return source.todaySince === null ? null : { from: Date.parse(source.todaySince), to: source.at };
  }
}
