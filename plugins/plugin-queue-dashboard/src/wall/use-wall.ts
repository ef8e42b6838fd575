import type { UrlState } from '@flex-sync-suite/shared/views';
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { fillScreen, giveScreenBack, watchScreen } from './full-screen';

/** The way to the wall and back. */
export interface WallSwitch {
  readonly open: () => void;
  readonly leave: () => void;
  /** Has the focus when the wall was left. */
  readonly button: RefObject<HTMLButtonElement>;
}

/** Whether the wall is shown. Begins with what the URL says, and keeps it there. */
export function useWall(url: UrlState): readonly [isOpen: boolean, wall: WallSwitch] {
  const [isOpen, setIsOpen] = useState(() => url.get('wall') !== null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    url.set('wall', isOpen ? 'on' : null);
  }, [url, isOpen]);

  useEffect(() => {
    if (!isOpen) return undefined;
    const to = button;
    // The browser keeps the Escape that ends its full screen for itself: its end stands for the key.
    const stop = watchScreen((isFull) => {
      if (!isFull) setIsOpen(false);
    });
    return () => {
      stop();
      giveScreenBack();
      to.current?.focus();
    };
  }, [isOpen]);

  const wall = useMemo(
    () => ({
      button,
      open: () => {
        fillScreen();
        setIsOpen(true);
      },
      leave: () => {
        setIsOpen(false);
      },
    }),
    [],
  );
  return [isOpen, wall];
}
