import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject, type SyntheticEvent } from 'react';

/** Rows that Page Up and Page Down move by. */
const PAGE_ROWS = 10;

export interface RowNavigationOptions<Id extends string> {
  /** Rows in the order of the screen, mounted or not. */
  readonly order: readonly Id[];
  /** Holds the rows; the row of the tab stop must be mounted. */
  readonly container: RefObject<HTMLElement>;
  /** Attribute of a row that carries its id, such as `data-queue-sid`. */
  readonly idAttribute: string;
  /** Enter on a row, once a press, but not on a button inside it. Default: Enter does nothing. */
  readonly onEnter?: (id: Id) => void;
  /** As `onEnter`, with Shift. */
  readonly onShiftEnter?: (id: Id) => void;
  /** As `onEnter`, with Ctrl or Cmd. Default: what Enter does. */
  readonly onControlEnter?: (id: Id) => void;
  /** The row that a further key leads to, such as of a tree; undefined for a key that means nothing. Default: there is none. */
  readonly keyTarget?: (event: KeyboardEvent, from: Id) => Id | undefined;
}

/** One tab stop for all rows; the keys move it. */
export interface RowNavigation<Id extends string> {
  /** The row that Tab reaches; undefined without rows. */
  readonly tabStop: Id | undefined;
  /** For the element around the rows. */
  readonly containerProps: {
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onFocusCapture: (event: SyntheticEvent) => void;
  };
}

/**
 * Moves the focus between rows with the arrow keys, Home, End, Page Up and Page Down, also to rows that a windowed list
 * has yet to draw; Enter, Shift+Enter and Ctrl+Enter act on the row of the tab stop.
 *
 * @example
 * const { tabStop, containerProps } = useRowNavigation({ order, container: body, idAttribute: 'data-queue-sid' });
 */
export function useRowNavigation<Id extends string>(options: RowNavigationOptions<Id>): RowNavigation<Id> {
  const { order, container, idAttribute, onEnter, onShiftEnter, onControlEnter = onEnter, keyTarget } = options;
  const [current, setCurrent] = useState<Id>();
  const mustFocus = useRef(false);
  const tabStop = current !== undefined && order.includes(current) ? current : order[0];

  useLayoutEffect(() => {
    if (!mustFocus.current || tabStop === undefined) return;
    mustFocus.current = false;
    // By comparison, not by a selector with the id in it: an id may contain a quote.
    const rows = [...(container.current?.querySelectorAll<HTMLElement>(`[${idAttribute}]`) ?? [])];
    rows.find((row) => row.getAttribute(idAttribute) === tabStop)?.focus();
  }, [tabStop, container, idAttribute]);

  return {
    tabStop,
    containerProps: {
      onKeyDown(event) {
        if (tabStop === undefined) return;
        const onKey = event.shiftKey ? onShiftEnter : event.ctrlKey || event.metaKey ? onControlEnter : onEnter;
        // On a button inside the row, Enter presses the button.
        if (event.key === 'Enter' && onKey !== undefined && !(event.target instanceof HTMLButtonElement)) {
          event.preventDefault();
          // A key that is held down is one press: what it does may move the focus to where Enter does more.
          if (!event.repeat) onKey(tabStop);
          return;
        }
        const target = targetIndex(event.key, order.indexOf(tabStop), order.length - 1);
        const next = target === null ? keyTarget?.(event, tabStop) : order[target];
        if (next === undefined) return;
        event.preventDefault();
        // Not undone by a key that moves nothing: the focus of the key before may still be on its way.
        if (next !== tabStop) mustFocus.current = true;
        setCurrent(next);
      },
      onFocusCapture({ target }) {
        const row = target instanceof Element ? target.closest(`[${idAttribute}]`) : null;
        const id = order.find((candidate) => candidate === row?.getAttribute(idAttribute));
        if (id !== undefined) setCurrent(id);
      },
    },
  };
}

function targetIndex(key: string, from: number, last: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(from + 1, last);
    case 'ArrowUp':
      return Math.max(from - 1, 0);
    case 'PageDown':
      return Math.min(from + PAGE_ROWS, last);
    case 'PageUp':
      return Math.max(from - PAGE_ROWS, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
