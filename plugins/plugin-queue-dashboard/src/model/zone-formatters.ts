import { supportedLocale } from '@flex-sync-suite/shared/views';

/** Instants (milliseconds since the epoch) in one time zone and in the language of the page. */
export interface ZoneFormatters {
  /** IANA name of the zone. */
  readonly zone: string;
  /** Whether it is the backend's reporting zone; false: this computer's own, as the other is not known. */
  readonly isReporting: boolean;
  /** "11:31 AM" */
  readonly minute: (at: number) => string;
  /** As somebody would say it at `now`: "11:31:05 AM", with its date where that may be another one. */
  readonly instant: (at: number, now: number) => string;
  /** "Mar 10, 12:00 AM" */
  readonly dateMinute: (at: number) => string;
}

/**
 * Make it once a view: an Intl object is slow to build.
 *
 * @param reportingZone IANA name; null where the backend names none. One that this browser does not know counts as none.
 */
export function createZoneFormatters(locale: string | undefined, reportingZone: string | null): ZoneFormatters {
  const tag = supportedLocale(locale);
  const isReporting = reportingZone !== null && isKnown(reportingZone);
  const zone = isReporting ? reportingZone : new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const formatter = (fields: Intl.DateTimeFormatOptions): ((at: number) => string) => {
    const format = new Intl.DateTimeFormat(tag, { ...fields, timeZone: zone });
    return (at) => format.format(at);
  };
  const time = { hour: 'numeric', minute: '2-digit' } as const;
  const second = formatter({ ...time, second: '2-digit' });
  const dateMinute = formatter({ ...time, month: 'short', day: 'numeric' });
  return {
    zone,
    isReporting,
    minute: formatter(time),
    instant: (at, now) => (Math.abs(now - at) < NEAR_MS ? second(at) : dateMinute(at)),
    dateMinute,
  };
}

/** A time of day that is nearer than this has been only once. */
const NEAR_MS = 12 * 3_600_000;

function isKnown(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
