import type { ValueSource } from '@flex-sync-suite/shared/observable';
import type { UrlState } from '@flex-sync-suite/shared/views';
import { useEffect, useMemo, useState } from 'react';

/** Whether the cards are shown, and what shows them or no more. */
export interface SummarySwitch {
  readonly isOpen: boolean;
  readonly toggle: () => void;
}

const PARAMETER = 'summary';
const OFF = 'off';

/** Begins with what the URL says, else as the person left it, and keeps both. */
export function useSummary(url: UrlState, remembered: ValueSource<boolean>): SummarySwitch {
  const [isOpen, setIsOpen] = useState(() => {
    const asked = url.get(PARAMETER);
    return asked === null ? remembered.getSnapshot() : asked !== OFF;
  });
  useEffect(() => {
    url.set(PARAMETER, isOpen ? null : OFF);
  }, [url, isOpen]);
  return useMemo(
    () => ({
      isOpen,
      toggle: () => {
        remembered.set(!isOpen);
        setIsOpen(!isOpen);
      },
    }),
    [isOpen, remembered],
  );
}
