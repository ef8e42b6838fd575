import { readAddress } from '@flex-sync-suite/shared/contract';

// A customer of a shop and the customer of a task are the same when the keyed hashes of these spellings are.

/** Longer texts are no contact of anybody, and not worth reading. */
const MAX_LENGTH = 320;

/** One spelling of an e-mail address; null for what is none. */
export function emailSpelling(text: string | null): string | null {
  const spelling = (text ?? '').trim().normalize('NFKC').toLowerCase();
  return spelling.length <= MAX_LENGTH && /^[^\s@]+@[^\s@]+$/u.test(spelling) ? spelling : null;
}

/**
 * One spelling of a phone number, with its country code, whatever channel it is written for; null for any other text, and
 * for a number whose country nobody knows: it may be anybody's.
 */
export function phoneSpelling(text: string | null): string | null {
  if (text === null || text.length > MAX_LENGTH) return null;
  const address = readAddress(text);
  const isWhole = address.kind === 'number' && address.isInternational && !address.number.includes('•');
  return isWhole ? address.number : null;
}
