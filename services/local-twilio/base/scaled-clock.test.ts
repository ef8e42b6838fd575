import { createScaledClock } from './scaled-clock';

const stoppedAt = (wallMs: number, speed = 1) => createScaledClock({ wallClock: () => wallMs, speed });

test('[TR3] actions run in the order of their instants, and see exactly their own', () => {
  const clock = stoppedAt(1_000);
  const seen: [string, number][] = [];
  const note = (name: string) => () => seen.push([name, clock.now()]);
  clock.schedule(3_000, note('c'));
  clock.schedule(2_000, note('a'));
  clock.schedule(2_000, note('b'));
  const cancel = clock.schedule(2_500, note('canceled'));
  cancel();
  clock.schedule(500, note('past'));
  clock.jumpTo(2_999);
  expect(seen).toEqual([
    ['past', 1_000],
    ['a', 2_000],
    ['b', 2_000],
  ]);
  clock.jumpTo(3_000);
  expect(seen.at(-1)).toEqual(['c', 3_000]);
  clock.close();
});

test('[TR3] the clock never passes an action that has not run', () => {
  let wallMs = 0;
  const clock = createScaledClock({ wallClock: () => wallMs, speed: 100 });
  clock.schedule(250, () => undefined);
  wallMs = 10;
  expect(clock.now()).toBe(250);
  clock.close();
});

test('[TR3] a change of speed neither jumps nor turns back', () => {
  let wallMs = 0;
  const clock = createScaledClock({ wallClock: () => wallMs, speed: 200 });
  wallMs = 10;
  expect(clock.now()).toBe(2_000);
  clock.setSpeed(1);
  expect(clock.now()).toBe(2_000);
  wallMs = 15;
  expect(clock.now()).toBe(2_005);
  clock.jumpTo(1_000);
  expect(clock.now()).toBe(2_005);
  clock.close();
});

test('[TR3] a thousand simulated seconds pass in one when the speed is a thousand', async () => {
  const clock = createScaledClock({ speed: 1_000 });
  const startedAt = clock.now();
  const ran = await new Promise<number>((resolve) => {
    clock.schedule(startedAt + 100_000, () => {
      resolve(clock.now());
    });
  });
  expect(ran).toBe(startedAt + 100_000);
  clock.close();
});

test('[TR3] a restart forgets what was planned and goes on from another instant, also of the past', () => {
  let wallMs = 10_000;
  const clock = createScaledClock({ wallClock: () => wallMs });
  const seen: number[] = [];
  clock.schedule(11_000, () => seen.push(clock.now()));
  clock.restart(2_000);
  expect(clock.now()).toBe(2_000);
  clock.schedule(3_000, () => seen.push(clock.now()));
  clock.jumpTo(12_000);
  expect(seen).toEqual([3_000]);
  wallMs = 10_500;
  expect(clock.now()).toBe(12_500);
  clock.close();
});
