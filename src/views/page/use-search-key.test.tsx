import { act, fireEvent, render, screen } from '@testing-library/react';
import React, { useRef } from 'react';
import { useSearchKey } from './use-search-key';

function View(): React.JSX.Element {
  const view = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  useSearchKey(view, search);
  return (
    <div ref={view}>
      <input aria-label="search" ref={search} />
      <input aria-label="note" />
      <button type="button">inside</button>
    </div>
  );
}

function slashFrom(element: HTMLElement, options: { readonly ctrlKey?: boolean } = {}): boolean {
  act(() => {
    element.focus();
  });
  fireEvent.keyDown(element, { key: '/', ...options });
  return document.activeElement === screen.queryByLabelText('search');
}

it('reaches the search from inside the view, and when nothing has the focus', () => {
  render(<View />);
  expect(slashFrom(screen.getByRole('button'))).toBe(true);
  act(() => {
    screen.getByLabelText('search').blur();
  });
  expect(slashFrom(document.body)).toBe(true);
});

it('stays a character in a field, and a shortcut with a modifier', () => {
  render(<View />);
  expect(slashFrom(screen.getByLabelText('note'))).toBe(false);
  expect(slashFrom(screen.getByRole('button'), { ctrlKey: true })).toBe(false);
});

it('is deaf elsewhere on the page, and after the view has gone', () => {
  const { unmount } = render(
    <>
      <View />
      <button type="button">outside</button>
    </>,
  );
  expect(slashFrom(screen.getByText('outside'))).toBe(false);
  unmount();
  expect(fireEvent.keyDown(document.body, { key: '/' })).toBe(true);
});
