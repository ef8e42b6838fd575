import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject, type SyntheticEvent } from 'react';

/** Rows that Page Up and Page Down move by. */
const PAGE_ROWS = 10;

/** One tab stop for the whole body; the arrow keys move it. */
export interface RowNavigation {
  /** The row that Tab reaches. */
  readonly tabStop: string | undefined;
  readonly bodyProps: {
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onFocusCapture: (event: SyntheticEvent) => void;
  };
}

/**
 * Moves the focus between rows with the arrow keys, Home, End, Page Up and Page Down.
 *
 * @param body the table body; rows carry `data-queue-sid`, and the row of `tabStop` must be mounted
 */
export function useRowNavigation(order: readonly string[], body: RefObject<HTMLElement>): RowNavigation {
  const [current, setCurrent] = useState<string>();
  const mustFocus = useRef(false);
  const tabStop = current !== undefined && order.includes(current) ? current : order[0];

  useLayoutEffect(() => {
    if (!mustFocus.current || tabStop === undefined) return;
    mustFocus.current = false;
    body.current?.querySelector<HTMLElement>(`[data-queue-sid="${tabStop}"]`)?.focus();
  }, [tabStop, body]);

  return {
    tabStop,
    bodyProps: {
      onKeyDown: (event) => {
        const target = targetIndex(event.key, tabStop === undefined ? 0 : order.indexOf(tabStop), order.length - 1);
        const next = target === null ? undefined : order[target];
        if (next === undefined) return;
        event.preventDefault();
        // Not undone by a key that moves nothing: the focus of the key before may still be on its way.
        if (next !== tabStop) mustFocus.current = true;
        setCurrent(next);
      },
      onFocusCapture: ({ target }) => {
        const sid =
          target instanceof Element ? target.closest('[data-queue-sid]')?.getAttribute('data-queue-sid') : null;
        if (sid != null) setCurrent(sid);
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
