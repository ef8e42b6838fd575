import { useNow } from '@flex-sync-suite/shared/hooks';
import { createContext, useContext } from 'react';
import { createFormatters, type Formatters } from '../model/formatters';

/** Formatters of the page's language, made once per board. */
export const FormattersContext = createContext<Formatters>(createFormatters(undefined));

export const useFormatters = (): Formatters => useContext(FormattersContext);

/** How a cell reads the time. Changes rarely, so that only ticking cells depend on the tick. */
export interface BoardClock {
  /** Backend clock − browser clock, in milliseconds. */
  readonly offsetMs: number;
  /** While the figures are not live: the last instant at which they were, by the backend's clock. Null while live. */
  readonly frozenAt: number | null;
}

export const BoardClockContext = createContext<BoardClock>({ offsetMs: 0, frozenAt: null });

/** The backend's clock, once a second; stands still while the figures are not live. */
export function useBoardNow(): number {
  const { offsetMs, frozenAt } = useContext(BoardClockContext);
  const now = useNow(1000);
  return frozenAt ?? now + offsetMs;
}
