import type { AlertMetric } from '@flex-sync-suite/shared/contract';
import { isBack, isBeyond, type Bound, type Severity } from './alert-metrics';

/**
 * Since when a queue's figure has been about to change its severity, by rule: beyond a bound that was not reached yet, or back
 * from one that was. UTC milliseconds; null while it is not.
 */
export interface Turning {
  readonly warning: number | null;
  readonly critical: number | null;
}

export const NOT_TURNING: Turning = { warning: null, critical: null };

/** A moment at which figures are judged. */
export interface Moment {
  /** UTC milliseconds. */
  readonly atMs: number;
  /** Whether nobody looked for a while: what the figures did meanwhile is not known. */
  readonly isAfterGap: boolean;
}

export interface Judged {
  /** Null: all is well, or not bad for long enough. */
  readonly severity: Severity | null;
  readonly turning: Turning;
}

export interface JudgeOptions extends Moment {
  readonly metric: AlertMetric;
  readonly bounds: readonly Bound[];
  /** How long the figure has to be on the other side. */
  readonly forMs: number;
}

/**
 * The severity of one figure after one more look at it. Each bound is a switch with two thresholds and a delay both ways: what
 * swings around a bound neither comes and goes, nor does what swings wider but comes back sooner than the delay.
 */
export function judge(before: Judged, figure: number | null, options: JudgeOptions): Judged {
  const critical = turn('critical', before, figure, options);
  const warning = turn('warning', before, figure, options);
  const calm = warning.isOn ? ('warning' as const) : null;
  return {
    severity: critical.isOn ? 'critical' : calm,
    turning: { warning: warning.since, critical: critical.since },
  };
}

function turn(
  severity: Severity,
  before: Judged,
  figure: number | null,
  { metric, bounds, forMs, atMs, isAfterGap }: JudgeOptions,
): { readonly isOn: boolean; readonly since: number | null } {
  const bound = bounds.find((one) => one.severity === severity);
  if (bound === undefined) return { isOn: false, since: null };
  const isOn = severity === 'critical' ? before.severity === 'critical' : before.severity !== null;
  const turns = isOn ? isBack(metric, figure, bound) : isBeyond(metric, figure, bound);
  if (!turns) return { isOn, since: null };
  const known = before.turning[severity];
  // Later than now: the clock was set back since.
  const since = known === null || isAfterGap || known > atMs ? atMs : known;
  return atMs - since >= forMs ? { isOn: !isOn, since: null } : { isOn, since };
}
