import { createOpenQueue, type OpenQueue } from './open-queue';

let queue: OpenQueue;
let started: string[];
let finish: Map<string, () => void>;

/** A task that runs until it is told to finish. */
const task = (name: string) => (): Promise<void> => {
  started.push(name);
  return new Promise((resolve) => finish.set(name, resolve));
};
const addMany = (count: number, prefix: string, isBackground = false): ReturnType<OpenQueue['add']>[] =>
  Array.from({ length: count }, (_each, n) => queue.add(task(`${prefix}${String(n)}`), { isBackground }));
const pass = (ms = 0): Promise<void> => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  jest.useFakeTimers();
  started = [];
  finish = new Map();
  queue = createOpenQueue({ jitterMs: 2_000, random: () => 0.5 });
  queue.resume();
});
afterEach(() => {
  queue.clear();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe('the queue of opens', () => {
  it('[R23] starts twenty at once, spreads the rest, and never has more than thirty in flight', async () => {
    addMany(50, 'row-');
    expect(started).toHaveLength(20);
    await pass(1_000);
    expect(started).toHaveLength(30);
    for (const name of started.slice(0, 5)) finish.get(name)!();
    await pass();
    expect(started).toHaveLength(35);
  });

  it('[R23] lets two collections start at once and reads four at a time: of many Lists the first is there early', async () => {
    for (let n = 0; n < 6; n += 1) queue.add(task(`list-${String(n)}`), { requests: 7 });
    expect(started).toEqual(['list-0', 'list-1']);
    await pass(1_000);
    expect(started).toHaveLength(4);
    finish.get('list-2')!();
    await pass();
    expect(started).toHaveLength(5);
  });

  it('[R23] reads one collection at a time in the background, however large it is', async () => {
    for (let n = 0; n < 2; n += 1) queue.add(task(`list-${String(n)}`), { isBackground: true, requests: 50 });
    await pass(1_000);
    expect(started).toEqual(['list-0']);
    finish.get('list-0')!();
    await pass();
    expect(started).toHaveLength(2);
  });

  it('[R23] starts what somebody asks for at once, however much is prefetched', async () => {
    addMany(100, 'prefetched-', true);
    await pass(1_000);
    expect(started).toHaveLength(10);
    queue.add(task('clicked'));
    expect(started.at(-1)).toBe('clicked');
  });

  it('takes the prefetched up again as their forerunners finish', async () => {
    addMany(12, 'prefetched-', true);
    await pass(1_000);
    finish.get('prefetched-0')!();
    await pass();
    expect(started).toHaveLength(11);
  });

  it('[R23] lets everything that is waited for go before what is prefetched', async () => {
    queue.pause();
    addMany(5, 'prefetched-', true);
    await pass(1_000);
    addMany(3, 'row-');
    queue.resume();
    expect(started.slice(0, 3)).toEqual(['row-0', 'row-1', 'row-2']);
    expect(started).toHaveLength(8);
  });

  it('[R23] starts a prefetched one at once when somebody waits for it, and only once', async () => {
    const places = addMany(30, 'prefetched-', true);
    places[20]!.hurry();
    places[20]!.hurry();
    expect(started).toEqual(['prefetched-20']);
    await pass(1_000);
    places[25]!.hurry();
    expect(started.at(-1)).toBe('prefetched-25');
    places[25]!.hurry();
    expect(started).toHaveLength(12);
  });

  it('does not start what was taken back', async () => {
    const [first, second] = [
      queue.add(task('a'), { isBackground: true }),
      queue.add(task('b'), { isBackground: true }),
    ];
    first.withdraw();
    first.hurry();
    await pass(1_000);
    second.withdraw();
    expect(started).toEqual(['b']);
  });

  it('counts what was taken back as no part of the burst', () => {
    queue.pause();
    for (const place of addMany(20, 'gone-')) place.withdraw();
    queue.resume();
    addMany(20, 'row-');
    expect(started).toHaveLength(20);
  });
});
