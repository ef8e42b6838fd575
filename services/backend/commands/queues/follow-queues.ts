import type { WorkerSid } from '@flex-sync-suite/shared/contract';
import type { Clock } from '../../base/clock';
import type { Database } from '../../store/database';
import { agentQueuesKey } from '../../store/outbox/sync-keys';
import { markDirty } from '../../store/outbox/sync-objects';
import { beginFollowing } from '../../store/queues/queue-readers';
import { inTransaction } from '../../store/transaction';
import { workerOf, type Caller } from '../caller';

export interface FollowQueuesOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Told which objects were marked to be written. */
  readonly onMarked: (keys: readonly string[]) => void;
  /** Waits a moment until Sync lets the worker read the objects. */
  readonly untilReadable: (workerSid: WorkerSid, objectKeys: readonly string[]) => Promise<unknown>;
}

/**
 * Lets an agent follow the queues that she is eligible for.
 * @throws Refusal `forbidden` without a worker
 */
export type FollowQueues = (caller: Caller) => Promise<void>;

export const createFollowQueues =
  ({ database, clock, onMarked, untilReadable }: FollowQueuesOptions): FollowQueues =>
  async (caller) => {
    const workerSid = workerOf(caller);
    const keys = await inTransaction(database.kysely, async (trx) => {
      const begun = await beginFollowing(trx, workerSid, clock.now());
      await markDirty(trx, begun, clock.now(), { isEdit: true });
      return begun;
    });
    onMarked(keys);
    await untilReadable(workerSid, [agentQueuesKey(workerSid)]);
  };
