import type { Asked } from '../data/asking';
import type { HourRange } from '../model/period';
import { words } from './supervisor-strings';

/** What a card shows of what was asked of the store. */
export function cardState(asked: Asked<unknown, unknown>, rows: number): 'loading' | 'failed' | 'empty' | 'ready' {
  if (rows > 0) return 'ready';
  if (asked.answer !== null) return 'empty';
  return asked.failure === null ? 'loading' : 'failed';
}

/** In place of rows. */
export function placeholder(asked: Asked<unknown, unknown>): string {
  if (asked.answer !== null) return words.list.none;
  return asked.failure === null ? words.list.loading : words.list.failed;
}

/** Names the question and its range, by UTC hours. */
export const rangeFileName = (question: string, { from, to }: HourRange): string =>
  `customer-activity.${question}.${hourName(from)}.${hourName(to)}.csv`;

const hourName = (at: number): string => `${new Date(at).toISOString().slice(0, 13)}Z`;
