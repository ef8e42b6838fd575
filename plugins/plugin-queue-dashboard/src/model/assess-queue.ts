import { serviceLevel, strictestThresholdSeconds, type QueueIndexItem } from '@flex-sync-suite/shared/contract';
import type { FigureState } from './figures/figure-state';

/** How far a metric is from where it should be. */
export type Severity = 'warning' | 'critical';

/** One metric that is out of bounds, with the figures that prove it. */
export type Cause =
  | {
      readonly metric: 'longestWait';
      readonly severity: Severity;
      readonly waitMs: number;
      readonly thresholdMs: number;
    }
  | {
      readonly metric: 'serviceLevel';
      readonly severity: Severity;
      /** Share from 0 to 1, over the last 30 minutes. */
      readonly share: number;
      readonly targetPercent: number;
    };

/** Health of one queue at one instant. */
export interface Assessment {
  readonly status: 'ok' | 'noTraffic' | Severity;
  /** Why it is not "ok", worst first; empty otherwise. */
  readonly causes: readonly Cause[];
}

/** Percentage points below the target at which the service level turns to warning and to critical. */
const WARNING_POINTS = 5;
const CRITICAL_POINTS = 15;
/** The longest wait is critical above this multiple of the answer threshold. */
const CRITICAL_WAIT_FACTOR = 3;
/** A queue is at risk when its longest wait has come to this part of the threshold. */
const RISK_FACTOR = 0.75;

/** Where a queue's status turns. */
export interface StatusLimits {
  /** A longer wait than this is a warning, than that is critical; in milliseconds. */
  readonly wait: Readonly<Record<Severity, number>>;
  /** A service level of at most this many percent is a warning, of at most that many is critical. */
  readonly servicePercent: Readonly<Record<Severity, number>>;
}

/** The limits in force for a queue. */
export function statusLimits(item: QueueIndexItem): StatusLimits {
  const thresholdMs = waitThresholdMs(item);
  const { targetPercent } = item.serviceLevel;
  return {
    wait: { warning: thresholdMs, critical: CRITICAL_WAIT_FACTOR * thresholdMs },
    servicePercent: { warning: targetPercent - WARNING_POINTS, critical: targetPercent - CRITICAL_POINTS },
  };
}

/**
 * Judges a queue by its service level of the last 30 minutes and by its longest wait.
 *
 * @param nowMs the backend's clock, in milliseconds since the epoch
 */
export function assessQueue(item: QueueIndexItem, document: FigureState, nowMs: number): Assessment {
  const causes = [longestWaitCause(item, document, nowMs), serviceLevelCause(item, document)]
    .filter((cause) => cause !== null)
    .sort((a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical'));
  const [worst] = causes;
  if (worst !== undefined) return { status: worst.severity, causes };
  return { status: hasTraffic(document) ? 'ok' : 'noTraffic', causes };
}

/** The wait that the queue promises, in milliseconds. */
export const waitThresholdMs = ({ channels, serviceLevel: policy }: QueueIndexItem): number =>
  1000 * strictestThresholdSeconds(policy, channels);

/** Milliseconds that the longest-waiting task has waited in the queue; null when nobody waits. */
export function longestWaitMs({ now }: FigureState, nowMs: number): number | null {
  return now.oldestWaitingSince === null ? null : Math.max(0, nowMs - Date.parse(now.oldestWaitingSince));
}

/** Whether the longest wait is near its threshold or over it. */
export function isAtRisk(item: QueueIndexItem, document: FigureState, nowMs: number): boolean {
  const waitMs = longestWaitMs(document, nowMs);
  return waitMs !== null && waitMs >= RISK_FACTOR * waitThresholdMs(item);
}

/** How bad a service level is; null when it is no cause for alarm. @param share from 0 to 1 */
export function serviceLevelSeverity(share: number, targetPercent: number): Severity | null {
  // Rounded to a millionth of a point, so that 57 of 100 is not 56.99999999999999 %.
  const pointsBelow = Math.round((targetPercent - share * 100) * 1e6) / 1e6;
  if (pointsBelow < WARNING_POINTS) return null;
  return pointsBelow < CRITICAL_POINTS ? 'warning' : 'critical';
}

function longestWaitCause(item: QueueIndexItem, document: FigureState, nowMs: number): Cause | null {
  const waitMs = longestWaitMs(document, nowMs);
  const thresholdMs = waitThresholdMs(item);
  if (waitMs === null || waitMs <= thresholdMs) return null;
  const severity = waitMs > CRITICAL_WAIT_FACTOR * thresholdMs ? 'critical' : 'warning';
  return { metric: 'longestWait', severity, waitMs, thresholdMs };
}

function serviceLevelCause(item: QueueIndexItem, document: FigureState): Cause | null {
  const share = serviceLevel(document.last30Minutes, item.serviceLevel);
  if (share === null) return null;
  const { targetPercent } = item.serviceLevel;
  const severity = serviceLevelSeverity(share, targetPercent);
  if (severity === null) return null;
  return { metric: 'serviceLevel', severity, share, targetPercent };
}

/** Whether anybody waits or talks, or did in the last 30 minutes. */
export function hasTraffic(document: FigureState): boolean {
  const { queued, ringing, talking, wrapping } = document.now;
  const { answered, abandoned, shortAbandoned } = document.last30Minutes;
  return queued + ringing + talking + wrapping + answered + abandoned - shortAbandoned > 0;
}
