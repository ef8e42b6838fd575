import { act, render, screen } from '@testing-library/react';
import React from 'react';
import { createTicker } from '../../observable';
import { useNow } from './use-now';

function Clock({ intervalMs, offsetMs = 0 }: { intervalMs: number; offsetMs?: number }): React.JSX.Element {
  return <p data-testid={`clock-${String(intervalMs)}`}>{useNow(intervalMs, { offsetMs })}</p>;
}
const shown = (intervalMs: number): number => Number(screen.getByTestId(`clock-${String(intervalMs)}`).textContent);
const pass = (ms: number): void => {
  act(() => {
    jest.advanceTimersByTime(ms);
  });
};

beforeEach(() => {
  jest.useFakeTimers({ now: 1_000_400 });
});
afterEach(() => {
  jest.useRealTimers();
});

it('shows the time rounded down to the interval, and changes at its multiples', () => {
  render(<Clock intervalMs={1_000} />);
  expect(shown(1_000)).toBe(1_000_000);
  pass(599);
  expect(shown(1_000)).toBe(1_000_000);
  pass(1);
  expect(shown(1_000)).toBe(1_001_000);
});

it('adds the offset to a server clock', () => {
  render(<Clock intervalMs={1_000} offsetMs={-5_000} />);
  expect(shown(1_000)).toBe(995_000);
});

it('shares one timer between all clocks, and has none when nobody shows the time', () => {
  const { unmount } = render(
    <>
      {Array.from({ length: 50 }, (_each, index) => (
        <Clock key={index} intervalMs={1_000 + index * 1_000} />
      ))}
    </>,
  );
  expect(jest.getTimerCount()).toBe(1);
  pass(10_000);
  expect(jest.getTimerCount()).toBe(1);
  expect(shown(1_000)).toBe(1_010_000);
  expect(shown(5_000)).toBe(1_010_000);
  expect(shown(7_000)).toBe(1_008_000);
  unmount();
  expect(jest.getTimerCount()).toBe(0);
});

it('catches up in one tick after the computer slept', () => {
  const ticker = createTicker();
  let ticks = 0;
  const stop = ticker.every(1_000).subscribe(() => {
    ticks += 1;
  });
  jest.setSystemTime(9_000_000);
  jest.advanceTimersByTime(600);
  expect(ticks).toBe(1);
  stop();
  expect(jest.getTimerCount()).toBe(0);
});

it('refuses an interval that is not a time', () => {
  expect(() => createTicker().every(0)).toThrow('cannot tick every 0 ms');
});
