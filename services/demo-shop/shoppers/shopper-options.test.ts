import { departures } from './run-shoppers';
import { readShopperOptions } from './shopper-options';

const NOW = Date.UTC(2026, 10, 29, 12);
const HOUR = 3_600_000;

test('without options, a hundred shoppers came during the last day', () => {
  expect(readShopperOptions([], NOW)).toEqual({
    visitors: 100,
    seed: 1,
    from: NOW - 24 * HOUR,
    overMs: 24 * HOUR,
    rate: null,
    disturbed: false,
    truth: '.data/shoppers-1.jsonl',
  });
});

test('count, seed, time, rate, disturbance and the file of the truth are options', () => {
  const args = '--visitors 7 --seed 3 --hours 0.5 --from 2026-11-29T08:00:00Z --rate 20 --disturb --truth /tmp/t';
  expect(readShopperOptions(args.split(' '), NOW)).toEqual({
    visitors: 7,
    seed: 3,
    from: Date.UTC(2026, 10, 29, 8),
    overMs: HOUR / 2,
    rate: 20,
    disturbed: true,
    truth: '/tmp/t',
  });
});

test.each([
  ['--visitors 0', '--visitors must be a whole number from 1.'],
  ['--seed x', '--seed must be a whole number.'],
  ['--hours 1000', '--hours must be a number up to 720.'],
  ['--hours x', '--hours must be a number up to 720.'],
  ['--rate 0', '--rate must be a number above 0.'],
  ['--from yesterday', '--from must be an instant such as 2026-11-29T08:00:00Z.'],
])('%s is refused with one sentence', (args, problem) => {
  expect(readShopperOptions(args.split(' '), NOW)).toEqual({ problems: [problem] });
});

test('an option that is not there is named, and those that are', () => {
  expect(readShopperOptions(['--visitor', '3'], NOW)).toEqual({
    problems: [expect.stringContaining("'--visitor'"), expect.stringContaining('--visitors N')],
  });
});

test('an event leaves when its instant has come, and no more of them in a second than the rate', async () => {
  let now = NOW;
  const wait = (ms: number) => {
    now += ms;
    return Promise.resolve();
  };
  const leftAt = async (mayLeave: ReturnType<typeof departures>, at: number) => {
    await mayLeave({ timestamp: new Date(at).toISOString() } as Parameters<typeof mayLeave>[0]);
    return now - NOW;
  };
  const live = departures(null, () => now, wait);
  expect([await leftAt(live, NOW - HOUR), await leftAt(live, NOW), await leftAt(live, NOW + 5000)]).toEqual([
    0, 0, 5000,
  ]);
  now = NOW;
  const paced = departures(10, () => now, wait);
  expect([await leftAt(paced, NOW), await leftAt(paced, NOW), await leftAt(paced, NOW)]).toEqual([0, 100, 200]);
});
