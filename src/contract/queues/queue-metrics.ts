import type { QueueWindow } from './queue-document';
import type { ServiceLevelFormula, ServiceLevelPolicy } from './queue-index';

/** The counts of a window that service levels are reckoned from. */
type JudgedCounts = Pick<
  QueueWindow,
  'answered' | 'answeredInTime' | 'abandoned' | 'abandonedInTime' | 'shortAbandoned' | 'flowedOut'
>;

/** One count in a formula: added, or taken off. */
export interface WindowTerm {
  readonly quantity: keyof JudgedCounts;
  readonly sign: 1 | -1;
}

/** A service level as sums: of several queues they are added, each by its own formula, and divided once. */
export interface ServiceLevelParts<Part> {
  readonly numerator: Part;
  readonly denominator: Part;
}

/** What of a policy says how the counts are divided. */
export type ServiceLevelRule = Pick<ServiceLevelPolicy, 'formula' | 'countsFlowOuts'>;

const plus = (quantity: keyof JudgedCounts): WindowTerm => ({ quantity, sign: 1 });
const less = (quantity: keyof JudgedCounts): WindowTerm => ({ quantity, sign: -1 });

const ALL_ENDED = [plus('answered'), plus('abandoned')];

const FORMULAS: Readonly<Record<ServiceLevelFormula, ServiceLevelParts<readonly WindowTerm[]>>> = {
  S1: { numerator: [plus('answeredInTime')], denominator: [plus('answered')] },
  S2: { numerator: [plus('answeredInTime')], denominator: ALL_ENDED },
  S3: { numerator: [plus('answeredInTime')], denominator: [...ALL_ENDED, less('abandonedInTime')] },
  S4: { numerator: [plus('answeredInTime'), plus('abandonedInTime')], denominator: ALL_ENDED },
  S5: { numerator: [plus('answeredInTime'), plus('shortAbandoned')], denominator: ALL_ENDED },
  S6: { numerator: [plus('answeredInTime')], denominator: [...ALL_ENDED, less('shortAbandoned')] },
};

/** The counts that a service level is reckoned from, in the order of docs/metrics.md. */
export function serviceLevelTerms(rule: ServiceLevelRule): ServiceLevelParts<readonly WindowTerm[]> {
  const { numerator, denominator } = FORMULAS[rule.formula];
  return { numerator, denominator: rule.countsFlowOuts ? [...denominator, plus('flowedOut')] : denominator };
}

/** Both sides of a queue's service level over a window. */
export function serviceLevelSums(window: JudgedCounts, rule: ServiceLevelRule): ServiceLevelParts<number> {
  const { numerator, denominator } = serviceLevelTerms(rule);
  const sum = (terms: readonly WindowTerm[]): number =>
    terms.reduce((total, { quantity, sign }) => total + sign * window[quantity], 0);
  return { numerator: sum(numerator), denominator: sum(denominator) };
}

/**
 * Service level over a window by the formula in force for the queue. Definitions: docs/metrics.md.
 *
 * @returns a share from 0 to 1, or null when there was no traffic: neither 0 % nor 100 % would be true
 */
export function serviceLevel(window: JudgedCounts, rule: ServiceLevelRule): number | null {
  const { numerator, denominator } = serviceLevelSums(window, rule);
  return ratio(numerator, denominator);
}

/** Average speed of answer: mean wait in the queue of answered visits, in milliseconds; null without answers. */
export function averageSpeedOfAnswerMs(window: Pick<QueueWindow, 'answerWaitMs' | 'answered'>): number | null {
  return ratio(window.answerWaitMs, window.answered);
}

/** Average handle time: mean of talk plus wrap-up, in milliseconds; null when nothing was handled. */
export function averageHandleTimeMs(window: Pick<QueueWindow, 'handleMs' | 'handled'>): number | null {
  return ratio(window.handleMs, window.handled);
}

/** @returns null for an empty denominator */
export function ratio(numerator: number, denominator: number): number | null {
  return denominator > 0 ? numerator / denominator : null;
}
