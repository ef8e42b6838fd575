import type { QueueWeekBefore, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import type { Database } from '../../store/database';
import { readWeekBefore } from '../../store/queues/week-before-read';
import { requireSupervisor, type Caller } from '../caller';
import { createSharedAnswers } from './shared-answers';

/**
 * What some queues together had counted at the same time a week before; queues that are unknown or deleted add nothing.
 * @throws Refusal `forbidden` for a caller who is neither supervisor nor admin
 */
export type WeekBeforeQuestion = (caller: Caller, sids: readonly TaskQueueSid[]) => Promise<QueueWeekBefore>;

export interface WeekBeforeOptions {
  readonly database: Database;
  readonly now: () => number;
  /** IANA name of the zone whose midnight begins "today". */
  readonly zone: string;
}

/** The past hardly changes; its windows move on with the minute. */
const SHARED_MS = 10_000;

export function createWeekBeforeQuestion({ database, now, zone }: WeekBeforeOptions): WeekBeforeQuestion {
  const read = createSharedAnswers({ now, sharedMs: SHARED_MS }, (sids) =>
    readWeekBefore(database.kysely, sids, { now: now(), zone }),
  );
  return async (caller, sids) => {
    requireSupervisor(caller);
    return read(sids);
  };
}
