import { minorUnitDigits } from '@flex-sync-suite/shared/contract';
import type { Money } from './activity-event';

/**
 * An amount as shops tell it, a number or a text of one in the currency's main unit, in the currency's minor unit.
 * @returns null for what is no amount: not finite, not a number, beyond what is exact, or of no known currency
 */
export function moneyOf(amount: unknown, currency: unknown): Money | null {
  const code = typeof currency === 'string' ? currency.trim().toUpperCase() : '';
  const value = typeof amount === 'string' && PLAIN_NUMBER.test(amount.trim()) ? Number(amount) : amount;
  if (!CURRENCIES.has(code) || typeof value !== 'number') return null;
  // Through the decimal text, because 1.005 × 100 is 100.49999999999999.
  const minorUnits = Math.round(Number(`${value}e${minorUnitDigits(code)}`));
  return Number.isSafeInteger(minorUnits) ? { minorUnits: minorUnits + 0, currency: code } : null;
}

const PLAIN_NUMBER = /^-?\d{1,16}(?:\.\d{1,8})?$/u;

/** ISO 4217's codes, as far as the runtime knows them. */
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
