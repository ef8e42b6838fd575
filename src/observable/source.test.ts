import fc from 'fast-check';
import { combined, throttled, type Source } from './source';

/** A source that the test changes by hand. */
function source<S>(value: S): Source<S> & { set: (next: S) => void; subscriberCount: () => number } {
  let current = value;
  const listeners = new Set<() => void>();
  return {
    getSnapshot: () => current,
    subscribe(listener) {
      const entry = (): void => {
        listener();
      };
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    set(next) {
      current = next;
      for (const listener of listeners) listener();
    },
    subscriberCount: () => listeners.size,
  };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a throttled source', () => {
  it('speaks at once after a pause, then at most once an interval, and never misses the last change', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 40 }), (gapsMs) => {
        const original = source(0);
        const calm = throttled(original, 250);
        const heard: { readonly at: number; readonly value: number }[] = [];
        const stop = calm.subscribe(() => heard.push({ at: Date.now(), value: calm.getSnapshot() }));
        for (const [index, gapMs] of gapsMs.entries()) {
          original.set(index + 1);
          jest.advanceTimersByTime(gapMs);
        }
        jest.advanceTimersByTime(250);
        stop();
        expect(heard[0]?.value).toBe(1);
        expect(heard.at(-1)?.value).toBe(gapsMs.length);
        for (const [index, { at }] of heard.entries()) {
          if (index > 0) expect(at - heard[index - 1]!.at).toBeGreaterThanOrEqual(250);
        }
        jest.advanceTimersByTime(250);
        expect(jest.getTimerCount()).toBe(0);
      }),
    );
  });

  it('does not speak to who left while others were being told', () => {
    const told: (() => void)[] = [];
    const calm = throttled(
      { getSnapshot: () => 0, subscribe: (listener) => (told.push(listener), () => undefined) },
      250,
    );
    const heard = jest.fn();
    calm.subscribe(heard)();
    for (const listener of told) listener();
    expect(heard).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is silent, without a timer, after the last subscriber left', () => {
    const original = source(0);
    let calls = 0;
    const stop = throttled(original, 250).subscribe(() => {
      calls += 1;
    });
    original.set(1);
    original.set(2);
    stop();
    expect(jest.getTimerCount()).toBe(0);
    expect(original.subscriberCount()).toBe(0);
    expect(calls).toBe(1);
  });

  it('of no interval is the source itself', () => {
    const original = source(0);
    expect(throttled(original, 0)).toBe(original);
  });
});

describe('a combined source', () => {
  it('keeps its map until one of its sources changes, and each entry until that one changes', () => {
    const [a, b] = [source({ n: 1 }), source({ n: 2 })];
    const both = combined(
      new Map([
        ['a', a],
        ['b', b],
      ]),
    );
    const before = both.getSnapshot();
    expect(both.getSnapshot()).toBe(before);
    a.set({ n: 3 });
    const after = both.getSnapshot();
    expect(after).not.toBe(before);
    expect(after.get('a')).toEqual({ n: 3 });
    expect(after.get('b')).toBe(before.get('b'));
  });

  it('subscribes to all and lets go of all', () => {
    const [a, b] = [source(1), source(2)];
    const stop = combined(
      new Map([
        ['a', a],
        ['b', b],
      ]),
    ).subscribe(() => undefined);
    expect([a.subscriberCount(), b.subscriberCount()]).toEqual([1, 1]);
    stop();
    expect([a.subscriberCount(), b.subscriberCount()]).toEqual([0, 0]);
  });
});
