/**
 * Addresses that Twilio puts in place of a number it does not know
 * (https://help.twilio.com/articles/223179988): callers that share one are not the same person.
 */
const ANONYMOUS = new Set([
  '+266696687',
  '+7378742833',
  '+2562533',
  '+8656696',
  '+86282452253',
  'anonymous',
  'restricted',
  'blocked',
  'unknown',
  'unavailable',
  'private',
]);

const CHANNEL_PREFIX = /^(?:whatsapp|sms|tel|messenger|rcs):/i;
const PHONE_SHAPE = /^\+?[\d\s().\-/]+$/;
const MIN_PHONE_DIGITS = 5;
const SHOWN_DIGITS = 4;

/** Whether the text is a phone number, with or without the prefix of a channel such as `whatsapp:`. */
export function isPhoneNumber(text: string): boolean {
  const bare = text.trim().replace(CHANNEL_PREFIX, '');
  return PHONE_SHAPE.test(bare) && digitsOf(bare).length >= MIN_PHONE_DIGITS;
}

/** The digits of a text, in their order. */
const digitsOf = (text: string): string => text.replace(/\D/g, '');

/**
 * One spelling for each party, to tell whether two contacts were with the same one: `+1 (500) 555-0001`,
 * `whatsapp:+15005550001` and `+15005550001` are one.
 * @returns null for nobody in particular: no address, or one that stands for a withheld number
 */
export function partyKey(address: string | null): string | null {
  const bare = (address ?? '').trim().replace(CHANNEL_PREFIX, '').toLowerCase();
  const isPhone = isPhoneNumber(bare);
  const key = isPhone ? `+${digitsOf(bare).replace(/^00/, '')}` : bare;
  return key === '' || ANONYMOUS.has(key) ? null : key;
}

/**
 * A phone number with all but its first and last digits hidden: `+1••••••0001`. Of a number too short for that, the last
 * two are shown. Everything that is no phone number stays as it is.
 */
export function maskPhoneNumber(text: string): string {
  if (!isPhoneNumber(text)) return text;
  const count = digitsOf(text).length;
  const isLong = count > SHOWN_DIGITS * 2;
  const [first, last] = isLong ? [1, SHOWN_DIGITS] : [0, 2];
  let seen = 0;
  return text.replace(/\d/g, (digit) => {
    seen += 1;
    return seen <= first || seen > count - last ? digit : '•';
  });
}
