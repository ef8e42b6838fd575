import { createManualClock, type ManualClock } from '../project/testing/manual-clock';
import type { OldestDirty } from '../store/sync-objects';
import { FULL, type Trouble } from '../store/unavailable';
import { createReadiness } from './readiness';

let clock: ManualClock;
let phase: 'starting' | 'running' | 'draining';
let faults: string[];
let trouble: Trouble | null;
let oldestDirtyAt: () => Promise<OldestDirty>;

beforeEach(() => {
  clock = createManualClock();
  phase = 'running';
  faults = [];
  trouble = null;
  oldestDirtyAt = () => Promise.resolve({ watched: null, bulk: null });
});

const reasons = () =>
  createReadiness({
    clock,
    phase: () => phase,
    trouble: () => trouble,
    faults: () => faults,
    oldestDirtyAt: () => oldestDirtyAt(),
  })();

test('is ready when the database answers and Sync keeps up', async () => {
  expect(await reasons()).toEqual([]);
  oldestDirtyAt = () => Promise.resolve({ watched: clock.now() - 29_000, bulk: null });
  expect(await reasons()).toEqual([]);
});

test('is not ready while it starts and while it stops', async () => {
  phase = 'starting';
  expect(await reasons()).toEqual(['it is still starting']);
  phase = 'draining';
  expect(await reasons()).toEqual(['it is shutting down']);
});

test('is not ready while nothing can work, whatever else holds', async () => {
  faults = ['Twilio refuses the key'];
  expect(await reasons()).toEqual(['Twilio refuses the key']);
  oldestDirtyAt = () => Promise.reject(new Error('connection terminated'));
  expect(await reasons()).toEqual(['Twilio refuses the key', 'the database does not answer']);
  phase = 'starting';
  expect(await reasons()).toEqual(['it is still starting', 'Twilio refuses the key']);
});

test('says what keeps the database from storing events, without asking it, and also while it starts', async () => {
  oldestDirtyAt = () => Promise.reject(new Error('nobody is to ask'));
  trouble = FULL;
  expect(await reasons()).toEqual(['the disk of the database is full']);
  phase = 'starting';
  trouble = { kind: 'away', reason: 'connect ECONNREFUSED 127.0.0.1:5432' };
  expect(await reasons()).toEqual([
    'it is still starting',
    'the database does not answer: connect ECONNREFUSED 127.0.0.1:5432',
  ]);
});

test('is not ready when Sync is more than 30 s behind', async () => {
  oldestDirtyAt = () => Promise.resolve({ watched: clock.now() - 31_000, bulk: null });
  expect(await reasons()).toEqual(['Sync is 31 s behind the database']);
});

test('an import that takes long, or attributes that TaskRouter refuses, do not hold it', async () => {
  oldestDirtyAt = () => Promise.resolve({ watched: null, bulk: clock.now() - 3_600_000 });
  expect(await reasons()).toEqual([]);
});

test('is not ready when the database fails, or does not answer within a second', async () => {
  oldestDirtyAt = () => Promise.reject(new Error('connection terminated'));
  expect(await reasons()).toEqual(['the database does not answer']);
  oldestDirtyAt = () => new Promise(() => undefined);
  const pending = reasons();
  clock.advance(1_000);
  expect(await pending).toEqual(['the database does not answer']);
});
