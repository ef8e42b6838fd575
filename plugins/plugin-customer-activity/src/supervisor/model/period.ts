import { SUMMARY_WINDOWS, type SummaryWindow } from '@flex-sync-suite/shared/contract';
import type { ViewState } from '@flex-sync-suite/shared/views';
import { addDays, dateOf, hourAtWall, startOfDate, type ZoneClock } from './reporting-hours';

const HOUR = 3_600_000;

/** Whole hours of the reporting time zone: instants in milliseconds, `to` is not part of them. */
export interface HourRange {
  readonly from: number;
  readonly to: number;
}

export const PRESETS = ['yesterday', 'last7Days', 'last30Days'] as const;
export type Preset = (typeof PRESETS)[number];
const PRESET_DAYS: Readonly<Record<Preset, number>> = { yesterday: 1, last7Days: 7, last30Days: 30 };

/** The time that the questions are asked about: live from Sync, or from the store. */
export type Period =
  | { readonly kind: 'live'; readonly window: SummaryWindow }
  | { readonly kind: 'preset'; readonly preset: Preset }
  | ({ readonly kind: 'custom' } & HourRange);

const DEFAULT_PERIOD: Period = { kind: 'live', window: 'today' };

/** Whole days before today for a preset; null where the clock of the zone cannot tell. */
export function rangeOf(period: Exclude<Period, { kind: 'live' }>, now: number, clock: ZoneClock): HourRange | null {
  if (period.kind === 'custom') return { from: period.from, to: period.to };
  return daysUntil(clock, dateOf(clock, now), PRESET_DAYS[period.preset]);
}

/** Some whole days that end when `date` begins. */
export function daysUntil(clock: ZoneClock, date: string, days: number): HourRange | null {
  const from = startOfDate(clock, addDays(date, -days));
  const to = startOfDate(clock, date);
  return from === null || to === null ? null : { from, to };
}

/**
 * The range of the same length that ends where this one begins, by the clock on the wall: the day before one of 23 hours
 * is a whole day.
 */
export function rangeBefore({ from, to }: HourRange, clock: ZoneClock): HourRange | null {
  // Within an hour that the clock shows twice none has passed on the wall.
  const length = Math.max(clock.wallOf(to) - clock.wallOf(from), HOUR);
  const before = hourAtWall(clock, clock.wallOf(from) - length);
  return before === null || before >= from ? null : { from: before, to: from };
}

/** Reads `?period=today`, or `?period=custom&from=…&to=…`; the default for what is no period. */
export function periodFrom(state: ViewState): Period {
  const name = state.get('period');
  const window = SUMMARY_WINDOWS.find((each) => each === name);
  if (window !== undefined) return { kind: 'live', window };
  const preset = PRESETS.find((each) => each === name);
  if (preset !== undefined) return { kind: 'preset', preset };
  const [from, to] = [Date.parse(state.get('from') ?? ''), Date.parse(state.get('to') ?? '')];
  return name === 'custom' && from < to ? { kind: 'custom', from, to } : DEFAULT_PERIOD;
}

/** The default is not written. */
export function putPeriod(state: ViewState, period: Period): void {
  const name = periodName(period);
  state.set('period', name === periodName(DEFAULT_PERIOD) ? null : name);
  state.set('from', period.kind === 'custom' ? new Date(period.from).toISOString() : null);
  state.set('to', period.kind === 'custom' ? new Date(period.to).toISOString() : null);
}

export type PeriodName = SummaryWindow | Preset | 'custom';

export function periodName(period: Period): PeriodName {
  if (period.kind === 'live') return period.window;
  return period.kind === 'preset' ? period.preset : 'custom';
}
