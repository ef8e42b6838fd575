import {
  shortAbandonSecondsOf,
  thresholdSecondsOf,
  type QueueAgents,
  type QueueGroupDocument,
  type QueueIndexItem,
  type QueueReset,
  type ServiceLevelRule,
  type FiguresWindow,
  type WaitPercentiles,
} from '@flex-sync-suite/shared/contract';
import { assessQueue, statusLimits, type Assessment, type StatusLimits } from '../assess-queue';
import type { Quantities } from './figure-value';
import type { QueueSource, RowSource } from './queue-row-model';
import { earliest, rollUp, rollUpOfGroup, type RollUp } from './roll-up';

/** The threshold to answer within; of every channel that has none of its own where `channel` is null. */
export interface ChannelThreshold {
  readonly channel: string | null;
  readonly seconds: number;
}

/** What a service level is judged by; null where the queues of a sum differ. */
export interface PolicyInForce {
  readonly targetPercent: number | null;
  readonly thresholds: readonly ChannelThreshold[] | null;
  readonly shortAbandonSeconds: number | null;
  /** The formula. */
  readonly rule: ServiceLevelRule | null;
  /** When the day begins; `reporting` is midnight of the reporting zone. */
  readonly day: QueueReset | 'reporting' | null;
}

/** What the figures of a row, or of the sum of many, are reckoned from. */
export interface FigureSource {
  /** The instant that the figures are stated for, in milliseconds since the epoch by the backend's clock. */
  readonly at: number;
  /** Whether it is of one channel of a queue. */
  readonly isOfChannel: boolean;
  /** What no backend counts is missing, and agents of a sum while they are not known. */
  readonly quantities: Quantities;
  /** Of the waits of answered visits; missing where no figure is made of them. */
  readonly percentiles?: Readonly<Partial<Record<FiguresWindow, WaitPercentiles | null>>>;
  readonly oldestWaitingSince: string | null;
  /** Null for a sum: the row of totals does not show it. */
  readonly oldestWaitingCreatedAt: string | null;
  /** When the figures last changed. */
  readonly asOf: string | null;
  /** When the reporting day began. */
  readonly todaySince: string | null;
  readonly policy: PolicyInForce;
  /** Null for a sum: a status is one queue's. */
  readonly judged: { readonly assessment: Assessment; readonly limits: StatusLimits } | null;
}

/**
 * Of one queue, or of one of its channels; null while it has no figures.
 *
 * A Document is written when a figure changes, also because something leaves a window (docs/decisions/0002): what it
 * says holds until `nowMs`.
 */
export function queueFigureSource({ item, document }: RowSource, nowMs: number): FigureSource | null {
  if (document === undefined) return null;
  const { now, last30Minutes, today, asOf } = document;
  const at = Math.max(nowMs, Date.parse(document.at));
  const { oldestWaitingSince, oldestWaitingCreatedAt, ...counts } = now;
  const { since: todaySince, ...todayCounts } = today;
  return {
    at,
    // Agents are of a queue as a whole.
    isOfChannel: now.eligible === undefined,
    quantities: { now: counts, last30Minutes, today: todayCounts },
    oldestWaitingSince,
    oldestWaitingCreatedAt,
    asOf,
    todaySince,
    policy: policyOf([item]),
    judged: { assessment: assessQueue(item, document, nowMs), limits: statusLimits(item) },
  };
}

/**
 * Of the sum of queues; null while none has figures.
 *
 * @param agents of these queues together; null while they are not known
 */
export function totalsFigureSource(
  queues: readonly QueueSource[],
  agents: QueueAgents | null,
  nowMs: number,
): FigureSource | null {
  const documents = queues.flatMap(({ document }) => document ?? []);
  if (documents.length === 0) return null;
  return {
    ...sumSource(queues, rollUp(queues, agents)),
    at: Math.max(nowMs, ...documents.map(({ at }) => Date.parse(at))),
    todaySince: earliest(documents.map(({ today }) => today.since)),
  };
}

/** Of all queues of a group, as its Document has it. */
export function groupFigureSource(
  queues: readonly QueueSource[],
  document: QueueGroupDocument,
  nowMs: number,
): FigureSource {
  const { at, asOf, today } = document;
  return {
    ...sumSource(queues, rollUpOfGroup(queues, document)),
    ...{ at: Math.max(nowMs, Date.parse(at)), asOf, todaySince: today.since },
  };
}

const sumSource = (
  queues: readonly QueueSource[],
  { quantities, oldestWaitingSince }: RollUp,
): Omit<FigureSource, 'at' | 'todaySince'> => ({
  ...{ isOfChannel: false, quantities, oldestWaitingSince, oldestWaitingCreatedAt: null, asOf: null, judged: null },
  policy: policyOf(queues.map(({ item }) => item)),
});

/** What the service level of queues is judged by. */
export function policyOf(items: readonly QueueIndexItem[]): PolicyInForce {
  const rules = items.map(({ serviceLevel: { formula, countsFlowOuts } }) => ({ formula, countsFlowOuts }));
  return {
    targetPercent: shared(items.map(({ serviceLevel }) => serviceLevel.targetPercent)),
    thresholds: sharedThresholds(items),
    shortAbandonSeconds: shared(items.flatMap(shortSecondsOf)),
    day: sharedDay(items.map(({ reset }) => reset ?? 'reporting')),
    rule: new Set(rules.map((rule) => JSON.stringify(rule))).size === 1 ? (rules[0] ?? null) : null,
  };
}

const sharedDay = (days: readonly (QueueReset | 'reporting')[]): PolicyInForce['day'] =>
  new Set(days.map((day) => JSON.stringify(day))).size === 1 ? (days[0] ?? null) : null;

const shortSecondsOf = ({ channels, serviceLevel }: QueueIndexItem): readonly number[] =>
  channels.length === 0
    ? [serviceLevel.shortAbandonSeconds]
    : channels.map((channel) => shortAbandonSecondsOf(serviceLevel, channel));

/** The value that all have; null when they differ. */
function shared(values: readonly number[]): number | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

/** The thresholds of a queue's channels. */
export function thresholdsOf({ channels, serviceLevel }: QueueIndexItem): readonly ChannelThreshold[] {
  if (channels.length === 0) return [{ channel: null, seconds: serviceLevel.thresholdSeconds.default }];
  return channels.map((channel) => ({ channel, seconds: thresholdSecondsOf(serviceLevel, channel) }));
}

function sharedThresholds(items: readonly QueueIndexItem[]): readonly ChannelThreshold[] | null {
  const byChannel = new Map<string | null, number>();
  for (const { channel, seconds } of items.flatMap(thresholdsOf)) {
    if ((byChannel.get(channel) ?? seconds) !== seconds) return null;
    byChannel.set(channel, seconds);
  }
  return [...byChannel].map(([channel, seconds]) => ({ channel, seconds }));
}
