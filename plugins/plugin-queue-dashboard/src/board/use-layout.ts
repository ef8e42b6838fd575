import type { ValueSource } from '@flex-sync-suite/shared/observable';
import type { UrlState } from '@flex-sync-suite/shared/views';
import { useEffect, useMemo, useState } from 'react';

/** Whether the queues stand in a table or as cards. */
export interface LayoutSwitch {
  readonly isCards: boolean;
  readonly choose: (isCards: boolean) => void;
}

const PARAMETER = 'view';
const CARDS = 'cards';

/** Begins with what the URL says, else as the person left it, and keeps both. */
export function useLayout(url: UrlState, remembered: ValueSource<boolean>): LayoutSwitch {
  const [isCards, setIsCards] = useState(() => {
    const asked = url.get(PARAMETER);
    return asked === null ? remembered.getSnapshot() : asked === CARDS;
  });
  useEffect(() => {
    url.set(PARAMETER, isCards ? CARDS : null);
  }, [url, isCards]);
  return useMemo(
    () => ({
      isCards,
      choose: (next) => {
        remembered.set(next);
        setIsCards(next);
      },
    }),
    [isCards, remembered],
  );
}
