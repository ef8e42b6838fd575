import type { QueueTrend, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import type { Database } from '../../store/database';
import { readTrendOfQueues } from '../../store/queues/queue-trend-read';
import { requireSupervisor, type Caller } from '../caller';
import { createSharedAnswers } from './shared-answers';

/**
 * The last 60 minutes of some queues together; queues that are unknown or deleted add nothing.
 * @throws Refusal `forbidden` for a caller who is neither supervisor nor admin
 */
export type QueueTrendAnswer = (caller: Caller, sids: readonly TaskQueueSid[]) => Promise<QueueTrend>;

export interface QueueTrendOptions {
  readonly database: Database;
  readonly now: () => number;
}

/** It reads every visit of an hour; a step is five minutes. */
const SHARED_MS = 10_000;

export function createQueueTrendQuestion({ database, now }: QueueTrendOptions): QueueTrendAnswer {
  const trendOf = createSharedAnswers({ now, sharedMs: SHARED_MS }, (sids) =>
    readTrendOfQueues(database.kysely, sids, now()),
  );
  return async (caller, sids) => {
    requireSupervisor(caller);
    return trendOf(sids);
  };
}
