import { createLog } from './log';
import { StoreUnavailable } from './store-unavailable';
import { FULL } from '../store/trouble';
import { repeat } from './repeat';
import { createManualClock } from '../outbox/testing/manual-clock';

test('what an outage of the database kept from running is made up for a second after it, not an hour', async () => {
  const clock = createManualClock();
  let isAway = true;
  let done = 0;
  const hourly = repeat({ clock, log: createLog('silent'), name: 'test', intervalMs: 3_600_000 }, () => {
    if (isAway) return Promise.reject(new StoreUnavailable(FULL));
    done += 1;
    return Promise.resolve();
  });
  await new Promise(setImmediate);
  isAway = false;
  clock.advance(1_000);
  await new Promise(setImmediate);
  expect(done).toBe(1);
  clock.advance(3_599_000);
  await new Promise(setImmediate);
  expect(done).toBe(1);
  await hourly.close();
});
