import { createLanguageNames, supportedLocale } from '@flex-sync-suite/shared/views';

/** Figures, instants and language names in the language of the page. Made once a view: an Intl object is slow to build. */
export interface ManagerFormatters {
  readonly count: (value: number) => string;
  /** A share from 0 to 1. */
  readonly percent: (share: number) => string;
  /** An ISO instant as a local date. */
  readonly date: (instant: string) => string;
  /** An ISO instant, or milliseconds since the epoch, as local date and time. */
  readonly dateTime: (instant: string | number) => string;
  /** Names in one sentence: "a, b and c". */
  readonly list: (names: readonly string[]) => string;
  /** "German" for `de`; the tag itself when nobody knows it. */
  readonly languageName: (tag: string) => string;
}

/** @param timeZone IANA name; the browser's own by default */
export function createManagerFormatters(locale: string | undefined, timeZone?: string): ManagerFormatters {
  const tag = supportedLocale(locale);
  const number = new Intl.NumberFormat(tag);
  const percentage = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
  const date = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone });
  const dateTime = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });
  return {
    count: (value) => number.format(value),
    percent: (share) => percentage.format(share),
    date: (instant) => date.format(new Date(instant)),
    dateTime: (instant) => dateTime.format(new Date(instant)),
    list: (names) => list.format(names),
    languageName: createLanguageNames(tag),
  };
}
