import type { ServiceLevelFormula, ServiceLevelRule } from '@flex-sync-suite/shared/contract';
import type { StatusLimits } from '../model/assess-queue';
import type { FigureSource, PolicyInForce } from '../model/figures/figure-source';
import type { Formatters } from '../model/formatters';
import {
  ESTIMATE_SAMPLE,
  isDuration,
  type Formula,
  type Quantity,
  type Span,
  type Term,
} from '../model/figures/formulas';
import type { Reckoned, Reckoning } from '../model/figures/reckoning';
import type { ZoneFormatters } from '../model/zone-formatters';
import { causeSentence, STATUS_WORDS, strings } from './strings';

/** What explains the figures of the board, in sentences. */

export const SPAN_TITLES: Readonly<Record<Span, string>> = {
  now: 'Now',
  last15Minutes: 'Last 15 minutes',
  last30Minutes: 'Last 30 minutes',
  last60Minutes: 'Last 60 minutes',
  today: 'Today',
};

/** After a number: "86 answered in time". */
export const QUANTITY_WORDS: Readonly<Record<Quantity, string>> = {
  queued: strings.queued,
  ringing: strings.ringing,
  talking: strings.talking,
  wrapping: strings.wrapping,
  free: 'free',
  available: strings.available,
  eligible: strings.eligible,
  offered: 'offered',
  answered: 'answered',
  answeredInTime: 'answered in time',
  abandoned: 'abandoned',
  shortAbandoned: 'short',
  abandonedInTime: 'abandoned in time',
  flowedOut: 'moved on to another queue',
  completed: 'completed',
  handled: 'handled',
  answerWaitMs: 'of waiting',
  handleMs: 'of talk and wrap-up',
  talkMs: 'of talk',
  wrapMs: 'of wrap-up',
  abandonWaitMs: 'of waiting before giving up',
  accepted: 'accepted',
  ringMs: 'of ringing',
  missed: 'missed',
  rejected: 'rejected',
  busyMs: 'of agents’ time busy',
  busyOrAvailableMs: 'of agents’ time busy or available',
  overThreshold: 'over the threshold',
  nearThreshold: 'near the threshold',
  handledReservations: 'handled',
  abandonedVisits: 'abandoned',
  inTimeByOwn: 'counted as in time',
  judgedByOwn: 'counted, each queue by its own formula',
};

/** Why a quantity is not there. */
const MISSING_WORDS: Readonly<Partial<Record<Quantity, string>>> = {
  free: strings.agentsNotKnown,
  available: strings.agentsNotKnown,
  eligible: strings.agentsNotKnown,
  talkMs: strings.notAnswered,
  wrapMs: strings.notAnswered,
  ringMs: strings.notAnswered,
  accepted: strings.notAnswered,
  handledReservations: strings.notAnswered,
  abandonedVisits: strings.notAnswered,
  missed: strings.notAnswered,
  rejected: strings.notAnswered,
  abandonWaitMs: strings.notAnswered,
  overThreshold: strings.notAnswered,
  nearThreshold: strings.notAnswered,
  busyMs: strings.notTold,
  busyOrAvailableMs: strings.notTold,
};

/** Why there is nothing to divide by. */
const emptyWords = (denominator: readonly Term[]): string =>
  denominator.some(({ quantity }) => quantity === 'busyOrAvailableMs') ? strings.nobodyThere : strings.noTraffic;

export const SERVICE_LEVEL_NAMES: Readonly<Record<ServiceLevelFormula, string>> = {
  S1: 'answered only',
  S2: 'every abandon counts',
  S3: 'late abandons count',
  S4: 'early abandons help',
  S5: 'short abandons help',
  S6: 'short abandons excluded',
};

