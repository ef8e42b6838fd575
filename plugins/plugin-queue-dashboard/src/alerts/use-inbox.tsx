import React, { useCallback, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { AlertBell } from './alert-bell';
import type { Alerts } from './use-alerts';

/** The inbox of alerts, and the bell that opens it. */
export interface Inbox {
  readonly isOpen: boolean;
  readonly close: () => void;
  /** The same element until it says something else. */
  readonly bell: ReactNode;
  readonly button: RefObject<HTMLButtonElement>;
}

export function useInbox({ state, open, calling, notListed }: Alerts): Inbox {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => {
    setIsOpen(false);
  }, []);
  const isKnown = state.kind === 'ready' || state.kind === 'stale' || state.kind === 'lost';
  const openCount = isKnown ? open.length + notListed : null;
  const bell = useMemo(
    () => (
      <AlertBell
        {...{ calling, isOpen, button }}
        open={openCount}
        onToggle={() => {
          setIsOpen((before) => !before);
        }}
      />
    ),
    [calling, openCount, isOpen],
  );
  return { isOpen, close, bell, button };
}
