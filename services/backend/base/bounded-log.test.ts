import { createBoundedLog, type BoundedLog } from './bounded-log';
import { createManualClock, type ManualClock } from '../outbox/testing/manual-clock';

let clock: ManualClock;
let log: BoundedLog;
let lines: string[];

beforeEach(() => {
  clock = createManualClock();
  log = createBoundedLog(clock);
  lines = [];
});

const note = (kind: string): void => {
  log.note(kind, (count) => {
    lines.push(`${kind} ${count}`);
  });
};

test('writes the first at once and the others, counted, once a minute', () => {
  for (let second = 0; second < 150; second += 1) {
    note('forged');
    clock.advance(1_000);
  }
  expect(lines).toEqual(['forged 1', 'forged 59', 'forged 60']);
});

test('is at once again after a quiet minute', () => {
  note('forged');
  clock.advance(60_000);
  note('forged');
  expect(lines).toEqual(['forged 1', 'forged 1']);
});

test('keeps kinds apart', () => {
  note('forged');
  note('too large');
  expect(lines).toEqual(['forged 1', 'too large 1']);
});

test('tells what was counted when it is closed, and counts no more', () => {
  note('forged');
  note('forged');
  log.close();
  expect(lines).toEqual(['forged 1', 'forged 1']);
  note('forged');
  clock.advance(120_000);
  expect(lines).toEqual(['forged 1', 'forged 1', 'forged 1']);
});
