import { TaskQueueSid, WorkerSid, type TaskSid } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { foldTask, isTaskEvent } from '../../domain/fold-task';
import { emptyTask, type TaskState } from '../../domain/task-state';
import { queuesOfWorkers } from '../../store/directory/eligibility';
import { lockParties, workersWhoMissed } from '../../store/calls/parties';
import {
  countResources,
  deleteOtherReservations,
  deleteResources,
  differingRows,
  prunedAmong,
  shownElsewhere,
  type ShownElsewhere,
} from '../../store/rebuild-rows';
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
  /** A task whose events are gone stays as it is: its rows are all that is left of it. */
  async function unpruned(db: Queryable, sids: readonly TaskSid[]): Promise<TaskSid[]> {
    const pruned = await prunedAmong(db, sids);
    for (const task of (await readTasks(db, [...pruned])).values()) {
      try {
        mentions.addPruned(task);
      } catch {
        tally.unreadable.add(task.sid);
      }
    }
    return sids.filter((sid) => !pruned.has(sid));
  }
  async function foldedTasks(db: Queryable, sids: readonly TaskSid[]): Promise<TaskState[]> {
    const tasks = new Map<TaskSid, TaskState>();
    for await (const event of eventsOf(db, sids)) {
      mentions.addEvent(event);
      if (event.task === null || !isTaskEvent(event)) continue;
      const { sid } = event.task;
      tasks.set(sid, foldTask(tasks.get(sid) ?? emptyTask(sid), event));
    }
    return [...tasks.values()];
  }
  return {
    table: 'task',
    pageSize: TASKS_AT_ONCE,
    findWrong: async (db, sids) => {
      const own = await unpruned(db, sids);
      const tasks = await foldedTasks(db, own);
      const rows = tasks.map(taskRow);
      const reservations = tasks.flatMap(reservationRows);
      const found = [
        ...(await differingRows(db, { table: 'task', column: 'sid', sids: own, rows })),
        ...(await differingRows(db, {
          table: 'reservation',
          column: 'task_sid',
          sids: own,
          rows: reservations,
        })),
      ];
      return found as (readonly TaskSid[])[];
    },
    replace: async (db, sids) => {
      const own = await unpruned(db, sids);
      const before = await shownElsewhere(db, own);
      const tasks = await foldedTasks(db, own);
      const reservations = tasks.flatMap(reservationRows);
      await deleteOtherReservations(
        db,
        own,
        reservations.map(({ sid }) => sid),
      );
      const supported = new Set(tasks.map(({ sid }) => sid));
      await deleteResources(
        db,
        'task',
        own.filter((sid) => !supported.has(sid)),
      );
      await writeTogether(db, taskWrites(tasks, reservations));
      return keysOf(db, [before, await shownElsewhere(db, own)]);
    },
  };
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
