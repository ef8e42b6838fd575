import { DateTime } from 'luxon';
import { minuteOf, type Minute } from './contributions';

/**
 * The instant (UTC milliseconds) at which the reporting day of `atMs` began: local midnight of an IANA time zone, or the
 * first instant of the day where a clock change skips midnight. Days of 23 and 25 hours come out right.
 */
export function startOfReportingDay(atMs: number, zone: string): number {
  return DateTime.fromMillis(atMs, { zone }).startOf('day').toMillis();
}

/** The windows of docs/metrics.md in whole minutes; both ends belong to the window. */
export interface WindowBounds {
  readonly last30MinutesFrom: Minute;
  readonly todayFrom: Minute;
  /** The minute of the instant that the figures are stated for: the end of both windows. */
  readonly to: Minute;
  /** When the reporting day began, in UTC milliseconds. */
  readonly todaySinceMs: number;
}

/** The windows for figures stated at `atMs` (UTC milliseconds) in an IANA time zone. */
export function windowBounds(atMs: number, zone: string): WindowBounds {
  const to = minuteOf(atMs);
  const todaySinceMs = startOfReportingDay(atMs, zone);
  return { last30MinutesFrom: to - 29, todayFrom: minuteOf(todaySinceMs), to, todaySinceMs };
}
