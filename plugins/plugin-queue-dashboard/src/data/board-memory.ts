import { createExpansion, createRememberedValue } from '@flex-sync-suite/shared/views';
import type { ValueSource } from '@flex-sync-suite/shared/observable';

/** How a person left the board, whatever URL it is opened by next. */
export interface BoardMemory {
  /** The columns, as the URL has them; empty for those that the board begins with. */
  readonly columns: ValueSource<string>;
  /** Whether the cards above the table are shown. */
  readonly summary: ValueSource<boolean>;
}

/** @param storage `window.localStorage`: kept for the person at this browser */
export const createBoardMemory = (storage: Pick<Storage, 'getItem' | 'setItem'>): BoardMemory => ({
  columns: createRememberedValue({
    storage,
    key: 'flex-sync-suite.queue-dashboard.columns',
    parse: (text) => text ?? '',
  }),
  summary: createExpansion({ storage, key: 'flex-sync-suite.queue-dashboard.summary', isOpenAtFirst: true }),
});
