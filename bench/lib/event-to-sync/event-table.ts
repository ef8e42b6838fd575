import type { CaseResult } from './event-case';
import { AIMED_RATE, type Series } from './event-series';
import type { Measurement, Ratio } from '../figure';

/** A case, and how it went. */
export interface Measured extends Omit<Series, 'rates'> {
  readonly rate: number;
  /** Events that were stored before; null where they were few. */
  readonly stored: number | null;
  readonly result: CaseResult;
}

/** What a case is known by. */
export const nameOf = ({ store, queues, rate, mix, stored }: Omit<Measured, 'way' | 'seconds' | 'result'>): string =>
  [
    ...[store, `${String(queues)} queues`, `${rate.toLocaleString('en-US')}/s`, mix],
    ...(stored === null ? [] : [`${stored.toLocaleString('en-US')} stored events`]),
  ].join(', ');

const rounded = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

/** One line for the person who waits. */
export function summaryOf(result: CaseResult): string {
  const { ack, seen, acceptedPerSecond, refused, unseen, statementsPerEvent, cpuPerEvent, lateP99, stallMs } = result;
  const pair = ({ p50, p99 }: CaseResult['ack']): string => `${rounded(p50)} / ${rounded(p99)} ms`;
  return [
    `accepted ${rounded(acceptedPerSecond)}/s`,
    `ack ${pair(ack)}`,
    `SDK ${pair(seen)}`,
    `${rounded(statementsPerEvent)} statements and ${cpuPerEvent.toFixed(2)} ms CPU an event`,
    `${String(refused)} refused, ${String(unseen)} unseen`,
    `sent late by ${rounded(lateP99)} ms (p99), SDK stood still for ${rounded(stallMs)} ms`,
    `${rounded(result.updatesPerSecond)} Documents/s`,
  ].join('; ');
}

/** Of the time to the SDK at the 99th percentile, up to the aimed rate: the gap between two writes of an object and 40 %. */
const SEEN_P99_MS = 350;
/** Statements an event in the mean, from this rate on. */
const [STATEMENTS, STATEMENTS_FROM] = [2, 1_000];

/** All numbers of a case. */
export function measurementsOf(measured: Measured): readonly Measurement[] {
  const { result, rate, store } = measured;
  const row = (what: string, value: number, unit: string, target?: number): Measurement => {
    return { name: `${nameOf(measured)}: ${what}`, value, unit, ...(target === undefined ? {} : { target }) };
  };
  return [
    row('accepted', result.acceptedPerSecond, '/s'),
    row('ack, p50', result.ack.p50, 'ms'),
    row('ack, p99', result.ack.p99, 'ms'),
    row('event → SDK, p50', result.seen.p50, 'ms'),
    row('event → SDK, p99', result.seen.p99, 'ms', rate <= AIMED_RATE[store] ? SEEN_P99_MS : undefined),
    row('statements an event', result.statementsPerEvent, '', rate >= STATEMENTS_FROM ? STATEMENTS : undefined),
    row('CPU of the backend an event', result.cpuPerEvent, 'ms'),
    row('callbacks refused', result.refused, ''),
    row('events not seen in time', result.unseen, ''),
    row('load generator: sent late by, p99', result.lateP99, 'ms'),
    row('load generator: the SDK stood still, longest', result.stallMs, 'ms'),
  ];
}

/** A case beside the naive way at the same load, or beside the first of a growing history. */
export function ratiosOf(ours: Measured, all: readonly Measured[]): readonly Ratio[] {
  if (ours.way === 'naive') return [];
  const isRival = (each: Measured): boolean =>
    ours.stored === null
      ? each.way === 'naive' && nameOf(each) === nameOf(ours)
      : each.stored !== null && each.store === ours.store;
  const rival = all.find(isRival);
  if (rival === undefined || rival === ours) return [];
  const against = rival.stored === null ? NAIVE : `with ${rival.stored.toLocaleString('en-US')} stored events`;
  const ratio = (what: string, of: (result: CaseResult) => number, unit: string): Ratio => {
    return { name: `${nameOf(ours)}: ${what}`, ours: of(ours.result), theirs: of(rival.result), unit, against };
  };
  return [
    ratio('ack, p50', ({ ack }) => ack.p50, 'ms'),
    ratio('event → SDK, p50', ({ seen }) => seen.p50, 'ms'),
    ratio('event → SDK, p99', ({ seen }) => seen.p99, 'ms'),
    ratio('statements an event', ({ statementsPerEvent }) => statementsPerEvent, ''),
    ratio('CPU of the service an event', ({ cpuPerEvent }) => cpuPerEvent, 'ms'),
  ];
}

const NAIVE = 'the Document read and written at each event';
