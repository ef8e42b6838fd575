import { createRememberedValue } from '@flex-sync-suite/shared/views';
import { createValueSource, type ValueSource } from '@flex-sync-suite/shared/observable';

/** How a person left the board, whatever URL it is opened by next. */
export interface BoardMemory {
  /** Ids of the rows that have rows below them. While the page is there, and no longer. */
  readonly unfolded: ValueSource<ReadonlySet<string>>;
  /** The columns, how the queues stand and whether the summary is shown, as the URL has them; empty before it was chosen. */
  readonly columns: ValueSource<string>;
  readonly layout: ValueSource<string>;
  readonly summary: ValueSource<string>;
  /** Whether the browser notifies of new alerts, and whether they sound. */
  readonly notifies: ValueSource<boolean>;
  readonly sounds: ValueSource<boolean>;
}

/** @param storage `window.localStorage`: kept for the person at this browser */
export function createBoardMemory(storage: Pick<Storage, 'getItem' | 'setItem'>): BoardMemory {
  const keyOf = (name: string): string => `flex-sync-suite.queue-dashboard.${name}`;
  const chosen = (name: string) =>
    createRememberedValue({ storage, key: keyOf(name), parse: (text) => text === 'true' });
  const text = (name: string) => createRememberedValue({ storage, key: keyOf(name), parse: (stored) => stored ?? '' });
  return {
    unfolded: createValueSource<ReadonlySet<string>>(new Set()),
    columns: text('columns'),
    layout: text('layout'),
    summary: text('summary'),
    notifies: chosen('notifies'),
    sounds: chosen('sounds'),
  };
}
