import type { RecentCall } from '@flex-sync-suite/shared/contract';
import { digitsOf, isPhoneNumber } from './party';
import { plainText } from './plain-text';

const MIN_DIGITS = 3;
const ONLY_NUMBER_CHARACTERS = /^[\d\s+().\-/]+$/;

/**
 * Whether the text is found in number, name, queue, outcome, disposition or note of a call, as it is shown: digits behind
 * a mask are not found. Case and accents do not matter; a number is found however it is written.
 */
export function matchesSearch(call: RecentCall, search: string): boolean {
  const wanted = plainText(search.trim());
  if (wanted === '') return true;
  const { address, name } = call.party;
  const texts = [address, name, call.queueName, call.outcome, call.disposition, call.note];
  if (texts.some((text) => text !== null && plainText(text).includes(wanted))) return true;
  const digits = digitsOf(wanted);
  return (
    address !== null &&
    isPhoneNumber(address) &&
    digits.length >= MIN_DIGITS &&
    ONLY_NUMBER_CHARACTERS.test(wanted) &&
    digitsOf(address).includes(digits)
  );
}