export const explanationStrings = {
  title: 'figures explained',
  queue: 'Queue',
  ofGroup: (name: string) => `Group ${name}`,
  close: 'Close',
  hint: 'To come here for one figure, click it on the board, or press ? on its row.',
  asOf: (time: string) => `As of ${time}.`,
  asOfLast: (time: string) => `Last known figures, as of ${time}: they are not being updated.`,
  lastChange: (time: string) => `The figures last changed at ${time}.`,
  zone: (zone: string) => `Times are those of ${zone}, in which the reporting day is reckoned.`,
  ownZone: (zone: string) =>
    `Times are those of this computer (${zone}): the backend does not say in which zone it reckons the reporting day.`,
  dayOfQueue: (time: string, zone: string) => `Today began at ${time} of ${zone}, as the rules say.`,
  daysDiffer: 'The days of these queues begin at different times; each is counted since its own.',
  window: (title: string, from: string, to: string) => `${title}: ${from} to ${to}`,
  otherServiceLevels: 'The same counts by the formulas of other systems',
  inForce: 'in force here',
  noFigures: 'There are no figures to explain yet.',
} as const;

/** When a day begins that is not the reporting day; null for that one. */
export function dayWords({ day }: PolicyInForce, reportingZone: string): string | null {
  if (day === 'reporting') return null;
  return day === null
    ? explanationStrings.daysDiffer
    : explanationStrings.dayOfQueue(day.time, day.zone ?? reportingZone);
}

/** The figure, as the board writes it. */
export function valueWords(reckoning: Reckoning, format: Formatters): string {
  if (reckoning.kind === 'status') return STATUS_WORDS[reckoning.assessment.status];
  const { value } = reckoning;
  if (value === null) return strings.noValue;
  if (reckoning.kind === 'sum') return format.count(value);
  if (reckoning.kind === 'remaining' && value < 0) return strings.over(format.clock(-value));
  return reckoning.kind === 'quotient' && reckoning.unit === 'share' ? format.percent(value) : format.clock(value);
}

/** The formula with its numbers: "86 answered in time ÷ (100 answered + 7 abandoned − 1 short) = 81.1%". */
export function reckoningWords(reckoning: Reckoning, format: Formatters, zone: ZoneFormatters): string {
  const withNumber = ({ quantity, value }: Reckoned): string =>
    `${isDuration(quantity) ? format.clock(value) : format.count(value)} ${QUANTITY_WORDS[quantity]}`;
  const result = valueWords(reckoning, format);
  switch (reckoning.kind) {
    case 'sum': {
      const sum = joined(reckoning.terms, withNumber);
      const outOf = reckoning.outOf.map((term) => `, of ${withNumber(term)}`).join('');
      return `${sum}${reckoning.terms.length > 1 ? ` = ${result}` : ''}${outOf}`;
    }
    case 'quotient': {
      const quotient = quotientOf(reckoning.numerator, reckoning.denominator, withNumber);
      return reckoning.value === null
        ? `${quotient}: ${emptyWords(reckoning.denominator)}, so no figure would be true`
        : `${quotient} = ${result}`;
    }
    case 'estimate':
      return estimateWords(reckoning, result, format);
    case 'percentile':
      return reckoning.value === null
        ? `${strings.noTraffic}, so no figure would be true`
        : `${result}, of ${withNumber({ quantity: 'answered', sign: 1, value: reckoning.answered })}`;
    case 'elapsed': {
      const { since, value } = reckoning;
      if (since === null || value === null) return strings.nobodyWaits;
      // To the second that is full: the times that are read have to differ by what is read.
      const until = since + Math.floor(value / 1000) * 1000;
      return `${zone.instant(until, since)} − ${zone.instant(since, until)} = ${result}`;
    }
    case 'remaining':
      return reckoning.waitedMs === null
        ? strings.nobodyWaits
        : `${format.clock(reckoning.thresholdMs)} − ${format.clock(reckoning.waitedMs)} = ${result}`;
    case 'status':
      return [
        ...reckoning.assessment.causes.map((cause) => causeSentence(cause, format)),
        limitWords(reckoning.limits, format),
      ].join(' ');
    case 'unknown':
      if (reckoning.isOfChannel) return strings.ofWholeQueue;
      return [
        ...new Set(reckoning.missing.map((quantity) => MISSING_WORDS[quantity] ?? QUANTITY_WORDS[quantity])),
      ].join('; ');
  }
}

