import type { ReservationSid } from '@flex-sync-suite/shared/contract';
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject, type SyntheticEvent } from 'react';

/** Rows that Page Up and Page Down move by. */
const PAGE_ROWS = 10;

/** One tab stop for the whole list; the arrow keys move it. */
export interface CallNavigation {
  /** The row that Tab reaches. */
  readonly tabStop: ReservationSid | undefined;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocusCapture: (event: SyntheticEvent) => void;
}

interface NavigationOptions {
  readonly order: readonly ReservationSid[];
  /** Rows carry `data-reservation-sid`; the one of `tabStop` must be mounted. */
  readonly list: RefObject<HTMLElement>;
  readonly onEnter: (sid: ReservationSid) => void;
  readonly onShiftEnter: (sid: ReservationSid) => void;
}

/** Arrow keys, Home, End, Page Up and Page Down move between rows; Enter and Shift+Enter act on one. */
export function useCallNavigation({ order, list, onEnter, onShiftEnter }: NavigationOptions): CallNavigation {
  const [current, setCurrent] = useState<ReservationSid>();
  const mustFocus = useRef(false);
  const tabStop = current !== undefined && order.includes(current) ? current : order[0];

  useLayoutEffect(() => {
    if (!mustFocus.current || tabStop === undefined) return;
    mustFocus.current = false;
    list.current?.querySelector<HTMLElement>(`[data-reservation-sid="${tabStop}"]`)?.focus();
  }, [tabStop, list]);

  return {
    tabStop,
    onKeyDown(event) {
      if (tabStop === undefined) return;
      // On a button inside the row, Enter presses the button.
      if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) {
        event.preventDefault();
        (event.shiftKey ? onShiftEnter : onEnter)(tabStop);
        return;
      }
      const target = targetIndex(event.key, order.indexOf(tabStop), order.length - 1);
      const next = target === null ? undefined : order[target];
      if (next === undefined) return;
      event.preventDefault();
      // Not undone by a key that moves nothing: the focus of the key before may still be on its way.
      if (next !== tabStop) mustFocus.current = true;
      setCurrent(next);
    },
    onFocusCapture({ target }) {
      const row = target instanceof Element ? target.closest('[data-reservation-sid]') : null;
      const sid = order.find((candidate) => candidate === row?.getAttribute('data-reservation-sid'));
      if (sid !== undefined) setCurrent(sid);
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
