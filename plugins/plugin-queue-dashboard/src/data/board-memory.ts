import { createExpansion, createRememberedValue } from '@flex-sync-suite/shared/views';
import type { ValueSource } from '@flex-sync-suite/shared/observable';

/** How a person left the board, whatever URL it is opened by next. */
export interface BoardMemory {
  /** The columns, as the URL has them; empty for those that the board begins with. */
  readonly columns: ValueSource<string>;
  /** Whether the cards above the table are shown. */
  readonly summary: ValueSource<boolean>;
  /** Whether the queues stand as cards, not in a table. */
  readonly isCards: ValueSource<boolean>;
  /** Whether the browser notifies of new alerts, and whether they sound. */
  readonly notifies: ValueSource<boolean>;
  readonly sounds: ValueSource<boolean>;
}

/** @param storage `window.localStorage`: kept for the person at this browser */
export function createBoardMemory(storage: Pick<Storage, 'getItem' | 'setItem'>): BoardMemory {
  const keyOf = (name: string): string => `flex-sync-suite.queue-dashboard.${name}`;
  const chosen = (name: string) =>
    createRememberedValue({ storage, key: keyOf(name), parse: (text) => text === 'true' });
  return {
    columns: createRememberedValue({ storage, key: keyOf('columns'), parse: (text) => text ?? '' }),
    summary: createExpansion({ storage, key: keyOf('summary'), isOpenAtFirst: true }),
    isCards: chosen('cards'),
    notifies: chosen('notifies'),
    sounds: chosen('sounds'),
  };
}
