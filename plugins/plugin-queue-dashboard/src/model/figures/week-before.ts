import type { FiguresWindow, GroupWindow, QueueWeekBefore } from '@flex-sync-suite/shared/contract';
import type { Quantities } from './figure-value';
import { windowFigures, type WindowFigures } from './queue-row-model';

/** The figures of a window that are compared with those of the week before, in reading order. */
export const COMPARED = [
  { id: 'offered', unit: 'count' },
  { id: 'answered', unit: 'count' },
  { id: 'abandoned', unit: 'count' },
  { id: 'serviceLevel', unit: 'share' },
  { id: 'ahtMs', unit: 'ms' },
] as const satisfies readonly { readonly id: keyof WindowFigures; readonly unit: Unit }[];

export type ComparedId = (typeof COMPARED)[number]['id'];
export type ComparedFigures = Readonly<Record<ComparedId, number | null>>;

/** In what a figure is told: a count, a share from 0 to 1, or milliseconds. */
export type Unit = 'count' | 'share' | 'ms';

/** A figure beside that of the week before. */
export interface Change {
  readonly unit: Unit;
  readonly before: number;
  readonly direction: 'more' | 'less' | 'same';
  /** By how much, never below zero. */
  readonly by: number;
}

/** The smallest difference that can be seen in what is written. */
const STEPS: Readonly<Record<Unit, number>> = { count: 1, share: 0.001, ms: 1000 };

/** Null where one of both is not known, or has nothing to divide by. */
export function changeOf(unit: Unit, now: number | null, before: number | null): Change | null {
  if (now === null || before === null) return null;
  const shown = (value: number): number =>
    unit === 'ms' ? Math.floor(value / STEPS.ms) : Math.round(value / STEPS[unit]);
  const steps = shown(now) - shown(before);
  const direction = steps === 0 ? 'same' : steps > 0 ? 'more' : 'less';
  return { unit, before, direction, by: Math.abs(steps) * STEPS[unit] };
}

/** What was counted in a window of the week before; null where the store does not reach back, or nothing is known yet. */
export const countsBefore = (answer: QueueWeekBefore | null, window: FiguresWindow): GroupWindow | null =>
  answer?.windows.find((one) => one.window === window)?.counts ?? null;

/** The figures of a window of the week before. */
export const figuresBefore = (counts: GroupWindow): WindowFigures =>
  windowFigures(counts, { numerator: counts.served, denominator: counts.judged });

/** What the figures of the week before are reckoned from; nothing where it is not known. */
export function quantitiesBefore(answer: QueueWeekBefore | null): Quantities {
  const of = (window: 'last30Minutes' | 'today'): Quantities['today'] => {
    const counts = countsBefore(answer, window);
    if (counts === null) return {};
    return { ...counts, inTimeByOwn: counts.served, judgedByOwn: counts.judged };
  };
  return { now: {}, last30Minutes: of('last30Minutes'), today: of('today') };
}

/** Since when anything is stored, if that is why the day of the week before is not known whole. */
export const isHistoryShort = (answer: QueueWeekBefore): boolean => countsBefore(answer, 'today') === null;
