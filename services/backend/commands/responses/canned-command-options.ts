import type { Database } from '../../store/database';

/** What the stores of canned responses need. */
export interface CannedCommandOptions {
  readonly database: Database;
  readonly now: () => number;
  /** Told which keys of the outbox were marked. */
  readonly onMarked: (keys: readonly string[]) => void;
}
