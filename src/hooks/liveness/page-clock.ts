import { createTicker, type Source, type Ticker } from '../../observable';
import { pageGlobal } from '../../sync';

/**
 * The time from the one timer of the page: every plugin bundle has its own copy of this module. It may be kept; a test
 * forgets the globals of the page, and with them the timer.
 */
export const pageClock = (intervalMs: number): Source<number> =>
  pageGlobal<Ticker>('flex-sync-suite.ticker@2', () => createTicker()).every(intervalMs);
