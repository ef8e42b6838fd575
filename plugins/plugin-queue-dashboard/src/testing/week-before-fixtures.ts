import { emptyWindow, type GroupWindow, type QueueWeekBefore } from '@flex-sync-suite/shared/contract';
import { NOON } from './queue-fixtures';

const BEFORE = NOON - 7 * 86_400_000;
const WINDOWS = ['last15Minutes', 'last30Minutes', 'last60Minutes', 'today'] as const;

/** The week before noon; without counts, of a store that does not reach back. */
export const weekBeforeData = (counts: Partial<GroupWindow> | null): QueueWeekBefore => ({
  at: new Date(NOON).toISOString(),
  beforeAt: new Date(BEFORE).toISOString(),
  storedSince: new Date(counts === null ? NOON - 86_400_000 : BEFORE - 30 * 86_400_000).toISOString(),
  windows: WINDOWS.map((window) => ({
    window,
    since: new Date(BEFORE - 3_600_000).toISOString(),
    counts: counts === null ? null : { ...emptyWindow(), served: 0, judged: 0, ...counts },
  })),
});
