import { act, fireEvent, render, screen } from '@testing-library/react';
import React, { useRef } from 'react';
import { useRowNavigation } from './use-row-navigation';

const SIDS = Array.from({ length: 25 }, (_each, index) => `row "${String(index)}"`);

interface RowsProps {
  readonly order?: readonly string[];
  readonly onEnter?: (id: string) => void;
  readonly onShiftEnter?: (id: string) => void;
  readonly onControlEnter?: (id: string) => void;
}

/** Draws only the first rows and that of the tab stop, as a windowed list does. */
function Rows({ order = SIDS, ...actions }: RowsProps): React.JSX.Element {
  const container = useRef<HTMLUListElement>(null);
  const { tabStop, containerProps } = useRowNavigation({ order, container, idAttribute: 'data-id', ...actions });
  return (
    <ul ref={container} {...containerProps}>
      {order
        .filter((id, index) => index < 3 || id === tabStop)
        .map((id) => (
          <li key={id} data-id={id} aria-label={id} tabIndex={id === tabStop ? 0 : -1}>
            <button type="button">{id}</button>
          </li>
        ))}
    </ul>
  );
}

const rows = (): HTMLElement[] => screen.getAllByRole('listitem');
const row = (index: number): HTMLElement => rows().find((_each, at) => at === index)!;
const focused = (): HTMLElement =>
  [...rows(), ...screen.getAllByRole('button')].find((element) => element.matches(':focus')) ?? document.body;
const press = (key: string, options: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'repeat', boolean>> = {}) =>
  fireEvent.keyDown(focused(), { key, ...options });
const focus = (element: HTMLElement): void => {
  act(() => {
    element.focus();
  });
};

it('has one tab stop, the first row', () => {
  render(<Rows />);
  expect(rows().filter(({ tabIndex }) => tabIndex === 0)).toEqual([row(0)]);
});

it.each([
  [['ArrowDown'], 1],
  [['ArrowDown', 'ArrowUp', 'ArrowUp'], 0],
  [['PageDown'], 10],
  [['PageDown', 'PageDown', 'PageDown'], 24],
  [['End'], 24],
  [['End', 'ArrowDown', 'PageUp'], 14],
  [['End', 'Home'], 0],
])('moves the focus with %j to row %d, also to one that was not drawn', (keys, index) => {
  render(<Rows />);
  focus(row(0));
  for (const key of keys) press(key);
  expect(screen.getByRole('listitem', { name: SIDS[index]! })).toHaveFocus();
});

it('follows a focus that came by itself, and forgets a row that has left', () => {
  const { rerender } = render(<Rows />);
  focus(row(2));
  expect(row(2).tabIndex).toBe(0);
  rerender(<Rows order={SIDS.filter((id) => id !== SIDS[2])} />);
  expect(row(0).tabIndex).toBe(0);
});

it('acts on the row with Enter and Shift+Enter, but leaves Enter to a button inside it', () => {
  const onEnter = jest.fn();
  const onShiftEnter = jest.fn();
  render(<Rows onEnter={onEnter} onShiftEnter={onShiftEnter} />);
  focus(row(1));
  press('Enter');
  press('Enter', { shiftKey: true });
  focus(screen.getAllByRole('button')[1]!);
  const isLeftToButton = press('Enter');
  expect(onEnter.mock.calls).toEqual([[SIDS[1]]]);
  expect(onShiftEnter.mock.calls).toEqual([[SIDS[1]]]);
  expect(isLeftToButton).toBe(true);
});

it('tells Ctrl+Enter and Cmd+Enter apart where somebody asks, and else takes them for Enter', () => {
  const onEnter = jest.fn();
  const onControlEnter = jest.fn();
  const { rerender } = render(<Rows onEnter={onEnter} onControlEnter={onControlEnter} />);
  focus(row(1));
  press('Enter', { ctrlKey: true });
  press('Enter', { metaKey: true });
  expect(onControlEnter.mock.calls).toEqual([[SIDS[1]], [SIDS[1]]]);
  expect(onEnter).not.toHaveBeenCalled();
  rerender(<Rows onEnter={onEnter} />);
  press('Enter', { ctrlKey: true });
  expect(onEnter.mock.calls).toEqual([[SIDS[1]]]);
});

it('takes an Enter that is held down for one', () => {
  const onEnter = jest.fn();
  render(<Rows onEnter={onEnter} />);
  focus(row(1));
  press('Enter');
  const isLeftToPage = press('Enter', { repeat: true });
  expect(onEnter).toHaveBeenCalledTimes(1);
  expect(isLeftToPage).toBe(false);
});

it('leaves other keys, and Enter without an action, to the page', () => {
  render(<Rows />);
  focus(row(0));
  expect([press('Enter'), press('x'), press('ArrowDown')]).toEqual([true, true, false]);
});

it('does nothing without rows', () => {
  render(<Rows order={[]} onEnter={jest.fn()} />);
  expect(fireEvent.keyDown(screen.getByRole('list'), { key: 'ArrowDown' })).toBe(true);
});
