import { foldDigits } from '../fold-text';
import { isAnonymousHost, isRequestForPrivacy, isWithheldText } from './withheld';

/** What an address says about whom a contact is with. */
export type Address =
  | { readonly kind: 'none' }
  /** The number was withheld, or not sent: nobody in particular. */
  | { readonly kind: 'withheld' }
  /**
   * `+` and 7 to 15 digits; a mask may stand for some of them. Not `isInternational`: it was written without a country
   * code, or nobody knows, and only the `+` was added.
   */
  | { readonly kind: 'number'; readonly number: string; readonly isInternational: boolean }
  /** 3 to 6 digits: sends and takes messages, cannot be called from another network. */
  | { readonly kind: 'short-code'; readonly digits: string }
  /** A chat identity, an e-mail address, the name of a sender. */
  | { readonly kind: 'identity'; readonly identity: string };

const NONE: Address = { kind: 'none' };
const WITHHELD: Address = { kind: 'withheld' };

/** Marks of writing direction and width zero: they come along when a number is copied from a page. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const SCHEME = /^([a-z][a-z\d.-]*):(.*)$/is;
/** Channels whose addresses are phone numbers. Those of Messenger, Instagram or a Client are digits of another kind. */
const NUMBER_SCHEMES = new Set(['tel', 'sms', 'smsto', 'mms', 'whatsapp', 'rcs', 'callto']);
/** Its addresses have a country code, with or without `+`. */
const ALWAYS_INTERNATIONAL = 'whatsapp';
const SIP_SCHEMES = new Set(['sip', 'sips']);

const NUMBER_SHAPE = /^\(?\+?[\p{Nd}•\s().\p{Pd}/]+$/u;
const EXTENSION = /\s*(?:ext\.?|x|#)\s*\d{1,7}$/i;
const IP_ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;
/** Without `sip:`, only what cannot be somebody's mailbox is an address of SIP. */
const BARE_SIP = /^(?:\+[^@]*|anonymous)@|@(?:.*\.)?invalid\b|@\d{1,3}(?:\.\d{1,3}){3}\b/i;
/** The zero that is dialed inside of a country only: `+44 (0)20 …`. Numbers in Italy begin with one. */
const TRUNK_ZERO = /^((?:\+|00)\s*(?!39\D)[\d\s.-]{1,5})\(0\)/;
const DIGITS = { shortest: 3, shortestNumber: 7, longestNumber: 15 } as const;
/** A SIP user of fewer digits is an extension of somebody's switchboard, unless it says otherwise. */
const SHORTEST_SIP_NUMBER = 10;

/** Reads an address as Twilio, Flex and carriers write them: the one rule for who is whom, and who can be called. */
export function readAddress(text: string | null): Address {
  const plain = (text ?? '').normalize('NFKC').replace(INVISIBLE, '').trim();
  // `"Ada" <sip:ada@example.com>;tag=1`
  const [, displayName = '', bracketed] = /^([^<>]*)<([^<>]*)>/.exec(plain) ?? [];
  if (isRequestForPrivacy(displayName)) return WITHHELD;
  const address = (bracketed ?? plain).trim();
  if (address === '') return NONE;
  const [, scheme = '', rest = address] = SCHEME.exec(address) ?? [];
  return isWithheldText(rest) ? WITHHELD : readInScheme(scheme.toLowerCase(), rest.trim(), address);
}

function readInScheme(scheme: string, rest: string, address: string): Address {
  const identity = identityOf(address);
  if (SIP_SCHEMES.has(scheme)) return readSip(rest) ?? identity;
  if (NUMBER_SCHEMES.has(scheme)) {
    const read = readDigits(rest.replace(/[;?].*$/s, '')) ?? identity;
    return read.kind === 'number' && scheme === ALWAYS_INTERNATIONAL ? { ...read, isInternational: true } : read;
  }
  if (scheme !== '') return identity;
  return (BARE_SIP.test(address) ? readSip(address) : readDigits(address)) ?? identity;
}

const identityOf = (address: string): Address =>
  address === '' ? NONE : { kind: 'identity', identity: address.toLowerCase() };

function readSip(rest: string): Address | null {
  const [, userInfo = '', hostPart = ''] = /^(?:([^@]*)@)?(.*)$/s.exec(rest) ?? [];
  const host = hostPart.replace(/[;?].*$/s, '').replace(/:\d+$/, '');
  // Without a user, the host may be the number: `sip:+15005550101`.
  const user = decoded((userInfo === '' ? host : userInfo).replace(/[;:].*$/s, ''));
  if (isAnonymousHost(host) || isWithheldText(user)) return WITHHELD;
  const read = readDigits(user);
  if (read === null || user.startsWith('+') || /;user=phone\b/i.test(rest)) return read;
  return foldDigits(user).length >= SHORTEST_SIP_NUMBER ? read : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readDigits(text: string): Address | null {
  const plain = text.replace(EXTENSION, '');
  if (!NUMBER_SHAPE.test(plain) || IP_ADDRESS.test(plain)) return null;
  const digits = foldDigits(plain.replace(TRUNK_ZERO, '$1')).replace(/^00/, '');
  if (isWithheldText(digits)) return WITHHELD;
  if (digits.length < DIGITS.shortest || digits.length > DIGITS.longestNumber) return null;
  return digits.length < DIGITS.shortestNumber
    ? { kind: 'short-code', digits }
    : {
        kind: 'number',
        number: `+${digits}`,
        // 1 and ten digits that no area code forbids: a number of North America that lost its plus.
        isInternational: /^\s*(?:\(?\+|00)/.test(plain) || /^1[2-9]\d{9}$/.test(digits),
      };
}

/**
 * One spelling for each party, to tell whether two contacts were with the same one: `+1 (500) 555-0001`,
 * `whatsapp:+15005550001`, `sip:+15005550001@trunk` and `+15005550001` are one.
 * @returns null for nobody in particular: no address, or a withheld number
 */
export function partyKey(text: string | null): string | null {
  const address = readAddress(text);
  switch (address.kind) {
    case 'none':
    case 'withheld':
      return null;
    case 'number':
      return address.number;
    case 'short-code':
      return address.digits;
    case 'identity':
      return address.identity;
  }
}

/** Whether the number was withheld. */
export const isWithheld = (text: string | null): boolean => readAddress(text).kind === 'withheld';

/**
 * The number to dial for an address; one whose country is not known as it was written.
 * @returns null for an address that cannot be called, such as a withheld number, a short code or that of a web chat
 */
export function dialableNumber(text: string | null): string | null {
  const address = readAddress(text);
  if (address.kind !== 'number' || address.number.includes('•')) return null;
  return address.isInternational ? address.number : address.number.slice(1);
}

/**
 * A number of ours as those who are called from it see it.
 * @returns null for a line that places no calls: a short code, the name of a sender, an address of SIP or of a chat
 */
export function callerIdNumber(text: string | null): string | null {
  const isPlain = /^(?:tel:)?[^a-z:@<]*$/i.test((text ?? '').trim());
  const number = isPlain ? dialableNumber(text) : null;
  return number?.startsWith('+') === true ? number : null;
}
