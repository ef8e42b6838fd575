import { act, render, screen } from '@testing-library/react';
import React from 'react';
import { LiveClockContext, useBackendNow, useLiveClock, useLiveNow } from './live-clock';
import type { LiveViewState } from '../../views';

const START = 1_000_000;
const watch = { clockOffsetMs: 5_000, startedAt: START };

beforeEach(() => {
  jest.useFakeTimers({ now: START });
});
afterEach(() => {
  jest.useRealTimers();
});

function Times(): React.JSX.Element {
  const backendNow = useBackendNow(1_000);
  const liveNow = useLiveNow();
  return <p data-testid="times">{`${String(backendNow)} ${String(liveNow)}`}</p>;
}

function View({ state }: { readonly state: LiveViewState }): React.JSX.Element {
  return (
    <LiveClockContext.Provider value={useLiveClock(state, watch)}>
      <Times />
    </LiveClockContext.Provider>
  );
}

const timesAfter = (ms: number): string => {
  act(() => {
    jest.advanceTimersByTime(ms);
  });
  return screen.getByTestId('times').textContent;
};

it('is the clock of the backend while the view is live', () => {
  render(<View state={{ kind: 'ready' }} />);
  expect(timesAfter(2_000)).toBe('1007000 1007000');
});

it('stands still at the last live instant for what is going on, and goes on for ages', () => {
  render(<View state={{ kind: 'stale', since: START - 3_000 }} />);
  expect(timesAfter(2_000)).toBe('1007000 1002000');
});

it('stands still at the beginning of the watch when the source was never seen alive', () => {
  render(<View state={{ kind: 'lost', since: null, cause: 'network', code: null }} />);
  expect(timesAfter(2_000)).toBe('1007000 1005000');
});
