import {
  createFigureFormatters,
  type FigureFormatters,
  splitDuration,
  supportedLocale,
} from '@flex-sync-suite/shared/views';

/** Numbers, shares, durations and times in the language of the page. Made once: building an Intl object is slow. */
export interface Formatters extends FigureFormatters {
  /** A share from 0 to 1 as a percentage with at most one decimal. */
  readonly percent: (share: number) => string;
  /** A target such as 80, given in percent. */
  readonly percentNumber: (percent: number) => string;
  /** A duration in its largest unit, rounded down: "12 sec", "5 min", "3 hr". */
  readonly age: (ms: number) => string;
  /** An instant (milliseconds since the epoch) as a local time of day with seconds. */
  readonly timeOfDay: (at: number) => string;
  /** An instant (milliseconds since the epoch) as a local time of day to the minute. */
  readonly minuteOfDay: (at: number) => string;
  /** An instant (milliseconds since the epoch) with its date, to the minute: "Mar 10, 12:00 PM". */
  readonly dateMinute: (at: number) => string;
  /** An instant (milliseconds since the epoch) as a local date and time with its zone. */
  readonly dateAndTime: (at: number) => string;
  /** An instant (milliseconds since the epoch) with its weekday, to the minute: "Mon 12:00 PM". */
  readonly weekdayMinute: (at: number) => string;
  /** A difference of shares from 0 to 1 in points of a percentage, with at most one decimal. */
  readonly points: (share: number) => string;
  readonly collator: Intl.Collator;
}

/** @param locale BCP 47 tag; one that the browser does not know falls back to the browser's own language */
export function createFormatters(locale: string | undefined): Formatters {
  const tag = supportedLocale(locale);
  const percentage = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 });
  const shortUnits = (['hour', 'minute', 'second'] as const).map(
    (unit) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'short' }),
  );
  const time = new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
  const whole = new Intl.DateTimeFormat(tag, {
    ...{ year: 'numeric', month: 'short', day: 'numeric' },
    ...{ hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
  });
  const minute = new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit' });

  const date = new Intl.DateTimeFormat(tag, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' });
  const weekday = new Intl.DateTimeFormat(tag, { weekday: 'short', hour: 'numeric', minute: '2-digit' });
  const decimal = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });

  return {
    ...createFigureFormatters(tag),
    percent: (share) => percentage.format(share),
    percentNumber: (percent) => percentage.format(percent / 100),
    age: (ms) => {
      const parts = splitDuration(ms);
      const largest = parts.findIndex((value) => value > 0);
      const index = largest === -1 ? parts.length - 1 : largest;
      return shortUnits[index]?.format(parts[index] ?? 0) ?? '';
    },
    timeOfDay: (at) => time.format(at),
    minuteOfDay: (at) => minute.format(at),
    dateMinute: (at) => date.format(at),
    dateAndTime: (at) => whole.format(at),
    weekdayMinute: (at) => weekday.format(at),
    points: (share) => decimal.format(share * 100),
    collator: new Intl.Collator(tag, { numeric: true, sensitivity: 'base' }),
  };
}
