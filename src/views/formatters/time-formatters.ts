/** Instants in the language and the time zone of the page. All are milliseconds since the epoch. */
export interface TimeFormatters {
  /** How long ago an instant was, in its largest unit: "12 sec. ago", "2 min. ago", "3 hr. ago", "4 days ago". */
  readonly ago: (at: number, now: number) => string;
  /** An instant as a local time of day: "3:04 PM". */
  readonly timeOfDay: (at: number) => string;
  /** An instant with its date and its seconds. */
  readonly dateTime: (at: number) => string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Make it once a view: an Intl object is slow to build.
 *
 * @param tag from `supportedLocale`
 * @param timeZone IANA name; the browser's own by default
 */
export function createTimeFormatters(tag: string | undefined, timeZone?: string): TimeFormatters {
  const zone = timeZone === undefined ? {} : { timeZone };
  const relative = new Intl.RelativeTimeFormat(tag, { style: 'short', numeric: 'always' });
  const time = new Intl.DateTimeFormat(tag, { ...zone, hour: 'numeric', minute: '2-digit' });
  const full = new Intl.DateTimeFormat(tag, { ...zone, dateStyle: 'medium', timeStyle: 'medium' });
  return {
    ago: (at, now) => {
      const ms = Math.max(0, now - at);
      if (ms < MINUTE) return relative.format(-Math.floor(ms / SECOND), 'second');
      if (ms < HOUR) return relative.format(-Math.floor(ms / MINUTE), 'minute');
      if (ms < DAY) return relative.format(-Math.floor(ms / HOUR), 'hour');
      return relative.format(-Math.floor(ms / DAY), 'day');
    },
    timeOfDay: (at) => time.format(at),
    dateTime: (at) => full.format(at),
  };
}
