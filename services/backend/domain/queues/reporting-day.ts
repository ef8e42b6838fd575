import { DateTime } from 'luxon';
import { minuteOf, type Minute } from './contributions';

/**
 * The instant (UTC milliseconds) at which the reporting day of `atMs` began: the first of the midnights of an IANA time
 * zone where the clock is set back over it, and the first instant of the day where the clock skips it. Days of 23 and 25
 * hours come out right. A day that began does not end by the clock being set back into the day before.
 */
export function startOfReportingDay(atMs: number, zone: string): number {
  const day = DateTime.fromMillis(atMs, { zone }).startOf('day');
  const nextMs = firstMidnight(day.plus({ days: 1 }));
  return nextMs <= atMs ? nextMs : firstMidnight(day);
}

const firstMidnight = (midnight: DateTime): number =>
  Math.min(...midnight.getPossibleOffsets().map((either) => either.toMillis()));

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
