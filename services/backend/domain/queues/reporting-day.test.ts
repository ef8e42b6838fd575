import { minuteOf } from './contributions';
import { dayReset, lastReset, startOfReportingDay, weekBefore, windowBounds } from './reporting-day';

const startOf = (instant: string, zone: string): string =>
  new Date(startOfReportingDay(Date.parse(instant), zone)).toISOString();

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** No zone changes its clock twice within it: the shortest time of another is Morocco's Ramadan. */
const STEP_MS = 14 * DAY_MS;

/** While a clock on the wall is set to one offset from UTC. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** How a clock on the wall of a zone is set from one instant to another, as the platform's own formatter shows it. */
function stretches(zone: string, from: number, to: number): Stretch[] {
  const wall = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const offsetAt = (at: number): number => {
    const [day = 0, month = 0, ...rest] = (wall.format(at).match(/\d+/g) ?? []).map(Number);
    const [year = 0, hour, minute, second] = rest;
    return Date.UTC(year, month - 1, day, hour, minute, second) - at;
  };
  const changeBetween = (before: number, after: number): number => {
    const middle = before + Math.floor((after - before) / MINUTE_MS / 2) * MINUTE_MS;
    if (middle === before) return after;
    return offsetAt(middle) === offsetAt(before) ? changeBetween(middle, after) : changeBetween(before, middle);
  };
  const found: Stretch[] = [{ from, to, offset: offsetAt(from) }];
  let [last] = found;
  for (let at = from; at < to; at += STEP_MS) {
    const offset = offsetAt(at + STEP_MS);
    if (last === undefined || offset === last.offset) continue;
    const change = changeBetween(at, at + STEP_MS);
    found.splice(-1, 1, { ...last, to: change });
    last = { from: change, to, offset };
    found.push(last);
  }
  return found;
}

interface DayOnTheWall {
  readonly start: number;
  readonly end: number;
  readonly isNearChange: boolean;
}

/** The days between two instants, each from the instant at which its date and time, or later ones, are first on the wall. */
function daysOnTheWall(zone: string, first: number, after: number, timeMs = 0): DayOnTheWall[] {
  const all = stretches(zone, first, after).map((one) => ({ ...one, offset: one.offset - timeMs }));
  const starts: number[] = [];
  let latest = -Infinity;
  for (const { from, to, offset } of all) {
    for (let date = Math.floor((from + offset) / DAY_MS); date <= Math.floor((to - 1 + offset) / DAY_MS); date++) {
      if (date > latest) starts.push(Math.max(from, date * DAY_MS - offset));
      latest = Math.max(latest, date);
    }
  }
  // The first one may have begun earlier.
  return starts.slice(1).flatMap((start, day, { [day + 1]: end }) => {
    const isNearChange = all.slice(1).some(({ from }) => Math.abs(from - start) <= DAY_MS);
    return end === undefined ? [] : [{ start, end, isNearChange }];
  });
}

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

  it.each([
    ['Atlantic/Azores', '2026-10-25T00:00:00Z', '2026-10-25T00:00:00.000Z'],
    ['Atlantic/Azores', '2026-10-25T01:30:00Z', '2026-10-25T00:00:00.000Z'],
    ['Atlantic/Azores', '2026-10-25T23:00:00Z', '2026-10-25T00:00:00.000Z'],
    ['America/Havana', '2026-11-01T05:30:00Z', '2026-11-01T04:00:00.000Z'],
    ['Asia/Beirut', '2026-10-24T21:30:00Z', '2026-10-23T21:00:00.000Z'],
    // At 00:01 back to 23:01: a minute of the new date, then an hour of the old one.
    ['America/St_Johns', '2010-11-07T02:30:30Z', '2010-11-07T02:30:00.000Z'],
    ['America/St_Johns', '2010-11-07T03:00:00Z', '2010-11-07T02:30:00.000Z'],
    ['America/St_Johns', '2010-11-07T12:00:00Z', '2010-11-07T02:30:00.000Z'],
  ])('begins in %s once, at the first of two midnights, before %s', (zone, instant, start) => {
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

  it('begins in every zone, for three years, when a clock on the wall first shows the date', () => {
    const wrong = Intl.supportedValuesOf('timeZone').flatMap((zone) =>
      daysOnTheWall(zone, Date.UTC(2025, 0), Date.UTC(2028, 0))
        .filter(({ isNearChange }, day) => isNearChange || day % 97 === 0)
        .flatMap(({ start, end, isNearChange }) =>
          (isNearChange ? [start, start + 90 * MINUTE_MS, end - 1] : [start, end - 1])
            .filter((at) => startOfReportingDay(at, zone) !== start)
            .map((at) => `${zone} ${new Date(at).toISOString()}`),
        ),
    );
    expect(wrong).toEqual([]);
  });

  it.each(['02:30', '06:00', '00:05', '23:45'])(
    'begins at %s where a queue has it so, whatever the clock does',
    (time) => {
      const [hours = 0, minutes = 0] = time.split(':').map(Number);
      const zones = [
        'UTC',
        'Europe/Berlin',
        'America/New_York',
        'America/Havana',
        'Africa/Cairo',
        'Australia/Lord_Howe',
      ];
      const wrong = zones.flatMap((zone) =>
        daysOnTheWall(zone, Date.UTC(2026, 0), Date.UTC(2027, 1), (hours * 60 + minutes) * MINUTE_MS).flatMap(
          ({ start, end }) =>
            [start, start + 90 * MINUTE_MS, end - 1]
              .filter((at) => lastReset(at, { time, zone }) !== start)
              .map((at) => `${zone} ${new Date(at).toISOString()}`),
        ),
      );
      expect(wrong).toEqual([]);
    },
  );

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
    expect(windowBounds(at, dayReset('UTC'))).toEqual({
      last30MinutesFrom: minuteOf(Date.parse('2026-03-12T09:46:00Z')),
      todayFrom: minuteOf(Date.parse('2026-03-12T00:00:00Z')),
      to: minuteOf(Date.parse('2026-03-12T10:15:00Z')),
      todaySinceMs: Date.parse('2026-03-12T00:00:00Z'),
    });
  });
});

