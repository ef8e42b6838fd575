import { createTimeFormatters } from './time-formatters';

const NOON = Date.parse('2026-04-03T12:00:00.000Z');
const { ago, timeOfDay, dateTime } = createTimeFormatters('en-US', 'UTC');
/** Spaces between a time and its half of the day are narrow and do not break. */
const plain = (text: string): string => text.replace(/\s/g, ' ');

it.each([
  [59_999, '59 sec. ago'],
  [60_000, '1 min. ago'],
  [3_599_999, '59 min. ago'],
  [3_600_000, '1 hr. ago'],
  [86_400_000, '1 day ago'],
  [-5_000, '0 sec. ago'],
])('%i ms are told in their largest whole unit: %s', (ms, text) => {
  expect(ago(NOON - ms, NOON)).toBe(text);
});

it('tells times of day and dates of the time zone', () => {
  expect(plain(timeOfDay(NOON))).toBe('12:00 PM');
  expect(plain(createTimeFormatters('en-US', 'Asia/Kathmandu').timeOfDay(NOON))).toBe('5:45 PM');
  expect(plain(dateTime(NOON))).toBe('Apr 3, 2026, 12:00:00 PM');
});
