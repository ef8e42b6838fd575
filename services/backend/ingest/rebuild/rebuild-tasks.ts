import { TaskQueueSid, WorkerSid, type TaskSid } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { foldTask, isTaskEvent } from '../../domain/fold-task';
import { contributionsOf } from '../../domain/queues/contributions';
import { emptyTask, type TaskState } from '../../domain/task-state';
import { queuesOfWorkers } from '../../store/directory/eligibility';
import { lockParties, workersWhoMissed } from '../../store/calls/parties';
import {
  countResources,
  deleteOtherReservations,
  deleteResources,
  deleteVisits,
  differingRows,
  prunedAmong,
  shownElsewhere,
  type ShownElsewhere,
} from '../../store/rebuild-rows';
import type { QueueVisitTable } from '../../store/queues/queue-tables';
import { visitRow, visitWrites } from '../../store/queues/visit-rows';
import { queueObjectKey, recentCallsKey } from '../../store/outbox/sync-keys';
import { readTasks, reservationRows, taskRow, taskWrites } from '../../store/task-rows';
import type { Queryable } from '../../store/transaction';
import { writeTogether } from '../../store/write-together';
import type { Mentions } from './mentions';
import { eventsOf, settleAll, type RebuildContext, type ResourceKind } from './walk';

/** Some 600 events: less than a tenth of a second. */
const TASKS_AT_ONCE = 50;

/** Makes the rows of tasks and reservations what their events say, and collects what these mention. */
export async function rebuildTasks(context: RebuildContext, mentions: Mentions): Promise<void> {
  const { db, tally, step } = context;
  const total = await countResources(db, 'task');
  await settleAll(context, taskKind(context, mentions), (sids) => {
    tally.tasks += sids.length;
    step('tasks', tally.tasks, total);
  });
}

function taskKind({ tally }: RebuildContext, mentions: Mentions): ResourceKind<TaskSid> {
  const fold = { tally, mentions };
  return {
    table: 'task',
    pageSize: TASKS_AT_ONCE,
    findWrong: async (db, sids) => wrongTasks(db, await foldTasks(fold, db, sids)),
    replace: async (db, sids) => replaceTasks(db, await foldTasks(fold, db, sids)),
  };
}

/** Tasks as their events tell them. */
interface FoldedTasks {
  /** Those that have events, or should have: a task whose events are gone stays as it is. */
  readonly sids: readonly TaskSid[];
  readonly tasks: readonly TaskState[];
  /** Visits of all that were asked for: those of a task whose events are gone are told by its rows. */
  readonly visits: { readonly sids: readonly TaskSid[]; readonly rows: readonly QueueVisitTable[] };
}

async function foldTasks(
  { tally, mentions }: { readonly tally: RebuildContext['tally']; readonly mentions: Mentions },
  db: Queryable,
  candidates: readonly TaskSid[],
): Promise<FoldedTasks> {
  const pruned = await prunedAmong(db, candidates);
  const keptVisits: QueueVisitTable[] = [];
  // Their rows are all that is left of them.
  for (const task of (await readTasks(db, [...pruned])).values()) {
    try {
      mentions.addPruned(task);
      keptVisits.push(...visitRowsOf(task));
    } catch {
      tally.unreadable.add(task.sid);
    }
  }
  const sids = candidates.filter((sid) => !pruned.has(sid));
  const tasks = new Map<TaskSid, TaskState>();
  for await (const event of eventsOf(db, sids)) {
    mentions.addEvent(event);
    if (event.task === null || !isTaskEvent(event)) continue;
    const { sid } = event.task;
    tasks.set(sid, foldTask(tasks.get(sid) ?? emptyTask(sid), event));
  }
  const visits = [...keptVisits, ...[...tasks.values()].flatMap(visitRowsOf)];
  return { sids, tasks: [...tasks.values()], visits: { sids: candidates, rows: visits } };
}

const visitRowsOf = (task: TaskState): QueueVisitTable[] => contributionsOf(task).visits.map(visitRow);

/** Tasks whose rows, or the rows of their reservations or visits, differ from what their events say. */
async function wrongTasks(db: Queryable, { sids, tasks, visits }: FoldedTasks): Promise<(readonly TaskSid[])[]> {
  const rows = tasks.map(taskRow);
  const reservations = tasks.flatMap(reservationRows);
  const found = [
    ...(await differingRows(db, { table: 'task', column: 'sid', sids, rows })),
    ...(await differingRows(db, { table: 'reservation', column: 'task_sid', sids, rows: reservations })),
    ...(await differingRows(db, { table: 'queue_visit', column: 'task_sid', ...visits })),
  ];
  return found as (readonly TaskSid[])[];
}

/** @returns the Sync objects that show what changed */
async function replaceTasks(db: Queryable, { sids, tasks, visits }: FoldedTasks): Promise<string[]> {
  const before = await shownElsewhere(db, sids);
  const reservations = tasks.flatMap(reservationRows);
  const kept = reservations.map(({ sid }) => sid);
  await deleteOtherReservations(db, sids, kept);
  const supported = new Set(tasks.map(({ sid }) => sid));
  const unsupported = sids.filter((sid) => !supported.has(sid));
  await deleteResources(db, 'task', unsupported);
  await deleteVisits(db, visits.sids);
  await writeTogether(db, [...taskWrites(tasks, reservations), ...visitWrites({ gone: [], come: visits.rows })]);
  return keysOf(db, [before, await shownElsewhere(db, sids)]);
}

/** Sync objects that show something of rows as they were or as they are. Wrong rows may hold anything instead of SIDs. */
async function keysOf(db: Queryable, shown: readonly ShownElsewhere[]): Promise<string[]> {
  const queueSids = shown
    .flatMap((part) => part.queueSids)
    .filter((sid): sid is TaskQueueSid => v.is(TaskQueueSid, sid));
  const workerSids = shown.flatMap((part) => part.workerSids).filter((sid): sid is WorkerSid => v.is(WorkerSid, sid));
  const parties = shown.flatMap((part) => part.parties);
  await lockParties(db, parties);
  return [
    ...[...queueSids, ...(await queuesOfWorkers(db, workerSids))].map(queueObjectKey),
    ...[...workerSids, ...(await workersWhoMissed(db, parties))].map(recentCallsKey),
  ];
}
