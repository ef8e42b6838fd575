/** Counts and durations in the language of the page. */
export interface FigureFormatters {
  readonly count: (value: number) => string;
  /** Milliseconds as a clock: `0:07`, `12:34`, `1:02:03`. Whole seconds, rounded down, never below zero. */
  readonly clock: (ms: number) => string;
  /** The same duration for a screen reader: "1 hour 2 minutes 3 seconds". */
  readonly spokenDuration: (ms: number) => string;
}

/**
 * Make it once a view: an Intl object is slow to build.
 *
 * @param tag from {@link supportedLocale}
 */
export function createFigureFormatters(tag: string | undefined): FigureFormatters {
  const number = new Intl.NumberFormat(tag);
  const plain = new Intl.NumberFormat(tag, { useGrouping: false });
  const padded = new Intl.NumberFormat(tag, { useGrouping: false, minimumIntegerDigits: 2 });
  const units = (['hour', 'minute', 'second'] as const).map(
    (unit) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }),
  );
  return {
    count: (value) => number.format(value),
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
  };
}

/** Splits milliseconds into whole hours, minutes and seconds, rounded down, never below zero. */
export function splitDuration(ms: number): readonly [hours: number, minutes: number, seconds: number] {
  const total = Math.max(0, Math.floor(ms / 1000));
  return [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
}

/**
 * The BCP 47 tag to format with. Flex hands on what an administrator typed, such as "en_US", for which Intl throws:
 * then, as for no tag, undefined, which is the browser's own language.
 */
export function supportedLocale(locale: string | undefined): string | undefined {
  if (locale === undefined || locale === '') return undefined;
  try {
    return Intl.getCanonicalLocales(locale)[0];
  } catch {
    return undefined;
  }
}
