import { onDemand } from './on-demand';

function counted() {
  const calls = { started: 0, stopped: 0 };
  let value = 0;
  let tell = (): void => undefined;
  const source = onDemand({
    getSnapshot: () => value,
    start(tellAll) {
      calls.started += 1;
      tell = tellAll;
      return () => void (calls.stopped += 1);
    },
  });
  const set = (next: number): void => {
    value = next;
    tell();
  };
  return { source, calls, set };
}

describe('a source on demand', () => {
  it('works from its first subscriber until its last, and again after that', () => {
    const { source, calls } = counted();
    expect(calls).toEqual({ started: 0, stopped: 0 });
    const stops = [source.subscribe(jest.fn()), source.subscribe(jest.fn())];
    expect(calls).toEqual({ started: 1, stopped: 0 });
    stops[0]?.();
    expect(calls.stopped).toBe(0);
    stops[1]?.();
    expect(calls).toEqual({ started: 1, stopped: 1 });
    source.subscribe(jest.fn())();
    expect(calls).toEqual({ started: 2, stopped: 2 });
  });

  it('takes one function that subscribes twice for two, and two endings of one subscription for one', () => {
    const { source, calls, set } = counted();
    const listener = jest.fn();
    const stop = source.subscribe(listener);
    source.subscribe(listener);
    set(1);
    expect(listener).toHaveBeenCalledTimes(2);
    stop();
    stop();
    expect(calls.stopped).toBe(0);
  });

  it('tells those who were subscribed when it changed', () => {
    const { source, set } = counted();
    const late = jest.fn();
    const early = jest.fn(() => void source.subscribe(late));
    source.subscribe(early);
    set(1);
    expect([early.mock.calls.length, late.mock.calls.length]).toEqual([1, 0]);
    expect(source.getSnapshot()).toBe(1);
  });
});
