import { readAddress } from '@flex-sync-suite/shared/contract';

const SHOWN_DIGITS = 4;
/** Shorter ones are services that everybody calls. */
const SHORTEST_HIDDEN = 5;

/** Whether the text is a phone number of somebody, with or without the prefix of a channel such as `whatsapp:`. */
export const isPhoneNumber = (text: string): boolean => hiddenDigits(text) !== null;

/** The number that a mask has to hide in a text, in its one spelling. */
function hiddenDigits(text: string): string | null {
  const address = readAddress(text);
  if (address.kind === 'number') return address.number;
  return address.kind === 'short-code' && address.digits.length >= SHORTEST_HIDDEN ? address.digits : null;
}

/**
 * A phone number with all but its first and last digits hidden: `+1••••••0001`. Of a number too short for that, the last
 * two are shown. Everything that is no phone number stays as it is.
 */
export function maskPhoneNumber(text: string): string {
  const number = hiddenDigits(text);
  if (number === null) return text;
  // Around the number of an address of SIP there are digits of other things; such a one becomes the number alone.
  const shown = /[@<;%]/.test(text) ? number : text;
  const count = shown.match(/\p{Nd}/gu)?.length ?? 0;
  const isLong = count > SHOWN_DIGITS * 2;
  const [first, last] = isLong ? [1, SHOWN_DIGITS] : [0, 2];
  let seen = 0;
  return shown.replace(/\p{Nd}/gu, (digit) => {
    seen += 1;
    return seen <= first || seen > count - last ? digit : '•';
  });
}
