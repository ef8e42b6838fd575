import {
  METRIC_RANGES,
  serviceLevelSums,
  strictestThresholdSeconds,
  type AlertMetric,
  type AlertRule,
  type QueueAlert,
  type QueueNow,
  type QueueWindow,
  type ServiceLevelPolicy,
} from '@flex-sync-suite/shared/contract';

export type Severity = QueueAlert['severity'];

/** The figures of a queue that rules look at. */
export interface AlertFigures {
  readonly now: QueueNow;
  readonly last30Minutes: QueueWindow;
}

/** What a queue promises its customers: what bounds of `target` are measured by. */
export interface QueuePromise {
  /** Unique names of the channels of its tasks. */
  readonly channels: readonly string[];
  readonly serviceLevel: ServiceLevelPolicy;
}

const FIFTH = 0.2;

/** How far on the good side of a bound the figure counts as back, where the rule does not say. */
const MARGINS: Readonly<Record<AlertMetric, (bound: number) => number>> = {
  'longest-wait': (bound) => bound * FIFTH,
  waiting: (bound) => Math.max(1, bound * FIFTH),
  'service-level': () => 3,
  'abandoned-share': () => 2,
  'free-agents': () => 1,
};

/** A share of fewer visits says little: the first caller of the day who hangs up would be 100 %. */
const LEAST_VISITS = 5;

/** The figure of a queue; null when there is nothing to judge. @param atMs UTC milliseconds */
export function figureOf(
  metric: AlertMetric,
  { now, last30Minutes: window }: AlertFigures,
  { serviceLevel: policy }: Pick<QueuePromise, 'serviceLevel'>,
  atMs: number,
): number | null {
  switch (metric) {
    case 'longest-wait':
      return now.oldestWaitingSince === null ? 0 : Math.max(0, atMs - Date.parse(now.oldestWaitingSince)) / 1_000;
    case 'waiting':
      return now.queued + now.ringing;
    case 'service-level': {
      const { numerator, denominator } = serviceLevelSums(window, policy);
      return denominator < LEAST_VISITS ? null : percent(numerator / denominator);
    }
    case 'abandoned-share':
      return window.offered < LEAST_VISITS
        ? null
        : percent((window.abandoned - window.shortAbandoned) / window.offered);
    case 'free-agents':
      // Where nobody is queued, nobody has to be free.
      return now.queued === 0 ? null : now.free;
  }
}

/** Rounded to a millionth, so that 57 of 100 is not 56.99999999999999 %. */
const percent = (share: number): number => Math.round(share * 1e8) / 1e6;

/** A bound of a rule for one queue, as a figure of the metric. */
export interface Bound {
  readonly severity: Severity;
  readonly at: number;
  /** Where the figure counts as back. */
  readonly clearAt: number;
}

/** The bounds of a rule for one queue, in figures of its metric. */
export function boundsOf(rule: AlertRule, promise: QueuePromise): readonly Bound[] {
  const { worse, most } = METRIC_RANGES[rule.metric];
  const { atOf, unit } = scaleOf(rule, promise);
  return (['warning', 'critical'] as const).flatMap((severity) => {
    const given = rule[severity];
    if (given === null) return [];
    const at = atOf(given);
    const margin = rule.clearMargin === null ? MARGINS[rule.metric](at) : rule.clearMargin * unit;
    const clearAt = worse === 'higher' ? Math.max(0, at - margin) : Math.min(most ?? Infinity, at + margin);
    return [{ severity, at, clearAt }];
  });
}

/** How a number of a rule becomes a figure; `unit`: the figure that 1 stands for. */
function scaleOf(
  { metric, boundsAre }: AlertRule,
  { channels, serviceLevel: policy }: QueuePromise,
): { readonly atOf: (given: number) => number; readonly unit: number } {
  if (boundsAre === 'figure') return { atOf: (given) => given, unit: 1 };
  if (metric === 'service-level') return { atOf: (points) => policy.targetPercent - points, unit: 1 };
  const seconds = strictestThresholdSeconds(policy, channels);
  return { atOf: (times) => times * seconds, unit: seconds };
}

/** Whether a figure is at a bound or beyond it. */
export const isBeyond = (metric: AlertMetric, figure: number | null, { at }: Bound): boolean =>
  figure !== null && (METRIC_RANGES[metric].worse === 'higher' ? figure >= at : figure <= at);

/** Whether a figure is back from a bound: not while it is only a little on the good side. */
export const isBack = (metric: AlertMetric, figure: number | null, bound: Bound): boolean =>
  figure === null ||
  (!isBeyond(metric, figure, bound) &&
    (METRIC_RANGES[metric].worse === 'higher' ? figure <= bound.clearAt : figure >= bound.clearAt));
