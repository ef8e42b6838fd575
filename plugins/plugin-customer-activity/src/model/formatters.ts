import { minorUnitDigits, type Money } from '@flex-sync-suite/shared/contract';
import {
  createCountryNames,
  createDurationWords,
  createFigureFormatters,
  createTimeFormatters,
  type FigureFormatters,
  supportedLocale,
  type TimeFormatters,
} from '@flex-sync-suite/shared/views';

/** Amounts, durations, instants and countries in the agent's language and time zone. Made once a panel. */
export interface Formatters extends FigureFormatters, TimeFormatters {
  /** An amount with its currency and that currency's decimal places: "€29.90", "¥3,000", "KWD 1.250". */
  readonly money: (money: Money) => string;
  /** A duration in its largest units: "42 sec", "4 min", "1 hr 5 min". Never below zero. */
  readonly forMs: (ms: number) => string;
  /** A country by its name: "France" for FR; the code of one that nobody has a name for. */
  readonly country: (code: string) => string;
}

/**
 * @param locale BCP 47 tag; one that the browser does not know falls back to the browser's own language
 * @param timeZone IANA name; the browser's own by default
 */
export function createFormatters(locale: string | undefined, timeZone?: string): Formatters {
  const tag = supportedLocale(locale);
  return {
    ...createFigureFormatters(tag),
    ...createTimeFormatters(tag, timeZone),
    money: createMoneyFormatter(tag),
    forMs: createDurationWords(tag),
    country: createCountryNames(tag),
  };
}

function createMoneyFormatter(tag: string | undefined): Formatters['money'] {
  const made = new Map<string, (amount: number) => string>();
  return ({ minorUnits, currency }) => {
    const digits = minorUnitDigits(currency);
    let format = made.get(currency);
    if (format === undefined) {
      const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits };
      const intl = new Intl.NumberFormat(tag, { style: 'currency', currency, ...fixed });
      format = (amount) => intl.format(amount);
      made.set(currency, format);
    }
    return format(minorUnits / 10 ** digits);
  };
}
