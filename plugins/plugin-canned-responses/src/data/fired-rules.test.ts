import type { ResponseRule } from '@flex-sync-suite/shared/contract';
import type { TaskContext, TaskContextSource } from '@flex-sync-suite/shared/flex';
import { createValueSource } from '@flex-sync-suite/shared/observable';
import { checkoutOf, contextOf, NOON } from '../testing/task-contexts';
import { createFiredRules } from './fired-rules';

const RULES: ResponseRule[] = [{ id: 'a', when: { kind: 'checkout-stalled' }, tag: 'payment' }];
const MINUTE = 60_000;

beforeEach(() => {
  jest.useFakeTimers({ now: NOON });
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

function start(told: readonly ResponseRule[] = RULES) {
  const rules = createValueSource(told);
  const request = jest.fn();
  const offered = createValueSource<TaskContextSource | null>(null);
  const fired = createFiredRules({ offered, rules: { ...rules, request } });
  const kinds = (): string[] => fired.getSnapshot().rules.map(({ reason }) => reason.kind);
  return { rules, request, offered, fired, kinds };
}

it('asks for rules as soon as a plugin that knows customers is there, and not before', () => {
  const { request, offered, fired } = start();
  const stop = fired.subscribe(() => undefined);
  fired.request();
  expect([request.mock.calls.length, fired.getSnapshot().isPossible]).toEqual([0, false]);
  offered.set(createValueSource<TaskContext | null>(null));
  expect([request.mock.calls.length, fired.getSnapshot().isPossible]).toEqual([1, true]);
  stop();
});

it('fires at the instant at which a checkout stalls, although nobody tells of it', () => {
  const { offered, fired, kinds } = start();
  offered.set(createValueSource<TaskContext | null>(contextOf({ checkout: checkoutOf() })));
  const seen: string[][] = [];
  const stop = fired.subscribe(() => seen.push(kinds()));
  expect(kinds()).toEqual([]);
  jest.advanceTimersByTime(MINUTE - 1);
  expect(seen).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(seen).toEqual([['checkout-stalled']]);
  jest.advanceTimersByTime(19 * MINUTE);
  expect(seen[1]).toEqual(['checkout-stopped']);
  stop();
});

it('reads instants by the clock of the backend', () => {
  const { offered, kinds } = start();
  const clock = { offsetMs: MINUTE, frozenAt: null };
  offered.set(createValueSource<TaskContext | null>(contextOf({ checkout: checkoutOf(), clock })));
  expect(kinds()).toEqual(['checkout-stalled']);
});

it('never shows what one task’s customer does as another’s, not even before anybody tells of the other', () => {
  const { offered, fired, kinds } = start([{ id: 'a', when: { kind: 'checkout-failed' }, tag: 'payment' }]);
  let context: TaskContext | null = contextOf({ checkout: checkoutOf({ stallsAt: null, stopsAt: null }) });
  offered.set({ getSnapshot: () => context, subscribe: () => () => undefined });
  const stop = fired.subscribe(() => undefined);
  expect(kinds()).toEqual(['checkout-failed']);
  context = null;
  expect(kinds()).toEqual([]);
  stop();
});

it('is the same while nothing else fires, and follows nobody after its last subscriber', () => {
  const { offered, fired } = start();
  const context = createValueSource<TaskContext | null>(contextOf({ checkout: checkoutOf() }));
  const follow = jest.fn(() => jest.fn());
  offered.set({ getSnapshot: context.getSnapshot, subscribe: follow });
  expect(follow).not.toHaveBeenCalled();
  const stop = fired.subscribe(() => undefined);
  expect(fired.getSnapshot()).toBe(fired.getSnapshot());
  expect(follow).toHaveBeenCalledTimes(1);
  stop();
  expect(follow.mock.results[0]?.value).toHaveBeenCalledTimes(1);
});
