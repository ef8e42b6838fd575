import { callSearch, searchedCall, type RecentCall, type SearchedCall } from '@flex-sync-suite/shared/contract';

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

const searched = new WeakMap<RecentCall, SearchedCall>();

function searchPredicate(search: string, outcomeWord: (call: RecentCall) => string): (call: RecentCall) => boolean {
  const isFound = callSearch(search);
  return (call) => isFound(searchedOnce(call, outcomeWord));
}

/** Folds the texts of calls that are new, so that the first keystroke of a search need not. */
export function prepareSearch(calls: readonly RecentCall[], outcomeWord: FilterContext['outcomeWord']): void {
  for (const call of calls) searchedOnce(call, outcomeWord);
}

/** Folding is the slow part and calls do not change: once a call, not once a keystroke. */
function searchedOnce(call: RecentCall, outcomeWord: (call: RecentCall) => string): SearchedCall {
  const known = searched.get(call);
  if (known !== undefined) return known;
  const made = searchedCall(call, outcomeWord(call));
  searched.set(call, made);
  return made;
}
