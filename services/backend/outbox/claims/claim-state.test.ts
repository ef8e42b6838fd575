import {
  claimFailed,
  claimGapMs,
  initialClaimState,
  nextStep,
  objectDone,
  pollBegun,
  polled,
  withinBounds,
  wokenClaimed,
  type ClaimState,
} from './claim-state';

const NOW = 1_000_000;
const START = initialClaimState(50);
const ROOM = { room: 32, lowPriority: 16, nextRoomAt: null };
/** After a poll that took all there was. */
const calm: ClaimState = { ...START, pollAt: NOW + 200 };

test('at the start everything that is due is claimed', () => {
  expect(nextStep(START, ROOM, true, NOW)).toEqual({ kind: 'poll' });
});

test('between two polls what was woken is claimed by name', () => {
  expect(nextStep(calm, ROOM, true, NOW)).toEqual({ kind: 'woken', lowPriority: 16 });
  expect(nextStep(calm, ROOM, true, NOW + 200)).toEqual({ kind: 'poll' });
});

test('without room nothing is claimed until a place is given up, or the next poll', () => {
  const full = { room: 0, lowPriority: 0, nextRoomAt: NOW + 70 };
  expect(nextStep(calm, full, true, NOW)).toEqual({ kind: 'wait', until: NOW + 70 });
  expect(nextStep(calm, { ...full, nextRoomAt: null }, true, NOW)).toEqual({ kind: 'wait', until: NOW + 200 });
});

test.each([
  ['embedded', 50],
  ['postgres', 20],
] as const)('what comes due shortly after a claim waits for the next: on %s %i ms', (kind, gapMs) => {
  const before: ClaimState = { ...initialClaimState(claimGapMs(kind)), pollAt: NOW + 200 };
  for (const claimed of [
    wokenClaimed(before, 3, false, NOW),
    polled(before, { all: 3, lowPriority: 0 }, { all: 32, lowPriority: 16 }, NOW),
  ]) {
    expect(nextStep(claimed, ROOM, true, NOW + gapMs - 1)).toEqual({ kind: 'wait', until: NOW + gapMs });
    expect(nextStep(claimed, ROOM, true, NOW + gapMs)).toMatchObject({ kind: 'woken' });
  }
  expect(nextStep(wokenClaimed(before, 0, false, NOW), ROOM, true, NOW)).toMatchObject({ kind: 'woken' });
});

test('a database that does not answer is left alone for a second, also by what is woken', () => {
  const failed = claimFailed(calm, NOW);
  expect(nextStep(failed, ROOM, true, NOW + 999)).toEqual({ kind: 'wait', until: NOW + 1_000 });
  expect(nextStep(failed, ROOM, true, NOW + 1_000)).toEqual({ kind: 'poll' });
});

test('a clock that is set back makes no wait longer than it may be', () => {
  const ahead = withinBounds(claimFailed(pollBegun(calm, NOW, 16), NOW), NOW - 3_600_000);
  expect(nextStep(ahead, ROOM, true, NOW - 3_600_000)).toEqual({ kind: 'wait', until: NOW - 3_600_000 + 1_000 });
  expect(ahead.pollAt).toBe(NOW - 3_600_000 + 250);
});

test('a poll that took as many as it had room for is followed by another', () => {
  const full = polled(calm, { all: 32, lowPriority: 0 }, { all: 32, lowPriority: 16 }, NOW);
  expect(nextStep(full, ROOM, true, NOW + 50)).toEqual({ kind: 'poll' });
});

describe('objects of low priority', () => {
  const more = polled(calm, { all: 20, lowPriority: 16 }, { all: 32, lowPriority: 16 }, NOW);

  test('that the last poll left are claimed once none waits by name', () => {
    expect(nextStep(more, ROOM, false, NOW + 50)).toMatchObject({ kind: 'woken' });
    expect(nextStep(more, ROOM, true, NOW + 50)).toEqual({ kind: 'poll' });
  });

  test('that a poll had no room for are looked at as soon as there is room, whatever waits by name', () => {
    const begun = pollBegun(calm, NOW, 0);
    const unseen = polled(begun, { all: 5, lowPriority: 0 }, { all: 32, lowPriority: 0 }, NOW);
    expect(nextStep(unseen, { ...ROOM, lowPriority: 0 }, false, NOW + 50)).toMatchObject({ kind: 'woken' });
    expect(nextStep(unseen, ROOM, false, NOW + 50)).toEqual({ kind: 'poll' });
  });

  test('that were woken and not due are not asked for again by name, until a poll or until an object is done', () => {
    const notDue = wokenClaimed(calm, 0, true, NOW);
    expect(nextStep(notDue, ROOM, false, NOW)).toEqual({ kind: 'woken', lowPriority: 0 });
    for (const again of [objectDone(notDue), pollBegun(notDue, NOW, 16)]) {
      expect(nextStep(again, ROOM, false, NOW + 60)).toEqual({ kind: 'woken', lowPriority: 16 });
    }
  });
});
