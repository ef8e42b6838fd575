import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { emptyTaskQueue, type TaskQueueState } from '../../domain/directory/directory-state';
import { foldTaskQueue, isTaskQueueEvent } from '../../domain/directory/fold-directory';
import { saveTaskQueues, taskQueueRow } from '../../store/directory/directory-rows';
import { existingAmong, storedEventsNaming, untilWritersEnded } from '../../store/rebuild-rows';
import { QUEUE_INDEX_KEY, queueObjectKey } from '../../store/outbox/sync-keys';
import type { Mentions } from './mentions';
import { directoryKind, foldOwn, settleEverything } from './rebuild-directory';
import { settle, understood, type RebuildContext } from './walk';

/**
 * Makes the rows of queues what their events, and those that mention them, say.
 *
 * Ingest looks for a queue's row without a lock and makes none where there is one. Against a wrong row that is a wrong
 * conclusion; so whatever was corrected is looked at once more after everybody who may have drawn it. By then these rows
 * may be supported by events alone that are newer than what was collected here.
 */
export async function rebuildQueues(context: RebuildContext, mentions: Mentions): Promise<void> {
  const kind = queueKind(mentions, () => mentions.isIncomplete);
  const wrong = await settleEverything(context, 'queues', kind);
  wrong.push(...(await settle(context, kind, [...mentions.queueSids])));
  if (wrong.length === 0) return;
  await mentionOnceMore(context, mentions, wrong);
  await settle(
    context,
    queueKind(mentions, () => true),
    wrong,
  );
}

/** Collects, after everybody who may have seen wrong rows of `sids`, what the events say that name them. */
export async function mentionOnceMore(
  { db, step }: RebuildContext,
  mentions: Mentions,
  sids: readonly string[],
): Promise<void> {
  await untilWritersEnded(db);
  for await (const stored of storedEventsNaming(db, sids)) {
    for (const event of understood(stored)) mentions.addEvent(event);
    step('queues and names that differed, once more', 0, sids.length);
  }
}

/** @param keepsRows whether a row counts, beside those that events speak for */
const queueKind = (mentions: Mentions, keepsRows: () => boolean) =>
  directoryKind<TaskQueueSid, TaskQueueState>({
    table: 'task_queue',
    read: async (db, sids) => {
      const events = { isOwn: isTaskQueueEvent, empty: emptyTaskQueue, fold: foldTaskQueue };
      const own = await foldOwn(db, sids, events, mentions);
      const rows = keepsRows() ? await existingAmong(db, 'task_queue', sids) : new Set<string>();
      return sids
        .filter((sid) => own.has(sid) || mentions.queueSids.has(sid) || rows.has(sid))
        .map((sid) => own.get(sid) ?? emptyTaskQueue(sid));
    },
    rowOf: taskQueueRow,
    save: saveTaskQueues,
    keysOf: (_db, sids) => Promise.resolve([QUEUE_INDEX_KEY, ...sids.map(queueObjectKey)]),
  });
