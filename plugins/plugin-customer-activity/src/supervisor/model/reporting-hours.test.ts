import fc from 'fast-check';
import { createPageState } from '@flex-sync-suite/shared/views';
import { daysUntil, periodFrom, putPeriod, rangeBefore, rangeOf, type Period } from './period';
import {
  addDays,
  createZoneClock,
  dateOf,
  endOfHour,
  hourAtWall,
  hoursOfDate,
  startOfDate,
  startOfHour,
} from './reporting-hours';

const HOUR = 3_600_000;
/** With hours of 30 and 45 minutes, a clock that is set by half an hour, and one that is set at midnight. */
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
];
const clocks = new Map(ZONES.map((zone) => [zone, createZoneClock(zone)]));
const anyClock = fc.constantFrom(...ZONES).map((zone) => clocks.get(zone)!);
/** Ten years, as the day and the hour that they begin with. */
const anyInstant = fc
  .integer({ min: 0, max: 10 * 365 * 24 * 60 })
  .map((minutes) => Date.UTC(2018, 0, 1) + minutes * 60_000);

const iso = (instants: readonly (number | null)[]): (string | null)[] =>
  instants.map((at) => (at === null ? null : new Date(at).toISOString()));

it.each([
  ['Europe/Berlin', '2026-03-29', 23],
  ['Europe/Berlin', '2026-10-25', 25],
  ['Europe/Berlin', '2026-06-03', 24],
  ['America/Havana', '2026-03-08', 23],
  ['America/Havana', '2026-11-01', 25],
])('in %s the %s has %i hours', (zone, date, count) => {
  expect(hoursOfDate(clocks.get(zone)!, date)).toHaveLength(count);
});

it('a day whose midnight is skipped begins an hour later by its clock', () => {
  const clock = clocks.get('America/Havana')!;
  expect(iso([startOfDate(clock, '2026-03-08')])).toEqual(['2026-03-08T05:00:00.000Z']);
  expect(clock.wallOf(Date.parse('2026-03-08T05:00:00.000Z'))).toBe(Date.UTC(2026, 2, 8, 1));
});

it('hours of zones of half and quarter hours begin there', () => {
  expect(iso(hoursOfDate(clocks.get('Asia/Kathmandu')!, '2026-06-03').slice(0, 2))).toEqual([
    '2026-06-02T18:15:00.000Z',
    '2026-06-02T19:15:00.000Z',
  ]);
});

it('all hours of a day are whole, its own, ascending, and the next day goes on', () => {
  fc.assert(
    fc.property(anyClock, anyInstant, (clock, at) => {
      const date = dateOf(clock, at);
      const hours = hoursOfDate(clock, date);
      for (const [index, hour] of hours.entries()) {
        expect(clock.wallOf(hour) % HOUR).toBe(0);
        expect(dateOf(clock, hour)).toBe(date);
        if (index > 0) expect(hour).toBeGreaterThan(hours[index - 1]!);
      }
      const next = startOfDate(clock, addDays(date, 1))!;
      expect(next).toBeGreaterThan(hours[hours.length - 1]!);
      expect(dateOf(clock, next - 1)).toBe(date);
      const begin = startOfHour(clock, at);
      expect(startOfHour(clock, endOfHour(clock, at) - 1)).toBe(begin);
      expect(clock.wallOf(endOfHour(clock, at)) % HOUR).toBe(0);
      expect(begin).toBeLessThanOrEqual(at);
      // Where the clock is set by half an hour, one hour lasts half an hour longer.
      expect(at - begin).toBeLessThan(1.5 * HOUR);
      expect(hourAtWall(clock, clock.wallOf(begin))).toBeLessThanOrEqual(begin);
    }),
    { numRuns: 60 },
  );
});

it('what is no date has no hours', () => {
  expect(hoursOfDate(clocks.get('UTC')!, '')).toEqual([]);
  expect(startOfDate(clocks.get('UTC')!, '2026-13-40')).toBeNull();
});

describe('ranges', () => {
  const berlin = clocks.get('Europe/Berlin')!;
  const noon = Date.parse('2026-03-30T10:00:00.000Z');

  it('yesterday is a whole day, also one of 23 hours, and is compared with the whole day before', () => {
    const range = rangeOf({ kind: 'preset', preset: 'yesterday' }, noon, berlin)!;
    const before = rangeBefore(range, berlin)!;
    expect(iso([before.from, range.from, range.to])).toEqual([
      '2026-03-27T23:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
  });

  it('some days end before today', () => {
    expect(rangeOf({ kind: 'preset', preset: 'last7Days' }, noon, berlin)).toEqual(daysUntil(berlin, '2026-03-30', 7));
    const { from, to } = rangeOf({ kind: 'preset', preset: 'last30Days' }, noon, berlin)!;
    expect(iso([from, to])).toEqual(['2026-02-27T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
  });

  it('the range before ends where the range begins, and begins with a whole hour', () => {
    fc.assert(
      fc.property(anyClock, anyInstant, fc.integer({ min: 1, max: 400 }), (clock, at, hours) => {
        const from = startOfHour(clock, at);
        const range = { from, to: startOfHour(clock, from + hours * HOUR) };
        fc.pre(range.from < range.to);
        const before = rangeBefore(range, clock)!;
        expect(before.to).toBe(range.from);
        expect(before.from).toBeLessThan(before.to);
        expect(clock.wallOf(before.from) % HOUR).toBe(0);
        // By the wall as long, but for the hour that is skipped or shown twice.
        const difference =
          clock.wallOf(before.to) - clock.wallOf(before.from) - (clock.wallOf(range.to) - clock.wallOf(from));
        expect(Math.abs(difference)).toBeLessThanOrEqual(HOUR);
      }),
      { numRuns: 60 },
    );
  });

  it('are remembered in the URL, and what is none is today', () => {
    const state = createPageState();
    const periods: Period[] = [
      { kind: 'live', window: 'now' },
      { kind: 'preset', preset: 'last7Days' },
      { kind: 'custom', from: noon - HOUR, to: noon },
      { kind: 'live', window: 'today' },
    ];
    for (const period of periods) {
      putPeriod(state, period);
      expect(periodFrom(state)).toEqual(period);
    }
    expect(state.get('period')).toBeNull();
    state.set('period', 'custom');
    expect(periodFrom(state)).toEqual({ kind: 'live', window: 'today' });
  });
});
