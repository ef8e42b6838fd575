import { fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import { keyedRows, usePlace, usePlaceInUrl, type Places } from './use-place';
import { createPageState, type ViewState } from './view-state';

function List({ state, places }: { readonly state: ViewState; readonly places: Places }): React.JSX.Element {
  const { scroller, onScroll } = usePlace(state, places);
  return <div ref={scroller} role="list" onScroll={onScroll} />;
}

function Table({ state }: { readonly state: ViewState }): React.JSX.Element {
  const { scroller, onScroll } = usePlaceInUrl(state, 40);
  return <div ref={scroller} role="list" onScroll={onScroll} />;
}

const scrollTo = (scrollTop: number): void => {
  const list = screen.getByRole('list');
  list.scrollTop = scrollTop;
  fireEvent.scroll(list);
};

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('is where one scrolled to when the list is shown again, also when one left at once', () => {
  const state = createPageState();
  const { unmount } = render(<Table state={state} />);
  scrollTo(800);
  expect(state.get('row')).toBeNull();
  jest.advanceTimersByTime(250);
  expect(state.get('row')).toBe('20');
  scrollTo(1205);
  unmount();
  render(<Table state={state} />);
  expect(screen.getByRole('list').scrollTop).toBe(1200);
  scrollTo(0);
  jest.advanceTimersByTime(250);
  expect(state.get('row')).toBeNull();
});

it('stays at its row when others come on top of it, and is the beginning when the row is gone', () => {
  const state = createPageState();
  const before = ['b', 'c', 'd'];
  const show = (places: Places): (() => void) => render(<List state={state} places={places} />).unmount;
  const leave = show(keyedRows(before, [0, 30, 80]));
  scrollTo(81);
  leave();
  expect(state.get('row')).toBe('d');
  const leaveAgain = show(keyedRows(['a', ...before], [0, 30, 60, 110]));
  expect(screen.getByRole('list').scrollTop).toBe(110);
  leaveAgain();
  show(keyedRows(['a', 'b', 'c'], [0, 30, 60]));
  expect(screen.getByRole('list').scrollTop).toBe(0);
});

it.each([
  [0, null],
  [29, 'a'],
  [30, 'b'],
  [500, 'c'],
])('of rows with keys, %i pixels down is %s', (scrollTop, place) => {
  expect(keyedRows(['a', 'b', 'c'], [0, 30, 80]).placeAt(scrollTop)).toBe(place);
});

it.each(['-1.5', 'x'])('ignores a row whose number is %s', (row) => {
  const state = createPageState();
  state.set('row', row);
  render(<Table state={state} />);
  expect(screen.getByRole('list').scrollTop).toBe(0);
});
