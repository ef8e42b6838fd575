import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { emptyTaskQueue, type TaskQueueState } from '../domain/directory-state';
import { foldTaskQueue, isTaskQueueEvent } from '../domain/fold-directory';
import { latest, type Stamped } from '../domain/stamp';
import { readTaskQueues, saveTaskQueues, taskQueueRow } from '../store/directory-rows';
import { storedEventsNaming, untilWritersEnded } from '../store/rebuild-rows';
import { QUEUE_INDEX_KEY, queueObjectKey } from '../store/sync-keys';
import type { Queryable } from '../store/transaction';
import type { Mentions } from './mentions';
import { directoryKind, foldOwn, settleEverything } from './rebuild-directory';
import { settle, understood, type RebuildContext } from './walk';

/**
 * Makes the rows of queues what their events, and those of the tasks that name them, say.
 *
 * Ingest looks at a queue's row without a lock and leaves it alone when an event adds nothing to it. Against a wrong row
 * that is a wrong conclusion; so whatever was corrected is looked at once more after everybody who may have drawn it. By then
 * these rows hold nothing but what events lent them, some of which may be newer than what was collected here.
 */
export async function rebuildQueues(context: RebuildContext, mentions: Mentions): Promise<void> {
  const kind = queueKind(mentions, () => mentions.isIncomplete);
  const wrong = await settleEverything(context, 'queues', kind);
  wrong.push(...(await settle(context, kind, mentions.queueSids)));
  if (wrong.length === 0) return;
  await untilWritersEnded(context.db);
  for await (const stored of storedEventsNaming(context.db, wrong)) {
    for (const event of understood(stored)) mentions.addEvent(event);
    context.step('queues that differed, once more', 0, wrong.length);
  }
  await settle(
    context,
    queueKind(mentions, () => true),
    wrong,
  );
}

/** @param keepsNames whether a name that stands in a row counts, beside those that are known from events */
const queueKind = (mentions: Mentions, keepsNames: () => boolean) =>
  directoryKind<TaskQueueSid, TaskQueueState>({
    table: 'task_queue',
    read: async (db, sids) => {
      const own = await foldOwn(db, sids, { isOwn: isTaskQueueEvent, empty: emptyTaskQueue, fold: foldTaskQueue });
      const lent = keepsNames() ? await storedNames(db, sids) : new Map<TaskQueueSid, null>();
      return sids
        .filter((sid) => own.has(sid) || mentions.has(sid) || lent.has(sid))
        .map((sid) => ({
          ...(own.get(sid) ?? emptyTaskQueue(sid)),
          mentionedName: laterName(mentions.nameOf(sid), lent.get(sid) ?? null),
        }));
    },
    rowOf: taskQueueRow,
    save: saveTaskQueues,
    keysOf: (_db, sids) => Promise.resolve([QUEUE_INDEX_KEY, ...sids.map(queueObjectKey)]),
  });

/** Names that events lent which are gone, or which came meanwhile, may stand in the rows alone. */
async function storedNames(
  db: Queryable,
  sids: readonly TaskQueueSid[],
): Promise<Map<TaskQueueSid, Stamped<string> | null>> {
  const stored = await readTaskQueues(db, sids);
  return new Map([...stored].map(([sid, { mentionedName }]) => [sid, readableName(mentionedName)]));
}

/** A wrong row may hold anything. */
function readableName(name: unknown): Stamped<string> | null {
  if (typeof name !== 'object' || name === null || !('value' in name) || !('stamp' in name)) return null;
  const { value, stamp } = name;
  return typeof value === 'string' && typeof stamp === 'string' ? { value, stamp } : null;
}

const laterName = (a: Stamped<string> | null, b: Stamped<string> | null): Stamped<string> | null =>
  b === null ? a : latest(a, b.value, b.stamp);
