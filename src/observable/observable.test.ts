import { createListeners, createValueSource } from '.';

describe('a set of listeners', () => {
  it('counts and tells every subscription, with the same function too, until it is stopped', () => {
    const listeners = createListeners();
    const listener = jest.fn();
    const stops = [listeners.subscribe(listener), listeners.subscribe(listener)];
    listeners.tell();
    expect([listener.mock.calls.length, listeners.count(), listeners.current()]).toEqual([2, 2, [listener, listener]]);
    stops[0]?.();
    stops[0]?.();
    listeners.tell();
    expect([listener.mock.calls.length, listeners.count()]).toEqual([3, 1]);
  });

  it('does not tell who has left meanwhile, nor yet who has come', () => {
    const listeners = createListeners();
    const told: string[] = [];
    listeners.subscribe(() => {
      told.push('first');
      stop();
      listeners.subscribe(() => told.push('late'));
    });
    const stop = listeners.subscribe(() => told.push('second'));
    listeners.tell();
    expect(told).toEqual(['first']);
  });
});

describe('a value source', () => {
  it('tells of another value and not of the same, and shows the value of the moment', () => {
    const source = createValueSource<readonly number[]>([]);
    const seen: unknown[] = [];
    const stop = source.subscribe(() => seen.push(source.getSnapshot()));
    const value = [1];
    source.set(value);
    source.set(value);
    source.set([1]);
    stop();
    source.set([2]);
    expect(seen).toEqual([[1], [1]]);
    expect(source.getSnapshot()).toEqual([2]);
  });
});
