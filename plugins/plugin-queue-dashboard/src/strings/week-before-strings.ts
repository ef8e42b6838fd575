import type { QueueWeekBefore } from '@flex-sync-suite/shared/contract';
import type { Formatters } from '../model/formatters';
import type { Change, ComparedId, Unit } from '../model/figures/week-before';

/** Every sentence that compares with the week before. Numbers and times arrive formatted. */
export const weekBeforeStrings = {
  /** @param time as in "Mon 9:40 AM" */
  today: (time: string) => `Today against last ${time}`,
  title: (time: string) => `Against last ${time}`,
  table: 'Compared with the week before, by window of time',
  window: 'Window',
  figures: {
    offered: 'Offered',
    answered: 'Answered',
    abandoned: 'Abandoned',
    serviceLevel: 'Level',
    ahtMs: 'AHT',
  } satisfies Readonly<Record<ComparedId, string>>,
  was: (value: string) => `was ${value}`,
  same: '±0',
  signs: { more: '▲', less: '▼', same: '' } satisfies Readonly<Record<Change['direction'], string>>,
  points: (value: string) => `${value} pts`,
  spokenPoints: (value: string) => `${value} percentage points`,
  spoken: {
    more: (by: string, time: string, value: string) => `${by} more than last ${time}, when it was ${value}`,
    less: (by: string, time: string, value: string) => `${by} less than last ${time}, when it was ${value}`,
    same: (_: string, time: string, value: string) => `the same as last ${time}: ${value}`,
  } satisfies Readonly<Record<Change['direction'], (by: string, time: string, value: string) => string>>,
  notKnown: 'not known',
  note:
    'The same weekday, until the same time on the clock, in the zone in which the day of the queue begins, and judged by the ' +
    'rules of now.',
  nothingStored: 'Nothing to compare with a week before: no figures are stored yet.',
  storedSince: (time: string) => `Nothing to compare with a week before: figures are stored since ${time}.`,
  partly: (time: string) =>
    `Windows that began before ${time} have nothing to be compared with: figures are stored since then.`,
  explained: (time: string) => `The week before is ${time}.`,
  then: (value: string) => `A week before: ${value}`,
} as const;

/** A figure as it is written. */
export function figureWords(unit: Unit, value: number, { count, percent, clock }: Formatters): string {
  if (unit === 'count') return count(value);
  return unit === 'share' ? percent(value) : clock(value);
}

/** A change as it is written, and as a screen reader says it. @param time of the week before, as in "Mon 9:40 AM" */
export function changeWords(
  { unit, before, direction, by }: Change,
  time: string,
  format: Formatters,
): { readonly written: string; readonly spoken: string } {
  const { signs, same, spoken, points, spokenPoints } = weekBeforeStrings;
  const amount = unit === 'share' ? points(format.points(by)) : figureWords(unit, by, format);
  const spokenAmount =
    unit === 'share' ? spokenPoints(format.points(by)) : unit === 'ms' ? format.spokenDuration(by) : amount;
  const was = unit === 'ms' ? format.spokenDuration(before) : figureWords(unit, before, format);
  return {
    written: direction === 'same' ? same : `${signs[direction]} ${amount}`,
    spoken: spoken[direction](spokenAmount, time, was),
  };
}

/** Why the day of the week before cannot be compared with. */
export const noHistoryWords = ({ storedSince }: QueueWeekBefore, format: Formatters): string =>
  storedSince === null
    ? weekBeforeStrings.nothingStored
    : weekBeforeStrings.storedSince(format.dateMinute(Date.parse(storedSince)));
