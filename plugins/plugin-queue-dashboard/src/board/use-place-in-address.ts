import type { AddressState } from '@flex-sync-suite/shared/flex';
import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject, type UIEvent } from 'react';
import { ROW_HEIGHT_PX } from './columns';

/** Browsers ignore addresses that change more often than about twenty times a second. */
const SETTLED_MS = 250;

/** For what a table scrolls in. */
interface Place {
  readonly scroller: RefObject<HTMLDivElement>;
  /** Writes the topmost row into the address. */
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
}

/** Scrolls to the row that the address names when the table is first shown. */
export function usePlaceInAddress(address: AddressState): Place {
  const scroller = useRef<HTMLDivElement>(null);
  const timer = useRef<number>();

  useLayoutEffect(() => {
    const element = scroller.current;
    const row = Number(address.get('row') ?? 0);
    if (element !== null && Number.isSafeInteger(row)) element.scrollTop = row * ROW_HEIGHT_PX;
  }, [address]);

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
        address.set('row', row === 0 ? null : String(row));
      }, SETTLED_MS);
    },
    [address],
  );
  return { scroller, onScroll };
}