describe('a week before', () => {
  /** Meets each quarter of an hour, in one day or another. */
  const STEP = 35 * MINUTE_MS;
  const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'America/Havana', 'Africa/Cairo', 'Australia/Lord_Howe'];
  const shown = (instant: string, zone: string, time = '00:00') => {
    const { atMs, todaySinceMs } = weekBefore(Date.parse(instant), { time, zone });
    return [atMs, todaySinceMs].map((ms) => new Date(ms).toISOString().slice(0, 16));
  };

  it('is the same time on the clock, whether its hour was skipped or came twice, that week or this one', () => {
    // An hour later in UTC, and earlier.
    expect(shown('2026-03-31T07:40:20Z', 'Europe/Berlin')).toEqual(['2026-03-24T08:40', '2026-03-23T23:00']);
    expect(shown('2026-10-27T08:40:20Z', 'Europe/Berlin')).toEqual(['2026-10-20T07:40', '2026-10-19T22:00']);
    // Half past two was skipped; it came twice; and of the two of today both are compared with one.
    expect(shown('2026-04-05T00:30:00Z', 'Europe/Berlin')).toEqual(['2026-03-29T00:59', '2026-03-28T23:00']);
    expect(shown('2026-11-01T01:30:00Z', 'Europe/Berlin')).toEqual(['2026-10-25T00:30', '2026-10-24T22:00']);
    expect(shown('2026-10-25T00:30:00Z', 'Europe/Berlin')).toEqual(['2026-10-18T00:30', '2026-10-17T22:00']);
    expect(shown('2026-10-25T01:30:00Z', 'Europe/Berlin')).toEqual(['2026-10-18T00:30', '2026-10-17T22:00']);
    expect(shown('2027-01-03T09:00:00Z', 'UTC')).toEqual(['2026-12-27T09:00', '2026-12-27T00:00']);
    // The second ten past two of a day that began at the first half past two: no time before its day began.
    const late = shown('2026-10-25T01:10:00Z', 'Europe/Berlin', '02:30');
    expect(late).toEqual(['2026-10-18T00:30', '2026-10-18T00:30']);
  });

  it.each(['00:00', '02:30'])('is near every change of a clock what the clock says, days from %s', (time) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    const [first, after] = [Date.UTC(2026, 0), Date.UTC(2027, 1)];
    const wrong = ZONES.flatMap((zone) => {
      const clock = stretches(zone, first, after);
      const days = daysOnTheWall(zone, first, after, (hours * 60 + minutes) * MINUTE_MS);
      const isTold = (at: number): boolean => {
        const today = days.findIndex(({ start, end }) => start <= at && at < end);
        const since = days[today - 7]?.start;
        const wall = at + (clock.find(({ from, to }) => from <= at && at < to)?.offset ?? NaN) - 7 * DAY_MS;
        const showing = clock
          .filter(({ from, to, offset }) => from <= wall - offset && wall - offset < to)
          .map(({ offset }) => wall - offset);
        const ended = clock.filter(({ to, offset }) => to + offset <= wall).map(({ to }) => to - MINUTE_MS);
        if (since === undefined) return true;
        const before = showing.length > 0 ? Math.min(...showing) : Math.max(...ended);
        const told = weekBefore(at, { time, zone });
        return told.todaySinceMs === since && told.atMs === Math.max(before, since);
      };
      return days
        .filter(({ isNearChange }, day) => isNearChange || days[day - 7]?.isNearChange === true)
        .flatMap(({ start, end }) => {
          const moments = Array.from({ length: Math.ceil((end - start) / STEP) }, (_, n) => start + n * STEP);
          return moments.filter((at) => !isTold(at)).map((at) => `${zone} ${new Date(at).toISOString()}`);
        });
    });
    expect(wrong).toEqual([]);
  });
});
