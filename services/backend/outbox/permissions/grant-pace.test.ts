import { createGrantPace } from './grant-pace';
import { createManualClock } from '../testing/manual-clock';

async function turnsWithin(ms: number, take: (note: (what: string) => void) => void): Promise<string[]> {
  const turns: string[] = [];
  take((what) => turns.push(what));
  for (let passed = 0; passed < ms; passed += 10) {
    clock.advance(10);
    await new Promise(setImmediate);
  }
  return turns;
}

let clock = createManualClock();
beforeEach(() => {
  clock = createManualClock();
});

test('gives 60 turns a second, whoever they are for', async () => {
  const pace = createGrantPace(clock);
  const turns = await turnsWithin(1_000, (note) => {
    for (let n = 0; n < 100; n += 1)
      void pace.turn(n % 2 === 0).then(() => {
        note('one');
      });
  });
  expect(turns.length).toBeGreaterThanOrEqual(59);
  expect(turns.length).toBeLessThanOrEqual(62);
});

test('those that somebody waits for come first', async () => {
  const pace = createGrantPace(clock);
  const turns = await turnsWithin(200, (note) => {
    for (const [index, isUrgent] of [false, false, false, true, true].entries()) {
      void pace.turn(isUrgent).then(() => {
        note(`${isUrgent ? 'urgent' : 'other'} ${index}`);
      });
    }
  });
  expect(turns).toEqual(['other 0', 'urgent 3', 'urgent 4', 'other 1', 'other 2']);
});

test('goes on when the clock was set back', async () => {
  let offset = 0;
  const pace = createGrantPace({ now: () => clock.now() + offset, schedule: clock.schedule });
  await pace.turn(false);
  offset = -3_600_000;
  expect(
    await turnsWithin(
      100,
      (note) =>
        void pace.turn(false).then(() => {
          note('one');
        }),
    ),
  ).toEqual(['one']);
});
