import {
  createFigureFormatters,
  createTimeFormatters,
  type FigureFormatters,
  supportedLocale,
  type TimeFormatters,
} from '@flex-sync-suite/shared/views';

/** Numbers, durations, times and days in the agent's language and time zone. Made once: an Intl object is slow to build. */
export interface Formatters extends FigureFormatters, TimeFormatters {
  /** The local calendar day of an instant, as `2026-04-03`: sorts and compares, is not for people. */
  readonly dayKey: (at: number) => string;
  /** The local calendar day of an instant for people: "Today", "Yesterday", "Friday, April 3". */
  readonly dayLabel: (at: number, now: number) => string;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Every offset from UTC in use is a multiple of this. */
const ZONE_STEP_MS = 15 * MINUTE;

/**
 * @param locale BCP 47 tag; one that the browser does not know falls back to the browser's own language
 * @param timeZone IANA name; the browser's own by default
 */
export function createFormatters(locale: string | undefined, timeZone?: string): Formatters {
  const tag = supportedLocale(locale);
  const zone = timeZone === undefined ? {} : { timeZone };
  const relativeDay = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const day = new Intl.DateTimeFormat(tag, { ...zone, weekday: 'long', day: 'numeric', month: 'long' });
  const dayOfYear = new Intl.DateTimeFormat(tag, { ...zone, day: 'numeric', month: 'long', year: 'numeric' });
  const dayKey = createDayKey(zone);

  return {
    ...createFigureFormatters(tag),
    ...createTimeFormatters(tag, timeZone),
    dayKey,
    dayLabel: (at, now) => {
      const daysAgo = Math.round((Date.parse(dayKey(now)) - Date.parse(dayKey(at))) / DAY);
      if (daysAgo === 0 || daysAgo === 1) return capitalised(relativeDay.format(-daysAgo, 'day'), tag);
      return (daysAgo > 0 && daysAgo < 180 ? day : dayOfYear).format(at);
    },
  };
}

/** Cached for each quarter of an hour: thousands of rows have few of them, and the calendar is the slow part. */
function createDayKey(zone: { readonly timeZone?: string }): Formatters['dayKey'] {
  const calendar = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    ...zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const known = new Map<number, string>();
  return (at) => {
    const step = Math.floor(at / ZONE_STEP_MS);
    const found = known.get(step);
    if (found !== undefined) return found;
    const parts = new Map(calendar.formatToParts(at).map(({ type, value }) => [type, value]));
    const key = `${parts.get('year') ?? ''}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`;
    known.set(step, key);
    return key;
  };
}

/** "today" stands alone as a heading. */
function capitalised(text: string, tag: string | undefined): string {
  const [first = ''] = text;
  return first.toLocaleUpperCase(tag) + text.slice(first.length);
}
