import type { AlertMetric, AlertRule } from './alert-rules-api';

/** What figures of a metric can be. */
export interface MetricRange {
  /** In which direction the figure gets worse. */
  readonly worse: 'higher' | 'lower';
  /** No figure is larger; null where nothing says so. */
  readonly most: number | null;
}

export const METRIC_RANGES: Readonly<Record<AlertMetric, MetricRange>> = {
  'longest-wait': { worse: 'higher', most: null },
  waiting: { worse: 'higher', most: null },
  'service-level': { worse: 'lower', most: 100 },
  'abandoned-share': { worse: 'higher', most: 100 },
  'free-agents': { worse: 'lower', most: null },
};

/** Whether the service level policy of a queue can measure bounds of this metric. */
export const hasTarget = (metric: AlertMetric): boolean => metric === 'longest-wait' || metric === 'service-level';

/** In which direction the bounds of a rule get worse: points below a target grow as a service level falls. */
export const worseBound = ({ metric, boundsAre }: Pick<AlertRule, 'metric' | 'boundsAre'>): MetricRange['worse'] =>
  boundsAre === 'target' ? 'higher' : METRIC_RANGES[metric].worse;

/** What a rule says that no figure can come to, or that means nothing; `bound` is where it says so. */
export type AlertRuleProblem =
  | { readonly kind: 'no-target' | 'no-bound' }
  | { readonly kind: 'order'; readonly worse: MetricRange['worse'] }
  | { readonly kind: 'never'; readonly most: number; readonly bound: 'warning' | 'critical' }
  | { readonly kind: 'always'; readonly bound: 'warning' | 'critical' };

/** The first thing wrong with a rule that its schema allows; null when nothing is. */
export function alertRuleProblem(rule: Omit<AlertRule, 'id'>): AlertRuleProblem | null {
  const { metric, boundsAre, warning, critical } = rule;
  if (boundsAre === 'target' && !hasTarget(metric)) return { kind: 'no-target' };
  if (warning === null && critical === null) return { kind: 'no-bound' };
  const worse = worseBound(rule);
  if (warning !== null && critical !== null && (worse === 'higher' ? critical <= warning : critical >= warning)) {
    return { kind: 'order', worse };
  }
  const { most } = METRIC_RANGES[metric];
  for (const bound of ['warning', 'critical'] as const) {
    const given = rule[bound];
    if (given === null) continue;
    if (most !== null && given > most) return { kind: 'never', most, bound };
    if (isAlwaysBeyond(rule, given)) return { kind: 'always', bound };
  }
  return null;
}

function isAlwaysBeyond({ metric, boundsAre }: Omit<AlertRule, 'id'>, bound: number): boolean {
  const { worse, most } = METRIC_RANGES[metric];
  return worse === 'higher' ? bound === 0 : boundsAre === 'figure' && bound === most;
}
