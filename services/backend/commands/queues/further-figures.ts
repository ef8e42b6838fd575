import type { FurtherFigures } from '@flex-sync-suite/shared/contract';
import type { Database } from '../../store/database';
import { newestEventAt } from '../../store/events';
import { readFurtherFigures } from '../../store/queues/figures/further-figures-read';
import { requireSupervisor, type Caller } from '../caller';
import { createSharedAnswers } from './shared-answers';

/**
 * What the Documents of queues have no room for.
 * @throws Refusal `forbidden` for a caller who is neither supervisor nor admin
 */
export type FurtherFiguresQuestion = (caller: Caller) => Promise<FurtherFigures>;

export interface FurtherFiguresOptions {
  readonly database: Database;
  readonly now: () => number;
  /** IANA name of the zone whose midnight begins "today". */
  readonly zone: string;
}

/** Counts of now, in it, move with the clock; the others are counted from the rows of a day. */
const SHARED_MS = 5_000;

export function createFurtherFiguresQuestion(options: FurtherFiguresOptions): FurtherFiguresQuestion {
  const { database, now, zone } = options;
  const read = createSharedAnswers({ now, sharedMs: SHARED_MS }, async (): Promise<FurtherFigures> => {
    const db = database.kysely;
    const atMs = Math.max(now(), (await newestEventAt(db)) ?? 0);
    return { at: new Date(atMs).toISOString(), queues: await readFurtherFigures(db, { atMs, zone }) };
  });
  return async (caller) => {
    requireSupervisor(caller);
    return read([]);
  };
}
