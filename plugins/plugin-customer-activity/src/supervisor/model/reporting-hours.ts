/** Hours of the reporting time zone. All instants are milliseconds since the epoch; a date is `2026-11-29`. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Zones differ from UTC by whole quarter hours, and so do the hours that begin in them. */
const STEP = 15 * MINUTE;
/** UTC differs from a zone by up to 14 hours. */
const FARTHEST = 15 * HOUR;

/** Reads the clock of one time zone. */
export interface ZoneClock {
  /** What the clock shows, as if it were UTC: for reckoning with dates and hours, never an instant. */
  readonly wallOf: (at: number) => number;
}

/** @param timeZone IANA name */
export function createZoneClock(timeZone: string): ZoneClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return {
    wallOf(at) {
      const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
      const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
      return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
    },
  };
}

/** The date that the clock shows. */
export const dateOf = (clock: ZoneClock, at: number): string => dateOfWall(clock.wallOf(at));

const dateOfWall = (wall: number): string => new Date(wall).toISOString().slice(0, 10);

/** A date some days later; earlier with a negative number. */
export const addDays = (date: string, days: number): string => dateOfWall(Date.parse(date) + days * DAY);

/**
 * When the hours of a day begin, in their order. Where the clock is set, a day has 23 or 25 of them, or the hour that it
 * is set to begins later. Tried out instead of reckoned: the browser knows the rules of every zone.
 *
 * @returns empty for what is no date
 */
export function hoursOfDate(clock: ZoneClock, date: string): readonly number[] {
  const midnight = Date.parse(date);
  if (Number.isNaN(midnight)) return [];
  const hours: number[] = [];
  for (let at = midnight - FARTHEST; at < midnight + DAY + FARTHEST; at += STEP) {
    const wall = clock.wallOf(at);
    if (wall % HOUR === 0 && dateOfWall(wall) === date) hours.push(at);
  }
  return hours;
}

/** When a day begins; null for what is no date. */
export const startOfDate = (clock: ZoneClock, date: string): number | null => hoursOfDate(clock, date)[0] ?? null;

/** When the hour begins that `at` is in. */
export function startOfHour(clock: ZoneClock, at: number): number {
  const hours = hoursOfDate(clock, dateOf(clock, at)).filter((hour) => hour <= at);
  return hours[hours.length - 1] ?? at;
}

/** When the next hour begins. */
export function endOfHour(clock: ZoneClock, at: number): number {
  const date = dateOf(clock, at);
  const next = [...hoursOfDate(clock, date), startOfDate(clock, addDays(date, 1)) ?? at + HOUR];
  return next.find((hour) => hour > at) ?? at + HOUR;
}

/** The hour that the clock shows so; the next one where it skips that hour, the first where it shows it twice. */
export function hourAtWall(clock: ZoneClock, wall: number): number | null {
  const hours = hoursOfDate(clock, dateOfWall(wall));
  const found = hours.find((hour) => clock.wallOf(hour) >= wall);
  return found ?? startOfDate(clock, addDays(dateOfWall(wall), 1));
}
