import { bucketChanges, contributionsOf, type Contributions } from '../../domain/queues/contributions';
import { turnOfEventLoop } from '../../base/event-loop';
import { channelChanges } from '../apply-task-events';
import { lockParties } from '../../store/calls/parties';
import { addToSums } from '../../store/queues/queue-sums';
import { countResources, partiesWithoutRow } from '../../store/rebuild-rows';
import { compareSums, deleteEmptySums, tasksAfter, type AddContributions } from '../../store/queues/rebuilt-sums';
import { QUEUE_INDEX_KEY, queueObjectKey } from '../../store/outbox/sync-keys';
import { markDirty } from '../../store/outbox/sync-objects';
import { readTasks } from '../../store/task-rows';
import { inTransaction, type Queryable } from '../../store/transaction';
import type { RebuildContext } from './walk';

const TASKS_AT_ONCE = 500;
const SUMS_AT_ONCE = 200;
/** Differences that are held in memory at once: some hundred megabytes. */
const MOST_DIFFERENCES = 300_000;

/** Makes the sums of the queues what their tasks contribute; the rows of the tasks are right by now. */
export async function rebuildSums(context: RebuildContext): Promise<void> {
  const { db, now, tally, step } = context;
  const total = await countResources(db, 'task');
  for (let isComplete = false; !isComplete;) {
    const { buckets, channels } = await compareSums(
      db,
      (trx, add) => contributeAll(trx, add, context, total),
      MOST_DIFFERENCES,
    );
    isComplete = buckets.length < MOST_DIFFERENCES;
    for (let start = 0; start < buckets.length; start += SUMS_AT_ONCE) {
      const page = buckets.slice(start, start + SUMS_AT_ONCE);
      await inTransaction(db, async (trx) => {
        await addToSums(trx, { buckets: page });
        await markDirty(
          trx,
          page.map(({ queueSid }) => queueObjectKey(queueSid)),
          now(),
        );
      });
      step('sums corrected', start + page.length, buckets.length);
    }
    for (let start = 0; start < channels.length; start += SUMS_AT_ONCE) {
      const page = channels.slice(start, start + SUMS_AT_ONCE);
      await inTransaction(db, async (trx) => {
        await addToSums(trx, { channels: page });
        await markDirty(trx, [QUEUE_INDEX_KEY, ...page.map(({ queueSid }) => queueObjectKey(queueSid))], now());
      });
    }
    tally.sums += buckets.length + channels.length;
  }
  await deleteAllEmpty(context);
}

async function contributeAll(
  trx: Queryable,
  add: AddContributions,
  { tally, step }: RebuildContext,
  total: number,
): Promise<void> {
  let done = 0;
  for (let after = ''; ;) {
    const sids = await tasksAfter(trx, after, TASKS_AT_ONCE);
    const contributions: Contributions[] = [];
    for (const task of (await readTasks(trx, sids)).values()) {
      try {
        contributions.push(contributionsOf(task));
      } catch {
        tally.unreadable.add(task.sid);
      }
    }
    await add(
      bucketChanges(
        [],
        contributions.flatMap(({ buckets }) => buckets),
      ),
      channelChanges([], contributions),
    );
    done += sids.length;
    step('sums of tasks', done, total);
    const last = sids.at(-1);
    if (last === undefined || sids.length < TASKS_AT_ONCE) return;
    after = last;
    await turnOfEventLoop();
  }
}

/** Older releases left rows that had fallen back to zero. */
async function deleteAllEmpty({ db, tally, step }: RebuildContext): Promise<void> {
  for (let deleted = -1; deleted !== 0;) {
    deleted = await deleteEmptySums(db, SUMS_AT_ONCE);
    tally.sums += deleted;
    step('empty sums', 0, 0);
  }
}

/** Gives a row to lock to every party that ingest would have given one. */
export async function rebuildParties({ db, step }: RebuildContext): Promise<void> {
  for (let after = ''; ;) {
    const parties = await partiesWithoutRow(db, after, TASKS_AT_ONCE);
    const last = parties.at(-1);
    if (last === undefined) return;
    await inTransaction(db, (trx) => lockParties(trx, parties));
    step('parties', parties.length, parties.length);
    after = last;
  }
}
