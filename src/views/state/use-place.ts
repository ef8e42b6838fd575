import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject, type UIEvent } from 'react';
import type { ViewState } from './view-state';

/** Browsers ignore URLs that change more often than about twenty times a second. */
const SETTLED_MS = 250;

/** How a list names the row that is topmost. */
export interface Places {
  /** Null at the beginning of the list. */
  readonly placeAt: (scrollTop: number) => string | null;
  /** Undefined for a place that the list does not have. */
  readonly topOf: (place: string) => number | undefined;
}

/** For what a list scrolls in. */
export interface ScrollPlace {
  readonly scroller: RefObject<HTMLDivElement>;
  /** Remembers the topmost row. */
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
}

/**
 * Scrolls to the row that the state names when the list is first shown, and has it remember where one scrolls to.
 *
 * @param question what the list answers: a change shows the first rows. Default: always the same
 */
export function usePlace(state: ViewState, places: Places, question = ''): ScrollPlace {
  const scroller = useRef<HTMLDivElement>(null);
  const pending = useRef<{ readonly timer: number; readonly write: () => void }>();
  const latest = useRef(places);
  const asked = useRef(question);
  useLayoutEffect(() => {
    latest.current = places;
  });

  useLayoutEffect(() => {
    const place = state.get('row');
    const top = place === null ? undefined : latest.current.topOf(place);
    if (scroller.current !== null && top !== undefined) scroller.current.scrollTop = top;
  }, [state]);

  useLayoutEffect(() => {
    if (asked.current === question) return;
    asked.current = question;
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  }, [question]);

  useEffect(
    () => () => {
      // Who scrolls and leaves at once comes back to there, too.
      window.clearTimeout(pending.current?.timer);
      pending.current?.write();
    },
    [],
  );

  const onScroll = useCallback(
    ({ currentTarget: { scrollTop } }: UIEvent<HTMLElement>) => {
      window.clearTimeout(pending.current?.timer);
      const write = (): void => {
        pending.current = undefined;
        state.set('row', latest.current.placeAt(scrollTop));
      };
      pending.current = { timer: window.setTimeout(write, SETTLED_MS), write };
    },
    [state],
  );
  return { scroller, onScroll };
}

/**
 * As {@link usePlace}, for a table whose URL names the row by its number: `?row=12`.
 *
 * @param rowHeightPx every row is exactly this high
 */
export const usePlaceInUrl = (url: ViewState, rowHeightPx: number, question?: string): ScrollPlace =>
  usePlace(url, numberedRows(rowHeightPx), question);

/** By their number, from 0. */
const numberedRows = (rowHeightPx: number): Places => ({
  placeAt: (scrollTop) => {
    const row = Math.round(scrollTop / rowHeightPx);
    return row === 0 ? null : String(row);
  },
  topOf: (place) => (Number.isSafeInteger(Number(place)) ? Number(place) * rowHeightPx : undefined),
});

/**
 * For rows that come and go: their key, so that a new row on top moves nothing.
 *
 * @param tops where each begins, ascending
 */
export const keyedRows = (keys: readonly string[], tops: readonly number[]): Places => ({
  placeAt: (scrollTop) => {
    if (scrollTop === 0) return null;
    const next = keys.findIndex((_, index) => (tops[index] ?? 0) > scrollTop);
    return keys[(next === -1 ? keys.length : next) - 1] ?? null;
  },
  topOf: (place) => tops[keys.indexOf(place)],
});
