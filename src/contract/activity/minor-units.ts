/**
 * Decimal places of the minor unit, of the currencies that do not have two: ISO 4217, table A.1, of 2024-06-25. Not asked
 * of `Intl`: its data are CLDR's, which round some currencies for daily use (IQD, HUF) and differ between browsers, so that
 * what one side counts in fils another would print as dinars.
 */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);

/** How many decimal places an amount in this currency (ISO 4217, upper case) has: 2 for EUR, 0 for JPY, 3 for KWD. */
export const minorUnitDigits = (currency: string): number => DIGITS.get(currency) ?? 2;
