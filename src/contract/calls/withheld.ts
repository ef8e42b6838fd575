import { foldDigits } from '../fold-text';

/** What networks say where a caller's number should be; the digits that spell them are sent as if they were one. */
const SPELLED = ['ANONYMOUS', 'RESTRICTED', 'UNKNOWN', 'UNAVAILABLE', 'BLOCKED', 'PRIVATE'];

/** ITU-T E.161: the letters on the keys 2 to 9. */
const KEYS = ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'];

const spelled = (word: string): string =>
  Array.from(word, (letter) => KEYS.findIndex((letters) => letters.includes(letter)) + 2).join('');

/** `+266696687` and the like, as Twilio sends them (https://help.twilio.com/articles/223179988). */
const SPELLED_DIGITS: ReadonlySet<string> = new Set(SPELLED.map(spelled));

const NORTH_AMERICAN_DIGITS = 11;

/**
 * Whether digits stand for a withheld number: a word on the keys of a phone, or nothing but zeros. Some trunks put the
 * country code 1 before them; only where that makes a number that somebody in North America may have is it one.
 */
function isWithheldDigits(digits: string): boolean {
  const bare = digits.replace(/^00(?=[1-9])/, '');
  if (/^(?:0+|10{6,})$/.test(bare) || SPELLED_DIGITS.has(bare)) return true;
  return bare.startsWith('1') && bare.length !== NORTH_AMERICAN_DIGITS && SPELLED_DIGITS.has(bare.slice(1));
}

const WITHHELD_WORDS = new RegExp(
  `^(?:caller|number|phone|id|cli)*(?:${SPELLED.join('|')}|anonymus|withheld|suppressed|hidden|outofarea|` +
    'notavailable|notprovided|notsupplied|no(?:caller)?id|nonumber|nocli|undefined|null|none)' +
    '(?:caller|call|number|phone|id|cli|user|person|party)*$',
  'i',
);

/** Whether a text says that there is no number: `Anonymous`, `+ANONYMOUS`, `Private number`, `266696687`. */
export function isWithheldText(text: string): boolean {
  const plain = text.normalize('NFKC').trim();
  if (/^[+\p{Nd}\s().\p{Pd}]+$/u.test(plain)) return isWithheldDigits(foldDigits(plain));
  return /^[+\p{L}\s"'()_.\p{Pd}/]+$/u.test(plain) && WITHHELD_WORDS.test(plain.replace(/[^\p{L}]/gu, ''));
}

/** Words that somebody asked for who would not be known; the others say only that no name was sent. */
export const isRequestForPrivacy = (displayName: string): boolean =>
  isWithheldText(displayName) && /anonym|restricted|blocked|private|withheld|suppressed|hidden/i.test(displayName);

/** RFC 3323 names it for callers who want to stay unknown, and RFC 2606 gives nobody a host of this domain. */
export const isAnonymousHost = (host: string): boolean => /(?:^|\.)invalid\.?$/i.test(host);