function estimateWords(
  { waiting, handled, handleMs, available, value }: Extract<Reckoning, { kind: 'estimate' }>,
  result: string,
  { count, clock }: Formatters,
): string {
  if (available === 0) return strings.nobodyAvailable;
  if (value === null) return strings.fewHandled(handled, ESTIMATE_SAMPLE);
  return `${count(waiting)} waiting × ${clock(handleMs / handled)} AHT ÷ ${count(available)} available = ${result}`;
}

/** The formula without numbers: "answered in time ÷ (answered + abandoned − short)". */
export function formulaWords(formula: Formula): string {
  const name = ({ quantity }: Term): string => QUANTITY_WORDS[quantity];
  switch (formula.kind) {
    case 'sum':
      return joined(formula.terms, name);
    case 'quotient':
      return quotientOf(formula.numerator, formula.denominator, name);
    case 'serviceLevel':
      return 'by the formula in force for the queue';
    case 'estimate':
      return 'waiting × AHT of the last 30 minutes ÷ agents available';
    default:
      return '';
  }
}

function joined<T extends Term>(terms: readonly T[], words: (term: T) => string): string {
  return terms.map((term, index) => `${index === 0 ? '' : term.sign === 1 ? ' + ' : ' − '}${words(term)}`).join('');
}

function quotientOf<T extends Term>(
  numerator: readonly T[],
  denominator: readonly T[],
  words: (term: T) => string,
): string {
  const side = (terms: readonly T[]): string => (terms.length > 1 ? `(${joined(terms, words)})` : joined(terms, words));
  return `${side(numerator)} ÷ ${side(denominator)}`;
}

const limitWords = ({ wait, servicePercent }: StatusLimits, { clock, percentNumber }: Formatters): string =>
  `Warning: a wait over ${clock(wait.warning)}, or a service level of ${percentNumber(servicePercent.warning)} or less. ` +
  `Critical: over ${clock(wait.critical)}, or ${percentNumber(servicePercent.critical)} or less.`;

/** Target and thresholds that a figure is judged by; null for one that has none. */
export function inForceWords(formula: Formula, { policy, judged }: FigureSource, format: Formatters): string | null {
  if (formula.kind === 'serviceLevel') return policyWords(policy, format);
  if (formula.kind === 'sum' && formula.terms.some(({ quantity }) => quantity === 'shortAbandoned'))
    return shortWords(policy, format);
  if (formula.kind === 'elapsed' && formula.since === 'oldestWaitingSince' && judged !== null) {
    const { warning, critical } = judged.limits.wait;
    return `Warning over ${format.clock(warning)}, critical over ${format.clock(critical)}.`;
  }
  return null;
}

function policyWords(policy: PolicyInForce, format: Formatters): string {
  const { targetPercent, thresholds } = policy;
  const target =
    targetPercent === null ? 'The targets of these queues differ.' : `Target ${format.percentNumber(targetPercent)}.`;
  const threshold =
    thresholds === null
      ? 'Their thresholds differ.'
      : `In time: answered within ${thresholds.map(({ channel, seconds }) => `${format.spokenDuration(seconds * 1000)}${channel === null ? '' : ` (${channel})`}`).join(', ')}.`;
  return [target, threshold, shortWords(policy, format), formulaInForce(policy)].join(' ');
}

const formulaInForce = ({ rule }: PolicyInForce): string =>
  rule === null ? 'Their formulas differ.' : `Formula ${ruleWords(rule)}.`;

/** The name of a formula: "S6, short abandons excluded". */
export const ruleWords = ({ formula, countsFlowOuts }: ServiceLevelRule): string =>
  `${formula}, ${SERVICE_LEVEL_NAMES[formula]}${countsFlowOuts ? '; tasks that moved on count against it' : ''}`;

const shortWords = ({ shortAbandonSeconds }: PolicyInForce, format: Formatters): string =>
  shortAbandonSeconds === null
    ? 'How short a short abandon is differs.'
    : `Short: abandoned after less than ${format.spokenDuration(shortAbandonSeconds * 1000)}.`;
