import type { QueueReset } from '@flex-sync-suite/shared/contract';
import { DateTime } from 'luxon';
import { minuteOf, type Minute } from './contributions';

/** When days begin: a time on the clock on the wall (`HH:MM`) of an IANA time zone. */
export interface DayReset {
  readonly time: string;
  readonly zone: string;
}

/** When the day of a queue begins, whose policy may say so. @param zone of the reporting day */
export const dayReset = (zone: string, reset: QueueReset | null = null): DayReset => ({
  time: reset?.time ?? '00:00',
  zone: reset?.zone ?? zone,
});

/** The instant (UTC milliseconds) at which the reporting day of `atMs` began, by an IANA time zone. */
export const startOfReportingDay = (atMs: number, zone: string): number => lastReset(atMs, dayReset(zone));

/**
 * The instant (UTC milliseconds) at which the day of `atMs` began: the first of the two where the clock is set back over
 * its beginning, and the first instant after the gap where the clock skips it. Days of 23 and 25 hours come out right. A
 * day that began does not end by the clock being set back into the day before.
 */
export function lastReset(atMs: number, { time, zone }: DayReset): number {
  // No clock is changed at noon.
  const today = DateTime.fromMillis(atMs, { zone }).set({ hour: 12 });
  for (let days = 1; ; days -= 1) {
    const beginsMs = resetOn(today.plus({ days }), time);
    if (beginsMs <= atMs) return beginsMs;
  }
}

function resetOn({ year, month, day, zone }: DateTime, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const wall = DateTime.fromObject({ year, month, day, hour, minute }, { zone });
  if (wall.hour === hour && wall.minute === minute) {
    return Math.min(...wall.getPossibleOffsets().map((either) => either.toMillis()));
  }
  // The clock skips it: luxon goes on by as much as is skipped, and the gap ended before.
  let endMs = wall.toMillis();
  while (DateTime.fromMillis(endMs - MINUTE_MS, { zone }).offset === wall.offset) endMs -= MINUTE_MS;
  return endMs;
}

const MINUTE_MS = 60_000;

/** The windows of docs/metrics.md in whole minutes; both ends belong to the window. */
export interface WindowBounds {
  readonly last30MinutesFrom: Minute;
  readonly todayFrom: Minute;
  /** The minute of the instant that the figures are stated for: the end of both windows. */
  readonly to: Minute;
  /** When the day began, in UTC milliseconds. */
  readonly todaySinceMs: number;
}

/** The windows for figures stated at `atMs` (UTC milliseconds). */
export function windowBounds(atMs: number, day: DayReset): WindowBounds {
  const to = minuteOf(atMs);
  const todaySinceMs = lastReset(atMs, day);
  return { last30MinutesFrom: to - 29, todayFrom: minuteOf(todaySinceMs), to, todaySinceMs };
}
