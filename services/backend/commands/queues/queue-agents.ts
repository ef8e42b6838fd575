import type { QueueAgents, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { agentsOfQueues } from '../../domain/queues/agents-of-queues';
import type { Database } from '../../store/database';
import { readQueueAgents } from '../../store/queues/queue-agents-read';
import { requireSupervisor, type Caller } from '../caller';
import { createSharedAnswers } from './shared-answers';

/**
 * The agents of some queues together; queues that are unknown or deleted have none.
 * @throws Refusal `forbidden` for a caller who is neither supervisor nor admin
 */
export type QueueAgentsAnswer = (caller: Caller, sids: readonly TaskQueueSid[]) => Promise<QueueAgents>;

export interface QueueAgentsOptions {
  readonly database: Database;
  readonly now: () => number;
}

/** An answer is this old at most: all supervisors who look at the same queues share one. */
const SHARED_MS = 1_000;

export function createQueueAgentsQuestion({ database, now }: QueueAgentsOptions): QueueAgentsAnswer {
  const count = createSharedAnswers({ now, sharedMs: SHARED_MS }, async (sids): Promise<QueueAgents> => {
    const { newestAt, queues, workers } = await readQueueAgents(database.kysely, sids);
    return { asOf: new Date(newestAt ?? now()).toISOString(), ...agentsOfQueues(queues, workers) };
  });
  return async (caller, sids) => {
    requireSupervisor(caller);
    return count(sids);
  };
}
