import { Refusal } from '../../base/refusal';
import { createManualClock, type ManualClock } from '../../outbox/testing/manual-clock';
import { createLookBudget, type LookBudget } from './read-budget';

let clock: ManualClock;
let budget: LookBudget;
let lowered: number;
let made: string[];

beforeEach(() => {
  clock = createManualClock();
  lowered = 0;
  made = [];
  budget = createLookBudget(clock, () => {
    lowered += 1;
  });
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** @returns what the request resolves with: its name, or the code of a refusal */
const look = (name: string, object: string | null = null): Promise<string> =>
  budget
    .make({ key: name, object }, () => {
      made.push(name);
      return Promise.resolve(name);
    })
    .catch((error: unknown) => (error as Refusal).code);

const looks = (count: number, object: string | null = null) =>
  Array.from({ length: count }, (_each, n) => look(`${object ?? 'list'} ${String(n)}`, object));

test('lets twenty requests through at once and ten a second after them, in the order in which they came', async () => {
  const asked = looks(45);
  await settled();
  expect(made).toHaveLength(20);
  expect(budget.state()).toEqual({ perSecond: 10, left: 0 });
  clock.advance(1_000);
  await settled();
  expect(made).toHaveLength(30);
  clock.advance(1_000);
  const answers = await Promise.all(asked);
  expect(made).toEqual(Array.from({ length: 40 }, (_each, n) => `list ${String(n)}`));
  expect(answers.slice(40)).toEqual(Array(5).fill('read_budget_used'));
  clock.advance(60_000);
  expect(budget.state()).toEqual({ perSecond: 10, left: 20 });
});

test('says when to come again', async () => {
  const waiting = looks(40);
  await expect(budget.make({ key: 'late', object: null }, () => Promise.resolve())).rejects.toMatchObject({
    kind: 'too-often',
    retryAfterSeconds: 1,
  });
  clock.advance(2_000);
  await Promise.all(waiting);
});

test('asks for one object five times a second at most, which keeps nobody from others', async () => {
  const asked = looks(8, 'ET1');
  expect(await look('other', 'ET2')).toBe('other');
  expect(made).toHaveLength(6);
  clock.advance(600);
  await Promise.all(asked);
  expect(made).toHaveLength(9);
});

test('asks once for all who ask the same at the same time, and for who asks just after', async () => {
  expect(await Promise.all([look('a', 'ET1'), look('a', 'ET1'), look('b', 'ET1')])).toEqual(['a', 'a', 'b']);
  expect(made).toEqual(['a', 'b']);
  clock.advance(250);
  await look('a', 'ET1');
  expect(made).toHaveLength(2);
  clock.advance(1);
  await look('a', 'ET1');
  expect(made).toEqual(['a', 'b', 'a']);
});

test('asks again after a failure, and after a change of the object', async () => {
  const failing = () => budget.make({ key: 'a', object: 'ET1' }, () => Promise.reject(new Error('away')));
  await expect(failing()).rejects.toThrow('away');
  await look('a', 'ET1');
  await budget.make({ key: null, object: 'ET1' }, () => Promise.resolve());
  await look('a', 'ET1');
  expect(made).toEqual(['a', 'a']);
});

test('looks half as often when Sync throttles, not before it asked for, and wholly again in time', async () => {
  const throttled = () =>
    budget.make({ key: null, object: null }, () =>
      Promise.reject(new Refusal('too-often', 'sync_throttled', 'Later.', { retryAfterSeconds: 3 })),
    );
  const both = [throttled(), throttled()];
  await Promise.allSettled(both);
  expect([lowered, budget.state()]).toEqual([1, { perSecond: 5, left: 0 }]);
  expect(await look('a')).toBe('read_budget_used');
  clock.advance(3_000);
  expect(await look('b')).toBe('b');
  clock.advance(7_000);
  expect(budget.state().perSecond).toBe(10);
});
