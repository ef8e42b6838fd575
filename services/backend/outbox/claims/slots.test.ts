import { createSlots } from './slots';
import { createManualClock } from '../testing/manual-clock';

const done = Promise.resolve();

function setUp(limit: number) {
  const clock = createManualClock();
  const slots = createSlots(clock, { limit });
  const begin = (count: number, isLowPriority: boolean, name = isLowPriority ? 'bulk' : 'board') => {
    for (let n = 0; n < count; n += 1) {
      slots.begin(`${name}.${String(n)}`, { isLowPriority, heldUntil: clock.now() + 3_000, done });
    }
  };
  return { clock, slots, begin };
}

test.each([2, 3, 8, 32])('of %i places what has low priority has half at most, and one before all others', (limit) => {
  const { slots, begin } = setUp(limit);
  expect(slots.room()).toEqual({ room: limit, lowPriority: { most: Math.floor(limit / 2), first: 1 } });
  begin(Math.floor(limit / 2), true);
  expect(slots.room()).toEqual({ room: Math.ceil(limit / 2), lowPriority: { most: 0, first: 0 } });
});

test('an object whose request gets no answer leaves its place after a second, up to 24 of them', () => {
  const { clock, slots, begin } = setUp(8);
  for (let round = 0; round < 3; round += 1) {
    begin(8, false, `round${String(round)}`);
    expect(slots.room().room).toBe(0);
    clock.advance(999);
    expect(slots.room().room).toBe(0);
    expect(slots.nextRoomAt()).toBe(clock.now() + 1);
    clock.advance(1);
    expect(slots.room().room).toBe(8);
  }
  begin(8, false, 'last');
  clock.advance(1_000);
  expect(slots.room().room).toBe(0);
  slots.end('last.0');
  expect(slots.room().room).toBe(1);
});

test('no more than half of those that wait for an answer may be of low priority', () => {
  const { clock, slots, begin } = setUp(8);
  for (let round = 0; round < 4; round += 1) {
    begin(4, true, `bulk${String(round)}`);
    clock.advance(1_000);
  }
  expect(slots.room()).toEqual({ room: 8, lowPriority: { most: 0, first: 0 } });
});

test('an object that goes on keeps its place, and may go on as long as its lease is held', () => {
  const { clock, slots, begin } = setUp(2);
  begin(1, false);
  clock.advance(900);
  expect(slots.goesOn('board.0')).toBe(true);
  clock.advance(900);
  expect(slots.room().room).toBe(1);
  clock.advance(1_200);
  expect(slots.goesOn('board.0')).toBe(false);
  slots.hold('board.0', clock.now() + 3_000);
  expect(slots.goesOn('board.0')).toBe(true);
  slots.end('board.0');
  expect(slots.goesOn('board.0')).toBe(false);
});

test('an object whose requests are answered leaves its place, until as many wait to be recorded as there are places', () => {
  const { clock, slots, begin } = setUp(8);
  begin(4, true);
  begin(4, false);
  expect(slots.room()).toEqual({ room: 0, lowPriority: { most: 0, first: 0 } });
  for (const key of slots.keys()) slots.answered(key);
  expect(slots.room()).toEqual({ room: 8, lowPriority: { most: 4, first: 1 } });
  expect(slots.nextRoomAt()).toBe(null);
  begin(4, false, 'next');
  for (let n = 0; n < 4; n += 1) slots.answered(`next.${String(n)}`);
  clock.advance(10_000);
  expect(slots.room().room).toBe(4);
  slots.end('next.0');
  expect(slots.room().room).toBe(5);
});

test('what was claimed again while it was under way is told at its end, with the lease as it is by then', () => {
  const { clock, slots, begin } = setUp(8);
  begin(2, false);
  slots.claimedAgain('board.1', clock.now() + 3_000);
  slots.hold('board.1', clock.now() + 4_000);
  expect([slots.end('board.0'), slots.end('board.1'), slots.end('board.1')]).toEqual([null, clock.now() + 4_000, null]);
});
