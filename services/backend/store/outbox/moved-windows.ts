import { queuesWithMovedWindows } from '../queues/queue-read';
import { queueObjectKey } from './sync-keys';
import { markDirty } from './sync-objects';
import { inTransaction } from '../transaction';
import type { Database } from '../database';

/**
 * Marks the queues whose 30-minute or day window moved between two instants (UTC milliseconds), for the minute timer.
 * `at` may be later than the clock where stored events are; pass what the figures are stated for.
 * @returns the keys that were marked
 */
export async function markQueuesWithMovedWindows(
  db: Database['kysely'],
  at: number,
  previousAt: number,
  zone: string,
): Promise<string[]> {
  return inTransaction(db, async (trx) => {
    const keys = (await queuesWithMovedWindows(trx, { at, previousAt, zone })).map(queueObjectKey);
    await markDirty(trx, keys, at);
    return keys;
  });
}
