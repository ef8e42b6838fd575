import type { Currency } from './countries';

/** Both currencies have cents. */
const MINOR_UNITS = 100;

/** As Segment's events carry it: 1999 → 19.99. */
export const toMajor = (minorUnits: number): number => minorUnits / MINOR_UNITS;

export function formatMoney(minorUnits: number, currency: Currency, locale = 'en'): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(toMajor(minorUnits));
}
