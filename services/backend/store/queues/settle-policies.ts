import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import type { Database } from '../database';
import { QUEUE_INDEX_KEY, queueObjectKey, queueTrendKey } from '../outbox/sync-keys';
import { markDirty } from '../outbox/sync-objects';
import { inTransaction } from '../transaction';
import { lockQueueRules, queuesWithOtherPolicies, revisePolicies } from './queue-policies';

interface SettleOptions {
  readonly now: () => number;
  /** Called after each transaction. @throws whatever ends it */
  readonly step?: (done: number, total: number) => void;
}

/**
 * Makes the policies of all queues what the rules say, with their counters of all stored minutes, and marks what shows
 * them. Each queue is right by one policy at any moment; ended before all are done, the next call does the rest.
 * @returns the queues whose policy is another one now
 */
export async function settlePolicies(db: Database['kysely'], { now, step }: SettleOptions): Promise<TaskQueueSid[]> {
  const queueSids = await queuesWithOtherPolicies(db);
  const settled: TaskQueueSid[] = [];
  // One by one: ingest waits for a queue while its counters are judged anew.
  for (const [index, queueSid] of queueSids.entries()) {
    const changed = await inTransaction(db, async (trx) => {
      await lockQueueRules(trx);
      const sids = await revisePolicies(trx, [queueSid]);
      const ofQueues = sids.flatMap((sid) => [queueObjectKey(sid), queueTrendKey(sid)]);
      if (sids.length > 0) await markDirty(trx, [QUEUE_INDEX_KEY, ...ofQueues], now());
      return sids;
    });
    settled.push(...changed);
    step?.(index + 1, queueSids.length);
  }
  return settled;
}
