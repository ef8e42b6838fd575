import type { QueueAgents, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { agentsOfQueues } from '../../domain/queues/agents-of-queues';
import type { Database } from '../../store/database';
import { readQueueAgents } from '../../store/queues/queue-agents-read';
import { requireSupervisor, type Caller } from '../caller';

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

interface Shared {
  readonly since: number;
  readonly answer: Promise<QueueAgents>;
}

export function createQueueAgentsQuestion({ database, now }: QueueAgentsOptions): QueueAgentsAnswer {
  const shared = new Map<string, Shared>();
  const count = async (sids: readonly TaskQueueSid[]): Promise<QueueAgents> => {
    const { newestAt, queues, workers } = await readQueueAgents(database.kysely, sids);
    return { asOf: new Date(newestAt ?? now()).toISOString(), ...agentsOfQueues(queues, workers) };
  };
  return async (caller, sids) => {
    requireSupervisor(caller);
    for (const [key, { since }] of shared) if (Math.abs(now() - since) >= SHARED_MS) shared.delete(key);
    const key = [...new Set(sids)].sort().join(' ');
    const found = shared.get(key);
    if (found !== undefined) return found.answer;
    const answer = count(sids);
    shared.set(key, { since: now(), answer });
    // The next one asks again.
    answer.catch(() => shared.delete(key));
    return answer;
  };
}
