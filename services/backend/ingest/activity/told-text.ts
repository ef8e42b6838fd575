import { storableText } from '../../base/storable-text';
import { cutText } from '../../domain/activity/cut-text';

const MASK = '•••';

const EMAIL = /[^\s@/?&=<>"']+@[^\s@/?&=<>"']+\.[^\s@/?&=<>"'.]{2,}/gu;
/** With a plus sign, a leading zero or gaps between its groups, a run of 7 to 15 digits is taken for a phone number. */
const PHONE = /(?<![\p{L}\d])(?:\+|00|0(?=[1-9])|(?=\(?\d{1,5}[\s().-]{1,2}\d))[\d(][\d\s().-]{5,22}\d(?![\p{L}\d])/gu;
/** The digits of a number that somebody typed without gaps. In a path they would be an article's number. */
const LONG_NUMBER = /(?<![\p{L}\d])\d{10,}(?![\p{L}\d])/gu;

const FEWEST_DIGITS = 7;

/**
 * A text that a visitor typed, without what could tell who the visitor is: e-mail addresses and what looks like a phone
 * number, or any other number as long, are masked.
 * @param most code points; what is longer is cut
 */
export const maskedText = (text: string, most: number): string =>
  shopText(withoutContacts(text).replace(LONG_NUMBER, MASK), most);

const withoutContacts = (text: string): string =>
  text
    .replace(EMAIL, MASK)
    .replace(PHONE, (match) => (match.replace(/\D/gu, '').length >= FEWEST_DIGITS ? MASK : match));

/** A text of a shop as the database can hold it, cut after `most` code points. */
export const shopText = (text: string, most: number): string => cutText(storableText(text), most);

/** Parts of a query string that say which page it is; all others may be anything, a session or an address. */
const QUERY_KEYS = ['category', 'id', 'page', 'product', 'sku', 'step', 'variant'];
const MAX_PATH = 512;

/**
 * What a page is known by: its path, decoded, without a trailing slash, with the parts of the query that name a page.
 * E-mail addresses and phone numbers are masked, also behind percent signs.
 * @param url whole, or only its path
 * @returns null for what is no URL of a page
 */
export function pagePath(url: string): string | null {
  const base = 'https://shop.invalid';
  const parsed = url !== '' && URL.canParse(url, base) ? new URL(url, base) : null;
  if (parsed === null || !/^https?:$/u.test(parsed.protocol)) return null;
  const path = decoded(parsed.pathname).replace(/(?<=.)\/+$/u, '');
  const query = QUERY_KEYS.flatMap((key) => {
    const value = parsed.searchParams.get(key);
    return value === null ? [] : [`${key}=${value}`];
  });
  return shopText(withoutContacts(query.length === 0 ? path : `${path}?${query.join('&')}`), MAX_PATH);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
