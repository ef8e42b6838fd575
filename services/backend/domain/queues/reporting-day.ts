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
export const lastReset = (atMs: number, day: DayReset): number => dayOf(atMs, day).beganAtMs;

interface ReportingDay {
  /** Noon of its date; no clock is changed at noon. */
  readonly noon: DateTime;
  readonly beganAtMs: number;
}

function dayOf(atMs: number, { time, zone }: DayReset): ReportingDay {
  const today = DateTime.fromMillis(atMs, { zone }).set({ hour: 12 });
  for (let days = 1; ; days -= 1) {
    const noon = today.plus({ days });
    const beganAtMs = resetOn(noon, time);
    if (beganAtMs <= atMs) return { noon, beganAtMs };
  }
}

function resetOn({ year, month, day, zone }: DateTime, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return firstShown(DateTime.fromObject({ year, month, day, hour, minute }, { zone }), { hour, minute }).atMs;
}

interface Shown {
  /** When the clock first shows it; the first instant after the gap where the clock skips it. */
  readonly atMs: number;
  readonly isSkipped: boolean;
}

/** @param wall what luxon makes of an hour and a minute of a date */
function firstShown(wall: DateTime, { hour, minute }: Pick<DateTime, 'hour' | 'minute'>): Shown {
  if (wall.hour === hour && wall.minute === minute) {
    const atMs = Math.min(...wall.getPossibleOffsets().map((either) => either.toMillis()));
    return { atMs, isSkipped: false };
  }
  // The clock skips it: luxon goes on by as much as is skipped, and the gap ended before.
  let atMs = wall.toMillis();
  while (DateTime.fromMillis(atMs - MINUTE_MS, { zone: wall.zone }).offset === wall.offset) atMs -= MINUTE_MS;
  return { atMs, isSkipped: true };
}

/** The same time a week before, in UTC milliseconds. */
export interface WeekBefore {
  /** The beginning of the minute that shows the time on the clock. */
  readonly atMs: number;
  /** When the day began. */
  readonly todaySinceMs: number;
}

/**
 * The same time on the clock, and the same day, seven dates before `atMs`. The first of the two where the clock was set back
 * over it; where it was skipped, the last minute before the gap, so that all of the day that is shown before it is counted. It
 * does not come before the day began.
 */
export function weekBefore(atMs: number, day: DayReset): WeekBefore {
  const todaySinceMs = resetOn(dayOf(atMs, day).noon.minus({ weeks: 1 }), day.time);
  const shown = DateTime.fromMillis(atMs, { zone: day.zone });
  const { hour, minute } = shown;
  // Of the date alone: luxon would keep an hour that the date does not have, or choose the second of two.
  const { year, month, day: date } = shown.set({ hour: 12 }).minus({ weeks: 1 });
  const wall = DateTime.fromObject({ year, month, day: date, hour, minute }, { zone: day.zone });
  const same = firstShown(wall, { hour, minute });
  return { atMs: Math.max(same.isSkipped ? same.atMs - MINUTE_MS : same.atMs, todaySinceMs), todaySinceMs };
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
