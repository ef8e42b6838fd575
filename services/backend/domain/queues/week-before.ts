import type { FiguresWindow } from '@flex-sync-suite/shared/contract';
import { minuteOf, type Minute } from './contributions';
import { weekBefore, type DayReset } from './reporting-day';

/** Whole minutes, or whole quarters of an hour, counted from 1970-01-01T00:00Z; both ends belong to it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A window of the week before, in whole minutes. */
export interface WindowBefore extends Stretch {
  readonly window: FiguresWindow;
  readonly from: Minute;
  readonly to: Minute;
}

/** The windows that those stated for `atMs` (UTC milliseconds) are compared with, the shortest first. */
export function windowsBefore(atMs: number, day: DayReset): readonly WindowBefore[] {
  const before = weekBefore(atMs, day);
  const to = minuteOf(before.atMs);
  return [
    { window: 'last15Minutes', from: to - 14, to },
    { window: 'last30Minutes', from: to - 29, to },
    { window: 'last60Minutes', from: to - 59, to },
    { window: 'today', from: minuteOf(before.todaySinceMs), to },
  ];
}

const MINUTES_PER_QUARTER = 15;

/** A window of whole minutes as whole quarters of an hour, and the minutes before and after them. */
export function partsOf({ from, to }: Stretch): {
  readonly minutes: readonly Stretch[];
  readonly quarters: readonly Stretch[];
} {
  const [first, end] = [Math.ceil(from / MINUTES_PER_QUARTER), Math.floor((to + 1) / MINUTES_PER_QUARTER)];
  if (first >= end) return { minutes: [{ from, to }], quarters: [] };
  const edges = [
    { from, to: first * MINUTES_PER_QUARTER - 1 },
    { from: end * MINUTES_PER_QUARTER, to },
  ];
  return { minutes: edges.filter((edge) => edge.from <= edge.to), quarters: [{ from: first, to: end - 1 }] };
}
