import { createManualClock, type ManualClock } from '../outbox/testing/manual-clock';
import { type Trouble } from '../base/store-unavailable';
import { FULL } from '../store/trouble';
import { createReadiness, type ReadinessOptions } from './readiness';

let clock: ManualClock;
let phase: 'starting' | 'running' | 'draining';
let faults: string[];
let trouble: Trouble | null;
let outboxState: ReadinessOptions['outboxState'];

beforeEach(() => {
  clock = createManualClock();
  phase = 'running';
  faults = [];
  trouble = null;
  outboxState = () => Promise.resolve({ watched: null, writtenAt: null });
});

const reasons = () =>
  createReadiness({
    clock,
    phase: () => phase,
    trouble: () => trouble,
    faults: () => faults,
    outboxState: () => outboxState(),
  })();

test('is ready when the database answers and Sync keeps up', async () => {
  expect(await reasons()).toEqual([]);
  outboxState = () => Promise.resolve({ watched: clock.now() - 29_000, writtenAt: null });
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
  outboxState = () => Promise.reject(new Error('connection terminated'));
  expect(await reasons()).toEqual(['Twilio refuses the key', 'the database does not answer']);
  phase = 'starting';
  expect(await reasons()).toEqual(['it is still starting', 'Twilio refuses the key']);
});

test('says what keeps the database from storing events, without asking it, and also while it starts', async () => {
  outboxState = () => Promise.reject(new Error('nobody is to ask'));
  trouble = FULL;
  expect(await reasons()).toEqual(['the disk of the database is full']);
  phase = 'starting';
  trouble = { kind: 'away', reason: 'connect ECONNREFUSED 127.0.0.1:5432' };
  expect(await reasons()).toEqual([
    'it is still starting',
    'the database does not answer: connect ECONNREFUSED 127.0.0.1:5432',
  ]);
});

test('is not ready when something waits for more than 30 s while nothing reaches Sync', async () => {
  outboxState = () => Promise.resolve({ watched: clock.now() - 31_000, writtenAt: clock.now() - 31_000 });
  expect(await reasons()).toEqual(['nothing reaches Sync, which is 31 s behind']);
  outboxState = () => Promise.resolve({ watched: clock.now() - 31_000, writtenAt: null });
  expect(await reasons()).toEqual(['nothing reaches Sync, which is 31 s behind']);
});

test('an object that fails for ever does not hold it while others are written', async () => {
  outboxState = () => Promise.resolve({ watched: clock.now() - 3_600_000, writtenAt: clock.now() - 10_000 });
  expect(await reasons()).toEqual([]);
});

test('is not ready when the database fails, or does not answer within a second', async () => {
  outboxState = () => Promise.reject(new Error('connection terminated'));
  expect(await reasons()).toEqual(['the database does not answer']);
  outboxState = () => new Promise(() => undefined);
  const pending = reasons();
  clock.advance(1_000);
  expect(await pending).toEqual(['the database does not answer']);
});
