import { foldDigits, foldText, searchWords } from '../fold-text';
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

const NUMBER = /^[\p{Nd}\s()+./\p{Pd}]+$/u;

/** The digits that a text looks for in a number; empty where it is none. */
function soughtDigits(text: string): string {
  const digits = NUMBER.test(text) ? foldDigits(text) : '';
  // "020 7946" is how a Londoner writes +44 20 7946: the zero stands for the country.
  return digits.length >= MIN_DIGITS ? digits.replace(/^0+/, '') : '';
}

/**
 * Whether a search finds a call: each of its words occurs in a text of the call or is a part of its number, or all of it is
 * a part of the number, however it is written there and on the screen. An empty search finds all.
 */
export function callSearch(search: string): (call: SearchedCall) => boolean {
  const words = searchWords(search).map((text) => ({ text, digits: soughtDigits(text) }));
  const whole = soughtDigits(search);
  const isIn = ({ digits }: SearchedCall, sought: string): boolean => sought !== '' && digits.includes(sought);
  return (call) =>
    isIn(call, whole) || words.every(({ text, digits }) => call.text.includes(text) || isIn(call, digits));
}
