import type { SyncServiceSid } from '@flex-sync-suite/shared/contract';
import { limitPerSecond, ratesOf, shareOf, type CountedUses, type ObjectUse, type OutboxStanding } from './sync-rates';

const SERVICE = `IS${'1'.repeat(32)}` as SyncServiceSid;
const sid = (n: number): string => `ET${String(n).repeat(32)}`;

const use = (more: Partial<ObjectUse>): ObjectUse => ({
  ...{ serviceSid: SERVICE, kind: 'document', sid: sid(1), uniqueName: 'board', readsIn10s: null, bytes: 500 },
  ...{ writesIn10s: 10, writesIn5min: 100, throttledIn10s: 0, throttledIn5min: 0, countedBy: 'outbox' },
  ...more,
});
const standing = (more: Partial<OutboxStanding> = {}): OutboxStanding => ({
  ...{ kind: 'document', name: 'board', sid: sid(1), waiting: 0, lastError: null },
  ...more,
});
const rates = (more: Partial<CountedUses>) =>
  ratesOf({ serviceSid: SERVICE, stored: [], local: null, standings: [], ...more });

test.each([
  ['document', null, 20],
  ['document', 0, 20],
  ['map', 1_024, 20],
  ['map', 1_075, 19.9],
  ['list', 5_632, 11],
  ['document', 10_240, 2],
  ['document', 16_384, 2],
  ['stream', 4_096, 30],
] as const)('a %s takes writes of %s bytes %f times a second', (kind, bytes, rate) => {
  expect(limitPerSecond(kind, bytes)).toBeCloseTo(rate, 1);
});

test('the nearest to its limit comes first: by what was asked of it, and for its size', () => {
  const told = rates({
    stored: [
      use({ sid: sid(1), uniqueName: 'small', writesIn10s: 100 }),
      use({ sid: sid(2), uniqueName: 'large', writesIn10s: 15, bytes: 12_000 }),
      use({ sid: sid(3), uniqueName: 'hot', writesIn10s: 200, throttledIn10s: 1_800 }),
      use({ sid: sid(4), uniqueName: 'idle', writesIn10s: 0, throttledIn5min: 3 }),
      use({ sid: sid(5), uniqueName: 'quiet', writesIn10s: 0 }),
    ],
  });
  expect(told.map((rate) => [rate.uniqueName, shareOf(rate)])).toEqual([
    ['hot', 10],
    ['large', 0.75],
    ['small', 0.5],
    ['idle', 0],
    ['quiet', 0],
  ]);
});

test('whoever counts everything has the last word, and is told as who counted', () => {
  const local = [
    use({ writesIn10s: 30, readsIn10s: 7, countedBy: 'local-twilio' }),
    use({ sid: sid(2), uniqueName: null, kind: 'stream', countedBy: 'local-twilio' }),
  ];
  const told = rates({ stored: [use({}), use({ sid: sid(3), uniqueName: 'gone' })], local });
  expect(told).toHaveLength(3);
  expect(told.find((rate) => rate.sid === sid(1))).toMatchObject({
    ...{ uniqueName: 'board', writesIn10s: 30, readsIn10s: 7, countedBy: 'local-twilio' },
  });
});

test('refused creations count with the object that came of them, or stand alone', () => {
  const refused = { sid: null, bytes: 2_048, writesIn10s: 0, throttledIn10s: 4, throttledIn5min: 5 };
  expect(rates({ stored: [use(refused), use({})] })).toMatchObject([
    { sid: sid(1), writesIn10s: 10, throttledIn10s: 4, throttledIn5min: 5, bytes: 2_048, limitPerSecond: 18 },
  ]);
  expect(rates({ stored: [use(refused), use({ kind: 'map' })] })).toHaveLength(2);
  const local = [use({ countedBy: 'local-twilio' })];
  expect(rates({ stored: [use(refused)], local })).toMatchObject([{ throttledIn10s: 4, countedBy: 'local-twilio' }]);
});

test('the outbox tells what waits and why, also of an object that was never written, and nothing of a stranger', () => {
  const trouble = { waiting: 3, lastError: 'Twilio answered 403' };
  const [board] = rates({ stored: [use({})], standings: [standing(trouble)] });
  expect(board).toMatchObject({ isSuite: true, ...trouble });
  const [stranger] = rates({ stored: [use({ sid: sid(9) })], standings: [standing(trouble)] });
  expect(stranger).toMatchObject({ isSuite: false, waiting: 0, lastError: null });
  expect(rates({ standings: [standing({ ...trouble, sid: null }), standing({ name: 'calm' })] })).toEqual([
    {
      ...use({ sid: null, bytes: null, writesIn10s: 0, writesIn5min: 0 }),
      ...{ isSuite: true, limitPerSecond: 20, ...trouble },
    },
  ]);
});

test('an object of another service is none of the suite, whatever its name', () => {
  const other = `IS${'2'.repeat(32)}` as SyncServiceSid;
  expect(rates({ local: [use({ serviceSid: other })], standings: [standing()] })[0]).toMatchObject({ isSuite: false });
});
