import { createLog } from '../../base/log';
import { createDatabaseClock, type DatabaseClock } from './database-clock';
import { createManualClock } from '../testing/manual-clock';

const log = createLog('silent');
/** True time; the database's clock, and this process's own, are `databaseAheadMs` and `monotonicBeganAt` off it. */
const truth = createManualClock();
let databaseAheadMs: number;
let answerTakesMs: number;
let isAway: boolean;
let clock: DatabaseClock | null;

beforeEach(() => {
  [databaseAheadMs, answerTakesMs, isAway, clock] = [0, 0, false, null];
});
afterEach(() => clock?.close());

const start = async (): Promise<DatabaseClock> => {
  clock = createDatabaseClock({
    ask: async () => {
      truth.advance(answerTakesMs / 2);
      if (isAway) throw new Error('The database is away');
      const at = truth.now() + databaseAheadMs;
      truth.advance(answerTakesMs / 2);
      return Promise.resolve(at);
    },
    own: truth,
    log,
    monotonicMs: () => truth.now() - 1_772_000_000_000,
  });
  await clock.follow();
  return clock;
};
const settled = () => new Promise(setImmediate);
const errorMs = (of: DatabaseClock) => Math.abs(of.now() - (truth.now() + databaseAheadMs));

test.each([0, 120_000, -120_000])('follows a database whose clock is %i ms off', async (ahead) => {
  databaseAheadMs = ahead;
  answerTakesMs = 80;
  expect(errorMs(await start())).toBeLessThanOrEqual(1);
});

test("jumps of this machine's clock do not move it", async () => {
  const own = await start();
  jest.spyOn(Date, 'now').mockReturnValue(truth.now() + 3_600_000);
  expect(errorMs(own)).toBe(0);
});

test.each([3_600_000, -3_600_000])("follows the database's clock within 10 s when it is set by %i ms", async (step) => {
  const own = await start();
  databaseAheadMs += step;
  truth.advance(10_000);
  await settled();
  expect(errorMs(own)).toBeLessThanOrEqual(1);
});

test('runs on by itself while the database is away, and does not believe a slow answer more than a quick one', async () => {
  answerTakesMs = 10;
  const own = await start();
  isAway = true;
  truth.advance(60_000);
  await settled();
  expect(errorMs(own)).toBeLessThanOrEqual(1);
  [isAway, answerTakesMs] = [false, 4_000];
  truth.advance(10_000);
  await settled();
  expect(errorMs(own)).toBeLessThanOrEqual(1);
});
