import type { UrlState } from '@flex-sync-suite/shared/flex';
import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject, type UIEvent } from 'react';
import { ROW_HEIGHT_PX } from './columns';

/** Browsers ignore URLs that change more often than about twenty times a second. */
const SETTLED_MS = 250;

/** For what a table scrolls in. */
interface Place {
  readonly scroller: RefObject<HTMLDivElement>;
  /** Writes the topmost row into the URL. */
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
}

/** Scrolls to the row that the URL names when the table is first shown. */
export function usePlaceInUrl(url: UrlState): Place {
  const scroller = useRef<HTMLDivElement>(null);
  const timer = useRef<number>();

  useLayoutEffect(() => {
    const element = scroller.current;
    const row = Number(url.get('row') ?? 0);
    if (element !== null && Number.isSafeInteger(row)) element.scrollTop = row * ROW_HEIGHT_PX;
  }, [url]);

  useEffect(() => {
    return () => {
      window.clearTimeout(timer.current);
    };
  }, []);

  const onScroll = useCallback(
    ({ currentTarget: { scrollTop } }: UIEvent<HTMLElement>) => {
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => {
        const row = Math.round(scrollTop / ROW_HEIGHT_PX);
        url.set('row', row === 0 ? null : String(row));
      }, SETTLED_MS);
    },
    [url],
  );
  return { scroller, onScroll };
}
