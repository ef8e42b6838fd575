import type { RecentCall } from '@flex-sync-suite/shared/contract';
import { foldDigits, foldText } from './fold-text';

export const CALL_KINDS = ['all', 'in', 'out', 'missed'] as const;
export type CallKind = (typeof CALL_KINDS)[number];

export const DATE_PRESETS = ['all', 'today', 'yesterday', 'week'] as const;
export type DatePreset = (typeof DATE_PRESETS)[number];

export interface CallFilter {
  readonly kind: CallKind;
  readonly date: DatePreset;
  readonly search: string;
}

export const NO_FILTER: CallFilter = { kind: 'all', date: 'all', search: '' };

export interface FilterContext {
  readonly now: number;
  /** Local calendar day as `2026-04-03`. */
  readonly dayKey: (at: number) => string;
  /** The word that a person sees for the outcome, to be searched as well. */
  readonly outcomeWord: (call: RecentCall) => string;
}

/** The calls that match all parts of the filter, in the order given. */
export function filterCalls(calls: readonly RecentCall[], filter: CallFilter, context: FilterContext): RecentCall[] {
  const isDate = datePredicate(filter.date, context);
  const isFound = searchPredicate(filter.search, context.outcomeWord);
  return calls.filter((call) => isKind(call, filter.kind) && isDate(call) && isFound(call));
}

function isKind({ direction, outcome }: RecentCall, kind: CallKind): boolean {
  switch (kind) {
    case 'all':
      return true;
    case 'in':
      return direction === 'inbound';
    case 'out':
      return direction === 'outbound';
    case 'missed':
      return outcome === 'missed';
  }
}

function datePredicate(date: DatePreset, { now, dayKey }: FilterContext): (call: RecentCall) => boolean {
  if (date === 'all') return () => true;
  const today = dayKey(now);
  const first = { today: today, yesterday: daysBefore(today, 1), week: daysBefore(today, 6) }[date];
  return ({ createdAt }) => {
    const day = dayKey(Date.parse(createdAt));
    return date === 'week' ? day >= first : day === first;
  };
}

/** Calendar days, not 24 hours: days in which the clock is changed have 23 or 25. */
function daysBefore(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00.000Z`);
  date.setUTCDate(date.getUTCDate() - count);
  return date.toISOString().slice(0, 10);
}

/** Least digits of a query that is looked up in numbers only: a "2" alone is in every number. */
const MIN_DIGITS = 3;

interface Haystack {
  readonly text: string;
  readonly digits: string;
}
const haystacks = new WeakMap<RecentCall, Haystack>();

function searchPredicate(search: string, outcomeWord: (call: RecentCall) => string): (call: RecentCall) => boolean {
  const words = foldText(search).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return () => true;
  const digits = /^[\p{Nd}\s()+./-]+$/u.test(search) ? foldDigits(search) : '';
  const isNumber = digits.length >= MIN_DIGITS;
  // "020 7946" is how a Londoner writes +44 20 7946: the zero stands for the country.
  const national = digits.replace(/^0+/, '');
  return (call) => {
    const haystack = haystackOf(call, outcomeWord);
    if (isNumber && national !== '' && haystack.digits.includes(national)) return true;
    return words.every((word) => haystack.text.includes(word));
  };
}

/** Folds the texts of calls that are new, so that the first keystroke of a search need not. */
export function prepareSearch(calls: readonly RecentCall[], outcomeWord: FilterContext['outcomeWord']): void {
  for (const call of calls) haystackOf(call, outcomeWord);
}

/** Folding is the slow part and calls do not change: once a call, not once a keystroke. */
function haystackOf(call: RecentCall, outcomeWord: (call: RecentCall) => string): Haystack {
  const known = haystacks.get(call);
  if (known !== undefined) return known;
  const { party, queueName, note, disposition } = call;
  const texts = [party.name, party.address, queueName, outcomeWord(call), disposition, note];
  const haystack = {
    // A line break keeps one field's end and the next one's start apart.
    text: foldText(texts.filter((text) => text !== null).join('\n')),
    digits: foldDigits(party.address ?? ''),
  };
  haystacks.set(call, haystack);
  return haystack;
}
