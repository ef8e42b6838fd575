import { foldDigits, foldText, searchWords } from './fold-text';
import type { RecentCall } from './recent-call';

/** A call as a search looks at it: see {@link searchedCall}. */
export interface SearchedCall {
  readonly text: string;
  readonly digits: string;
}

/** Least digits of a search that is looked up in numbers only: a "2" alone is in every number. */
const MIN_DIGITS = 3;

/**
 * What a search looks through: number, name, queue, outcome, disposition and note as they are shown, so that digits behind
 * a mask are not found. Folding is the slow part: keep it for as long as the call stays as it is.
 *
 * @param outcome the word that a person sees for it
 */
export function searchedCall({ party, queueName, disposition, note }: RecentCall, outcome: string): SearchedCall {
  const texts = [party.name, party.address, queueName, outcome, disposition, note];
  return {
    // A line break keeps one field's end and the next one's start apart.
    text: foldText(texts.filter((text) => text !== null).join('\n'), 'search'),
    digits: foldDigits(party.address ?? ''),
  };
}

/**
 * Whether a search finds a call: each of its words occurs in a text of the call, or it is a part of its number, however
 * both are written. An empty search finds all.
 */
export function callSearch(search: string): (call: SearchedCall) => boolean {
  const words = searchWords(search);
  const digits = /^[\p{Nd}\s()+./-]+$/u.test(search) ? foldDigits(search) : '';
  // "020 7946" is how a Londoner writes +44 20 7946: the zero stands for the country.
  const national = digits.length >= MIN_DIGITS ? digits.replace(/^0+/, '') : '';
  return (call) =>
    (national !== '' && call.digits.includes(national)) || words.every((word) => call.text.includes(word));
}
