import { createManualClock, type ManualClock } from '../project/testing/manual-clock';
import { createReadiness } from './readiness';

let clock: ManualClock;
let phase: 'starting' | 'running' | 'draining';
let oldestDirtyAt: () => Promise<number | null>;

beforeEach(() => {
  clock = createManualClock();
  phase = 'running';
  oldestDirtyAt = () => Promise.resolve(null);
});

const reasons = () => createReadiness({ clock, phase: () => phase, oldestDirtyAt: () => oldestDirtyAt() })();

test('is ready when the database answers and Sync keeps up', async () => {
  expect(await reasons()).toEqual([]);
  oldestDirtyAt = () => Promise.resolve(clock.now() - 29_000);
  expect(await reasons()).toEqual([]);
});

test('is not ready while it starts and while it stops', async () => {
  phase = 'starting';
  expect(await reasons()).toEqual(['it is still starting']);
  phase = 'draining';
  expect(await reasons()).toEqual(['it is shutting down']);
});

test('is not ready when Sync is more than 30 s behind', async () => {
  oldestDirtyAt = () => Promise.resolve(clock.now() - 31_000);
  expect(await reasons()).toEqual(['Sync is 31 s behind the database']);
});

test('is not ready when the database fails, or does not answer within a second', async () => {
  oldestDirtyAt = () => Promise.reject(new Error('connection terminated'));
  expect(await reasons()).toEqual(['the database does not answer']);
  oldestDirtyAt = () => new Promise(() => undefined);
  const pending = reasons();
  clock.advance(1_000);
  expect(await pending).toEqual(['the database does not answer']);
});
