const MINUTE_MS = 60_000;

/**
 * The instant at which the day of `at` began in `timeZone`, found by walking back minute by minute until the calendar
 * date changes: slow, and without any of the arithmetic that a production implementation could get wrong.
 */
export function startOfDay(at: number, timeZone: string): number {
  const calendarDay = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const today = calendarDay.format(at);
  let minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  while (calendarDay.format(minute - MINUTE_MS) === today) minute -= MINUTE_MS;
  return minute;
}
