import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject, type UIEvent } from 'react';
import type { UrlState } from './url-state';

/** Browsers ignore URLs that change more often than about twenty times a second. */
const SETTLED_MS = 250;

/** For what a list scrolls in. */
export interface ScrollPlace {
  readonly scroller: RefObject<HTMLDivElement>;
  /** Writes the topmost row into the URL. */
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
}

/**
 * Scrolls to the row that the URL names (`?row=12`) when a list is first shown.
 *
 * @param rowHeightPx every row is exactly this high
 */
export function usePlaceInUrl(url: UrlState, rowHeightPx: number): ScrollPlace {
  const scroller = useRef<HTMLDivElement>(null);
  const timer = useRef<number>();

  useLayoutEffect(() => {
    const element = scroller.current;
    const row = Number(url.get('row') ?? 0);
    if (element !== null && Number.isSafeInteger(row)) element.scrollTop = row * rowHeightPx;
  }, [url, rowHeightPx]);

  useEffect(() => {
    return () => {
      window.clearTimeout(timer.current);
    };
  }, []);

  const onScroll = useCallback(
    ({ currentTarget: { scrollTop } }: UIEvent<HTMLElement>) => {
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => {
        const row = Math.round(scrollTop / rowHeightPx);
        url.set('row', row === 0 ? null : String(row));
      }, SETTLED_MS);
    },
    [url, rowHeightPx],
  );
  return { scroller, onScroll };
}
