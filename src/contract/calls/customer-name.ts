import { partyKey, readAddress } from './address';
import { isWithheldText } from './withheld';

/** UUIDs, SIDs of Twilio, and other long hexadecimal keys. */
const KEY_SHAPE =
  /^(?:urn:uuid:)?[{(]?(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[A-Z]{2}[\da-f]{32}|[\da-f]{24,64})[)}]?$/i;
const SCHEMED = /^(?:tel|sms|mms|whatsapp|rcs|sips?|client|messenger|instagram|mailto|viber|line):\S/i;
const MAILBOX = /^\S+@\S+$/;
/** What plugins write around a number to name a task: `Callback (+15005550101)`. */
const TASK_WORDS = /\b(?:call[\s-]?backs?|voice[\s-]?mails?|missed|calls?|sms|from|to|for|customer|caller)\b/giu;

/** Whether a text is an address by its looks, so that it is nobody's name. */
export function isAddressShaped(text: string): boolean {
  const plain = text.trim();
  if (KEY_SHAPE.test(plain) || SCHEMED.test(plain) || MAILBOX.test(plain)) return true;
  const { kind } = readAddress(plain);
  return kind !== 'identity' && kind !== 'none';
}

/**
 * The first of the names that is one: Flex and Studio put the number, the address or the identity where no name is known,
 * and web chats call everybody `Anonymous`.
 *
 * @param addresses all that are known of the customer
 */
export function customerName(names: readonly (string | null)[], addresses: readonly (string | null)[]): string | null {
  return names.find((name) => name !== null && isName(name, addresses)) ?? null;
}

function isName(name: string, addresses: readonly (string | null)[]): boolean {
  if (name.trim() === '' || isWithheldText(name) || isAddressShaped(name) || /^[\p{Nd}\p{P}\s]+$/u.test(name)) {
    return false;
  }
  const isNumbered = /\p{Nd}/u.test(name);
  if (isNumbered && /^[\p{P}\p{Nd}\p{S}\s]*$/u.test(name.replace(TASK_WORDS, ''))) return false;
  return !addresses.some((address) => address !== null && isSame(name, address));
}

/** An identity stands in a name also without the channel before it. */
function isSame(name: string, address: string): boolean {
  const wanted = partyKey(name);
  return wanted === partyKey(address) || wanted === partyKey(address.replace(/^[a-z]+:/i, ''));
}
