import { minuteOf } from './contributions';
import { startOfReportingDay, windowBounds } from './reporting-day';

const startOf = (instant: string, zone: string): string =>
  new Date(startOfReportingDay(Date.parse(instant), zone)).toISOString();

describe('the reporting day', () => {
  it.each([
    ['UTC', '2026-03-12T10:00:00Z', '2026-03-12T00:00:00.000Z'],
    ['Asia/Kolkata', '2026-03-12T18:29:59.999Z', '2026-03-11T18:30:00.000Z'],
    ['Asia/Kolkata', '2026-03-12T18:30:00Z', '2026-03-12T18:30:00.000Z'],
    ['Pacific/Auckland', '2026-07-01T11:59:00Z', '2026-06-30T12:00:00.000Z'],
    ['America/New_York', '2026-03-08T20:00:00Z', '2026-03-08T05:00:00.000Z'],
    ['America/New_York', '2026-11-01T20:00:00Z', '2026-11-01T04:00:00.000Z'],
  ])('begins in %s at local midnight before %s', (zone, instant, start) => {
    expect(startOf(instant, zone)).toBe(start);
  });

  it('begins with the first instant of the day where the clock change skips midnight', () => {
    expect(startOf('2018-11-04T12:00:00Z', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z');
  });

  it.each([
    ['2026-03-08', 23],
    ['2026-03-09', 24],
    ['2026-11-01', 25],
  ])('has on %s in New York %i hours', (day, hours) => {
    const zone = 'America/New_York';
    const start = startOfReportingDay(Date.parse(`${day}T17:00:00Z`), zone);
    const next = startOfReportingDay(start + 30 * 3_600_000, zone);
    expect((next - start) / 3_600_000).toBe(hours);
  });

  it('begins with a quarter of an hour in every time zone', () => {
    const QUARTER_MS = 15 * 60_000;
    const months = Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 15));
    const odd = Intl.supportedValuesOf('timeZone').filter((zone) =>
      months.some((at) => startOfReportingDay(at, zone) % QUARTER_MS !== 0),
    );
    expect(odd).toEqual([]);
  });

  it('makes windows of whole minutes: the minute of the instant and the 29 before it', () => {
    const at = Date.parse('2026-03-12T10:15:59.999Z');
    expect(windowBounds(at, 'UTC')).toEqual({
      last30MinutesFrom: minuteOf(Date.parse('2026-03-12T09:46:00Z')),
      todayFrom: minuteOf(Date.parse('2026-03-12T00:00:00Z')),
      to: minuteOf(Date.parse('2026-03-12T10:15:00Z')),
      todaySinceMs: Date.parse('2026-03-12T00:00:00Z'),
    });
  });
});
