import { createLog } from './base/log';
import { StoreUnavailable } from './base/store-unavailable';
import { createLifecycle } from './lifecycle';
import { createManualClock } from './outbox/testing/manual-clock';

const AWAY = new StoreUnavailable({ kind: 'away', reason: 'connection refused' });

function loggedLifecycle() {
  const lines: string[] = [];
  const clock = createManualClock();
  return { lines, clock, lifecycle: createLifecycle(createLog('info', { write: (line) => lines.push(line) }), clock) };
}

test('a database that is away is told of once, however often it is tried', async () => {
  const { lines, clock, lifecycle } = loggedLifecycle();
  let attempts = 0;
  const reached = lifecycle.persist(() => {
    attempts += 1;
    return attempts < 4 ? Promise.reject(AWAY) : Promise.resolve('there');
  });
  for (let second = 0; second < 3; second += 1) {
    await new Promise(setImmediate);
    clock.advance(1_000);
  }
  expect(await reached).toBe('there');
  expect(lines).toEqual([expect.stringContaining('connection refused')]);
});

test('what a step loses because we close is no news of the database', async () => {
  const { lines, lifecycle } = loggedLifecycle();
  let lose = (): void => undefined;
  const step = lifecycle.persist(
    () =>
      new Promise<never>((_resolve, reject) => {
        lose = () => {
          reject(AWAY);
        };
      }),
  );
  lifecycle.onClose(() => {
    lose();
  });
  await lifecycle.close();
  await expect(step).rejects.toThrow('was stopped while it started');
  expect(lines).toEqual([]);
});
