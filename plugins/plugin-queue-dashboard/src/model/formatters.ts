/** Numbers, shares, durations and times in the language of the page. Made once: building an Intl object is slow. */
export interface Formatters {
  readonly count: (value: number) => string;
  /** A share from 0 to 1 as a percentage with at most one decimal. */
  readonly percent: (share: number) => string;
  /** A target such as 80, given in percent. */
  readonly percentNumber: (percent: number) => string;
  /** Milliseconds as a clock: `0:07`, `12:34`, `1:02:03`. Whole seconds, rounded down, never below zero. */
  readonly clock: (ms: number) => string;
  /** The same duration for a screen reader: "1 hour 2 minutes 3 seconds". */
  readonly spokenDuration: (ms: number) => string;
  /** A duration in its largest unit, rounded down: "12 sec", "5 min", "3 hr". */
  readonly age: (ms: number) => string;
  /** An instant (milliseconds since the epoch) as a local time of day with seconds. */
  readonly timeOfDay: (at: number) => string;
  readonly collator: Intl.Collator;
}

/** @param locale BCP 47 tag; one that the browser does not know falls back to the browser's own language */
export function createFormatters(locale: string | undefined): Formatters {
  const tag = supportedLocale(locale);
  const number = new Intl.NumberFormat(tag);
  const percentage = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 });
  const plain = new Intl.NumberFormat(tag, { useGrouping: false });
  const padded = new Intl.NumberFormat(tag, { useGrouping: false, minimumIntegerDigits: 2 });
  const units = (['hour', 'minute', 'second'] as const).map(
    (unit) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }),
  );
  const shortUnits = (['hour', 'minute', 'second'] as const).map(
    (unit) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'short' }),
  );
  const time = new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit', second: '2-digit' });

  return {
    count: (value) => number.format(value),
    percent: (share) => percentage.format(share),
    percentNumber: (percent) => percentage.format(percent / 100),
    clock: (ms) => {
      const [hours, minutes, seconds] = splitDuration(ms);
      return hours > 0
        ? `${plain.format(hours)}:${padded.format(minutes)}:${padded.format(seconds)}`
        : `${plain.format(minutes)}:${padded.format(seconds)}`;
    },
    spokenDuration: (ms) => {
      const parts = splitDuration(ms).flatMap((value, index) => (value > 0 ? (units[index]?.format(value) ?? []) : []));
      return parts.length > 0 ? parts.join(' ') : (units[2]?.format(0) ?? '');
    },
    age: (ms) => {
      const parts = splitDuration(ms);
      const largest = parts.findIndex((value) => value > 0);
      const index = largest === -1 ? parts.length - 1 : largest;
      return shortUnits[index]?.format(parts[index] ?? 0) ?? '';
    },
    timeOfDay: (at) => time.format(at),
    collator: new Intl.Collator(tag, { numeric: true, sensitivity: 'base' }),
  };
}

function supportedLocale(locale: string | undefined): string | undefined {
  if (locale === undefined || locale === '') return undefined;
  try {
    return Intl.getCanonicalLocales(locale)[0];
  } catch {
    // Flex hands on what an administrator typed, such as "en_US"; Intl throws RangeError for it.
    return undefined;
  }
}

function splitDuration(ms: number): readonly [hours: number, minutes: number, seconds: number] {
  const total = Math.max(0, Math.floor(ms / 1000));
  return [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
}
