import { supportedLocale } from '@flex-sync-suite/shared/views';
import { createFormatters, type Formatters } from '../../model/formatters';

/** As the panel's, and what comparisons and ranges are written with. */
export interface SupervisorFormatters extends Formatters {
  /** A share from 0 to 1: "34%". */
  readonly percent: (share: number) => string;
  /** With its sign: "+12", "−3". */
  readonly difference: (count: number) => string;
  readonly differencePercent: (share: number) => string;
  readonly date: (at: number) => string;
  /** An instant to the minute, with its date. */
  readonly dateTimeShort: (at: number) => string;
  /** An hour with the zone's name of that time, for the day on which the clock shows one twice: "1 AM GMT+2". */
  readonly hourInZone: (at: number) => string;
  readonly collator: Intl.Collator;
}

/**
 * @param locale BCP 47 tag; one that the browser does not know falls back to the browser's own language
 * @param timeZone IANA name of the reporting time zone; the browser's own while it is not known
 */
export function createSupervisorFormatters(locale: string | undefined, timeZone: string | null): SupervisorFormatters {
  const tag = supportedLocale(locale);
  const zone = timeZone === null ? {} : { timeZone };
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
  const difference = new Intl.NumberFormat(tag, { signDisplay: 'exceptZero' });
  const differencePercent = new Intl.NumberFormat(tag, {
    style: 'percent',
    maximumFractionDigits: 0,
    signDisplay: 'always',
  });
  const date = new Intl.DateTimeFormat(tag, { ...zone, dateStyle: 'medium' });
  const dateTimeShort = new Intl.DateTimeFormat(tag, { ...zone, dateStyle: 'medium', timeStyle: 'short' });
  const hourInZone = new Intl.DateTimeFormat(tag, {
    ...zone,
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return {
    ...createFormatters(locale, timeZone ?? undefined),
    percent: (share) => percent.format(share),
    difference: (count) => difference.format(count),
    differencePercent: (share) => differencePercent.format(share),
    date: (at) => date.format(at),
    dateTimeShort: (at) => dateTimeShort.format(at),
    hourInZone: (at) => hourInZone.format(at),
    collator: new Intl.Collator(tag, { numeric: true, sensitivity: 'base' }),
  };
}
