import type { TaskRouter } from '../../taskrouter/task-router';
import type { QueueVisit, Task, TaskChannel, TaskQueue } from '../../taskrouter/workspace-model';
import { windowFigures, type QueueContact } from './window-figures';

/**
 * Flex UI's native Queue Stats view reads these figures; names are those of `QueuesStateTypes.d.ts` of Flex UI 2.17, meanings
 * those of its own descriptions (`QueuesStatsFilter…Description`).
 */
export interface QueueStatistics {
  readonly tasks_now: Figures;
  readonly tasks_thirty_minutes: Figures;
  readonly tasks_today: Figures;
  readonly worker_activities_statistics: object;
}

/** One object for the whole queue, and one per task channel SID. */
type Figures = Readonly<Record<string, object>>;

const MINUTE_MS = 60_000;

/** Statistics of every queue at the engine's present instant, by queue SID. */
export function queueStatistics(taskRouter: TaskRouter): ReadonlyMap<string, QueueStatistics> {
  const { state, clock } = taskRouter;
  const at = clock.now();
  const midnight = new Date(at).setUTCHours(0, 0, 0, 0);
  // The minute that runs, and the 29 before it.
  const halfAnHour = (Math.floor(at / MINUTE_MS) - 29) * MINUTE_MS;
  const contacts = contactsByQueue(state.tasks.values(), Math.min(midnight, halfAnHour));
  return new Map(
    [...state.queues.values()].map((queue) => {
      const own = contacts.get(queue.sid) ?? [];
      return [
        queue.sid,
        {
          tasks_now: byChannel(own, (chosen) => tasksNow(chosen, queue, at)),
          tasks_thirty_minutes: byChannel(own, (chosen) => windowFigures(chosen, { fromMs: halfAnHour, atMs: at })),
          tasks_today: byChannel(own, (chosen) => windowFigures(chosen, { fromMs: midnight, atMs: at })),
          worker_activities_statistics: workerStatistics(taskRouter, queue, at),
        },
      ];
    }),
  );
}

/** For each queue the tasks that it has seen, as far as they are open or ended after `since`. */
function contactsByQueue(tasks: Iterable<Task>, since: number): ReadonlyMap<string, readonly QueueContact[]> {
  const contacts = new Map<string, QueueContact[]>();
  for (const task of tasks) {
    if (task.endedAt !== null && task.endedAt < since) continue;
    const queueSids = new Set([
      ...task.visits.map(({ queueSid }) => queueSid),
      ...task.reservations.map(({ queue }) => queue.sid),
    ]);
    for (const queueSid of queueSids) {
      const own = contacts.get(queueSid) ?? [];
      contacts.set(queueSid, own);
      own.push({
        task,
        visits: task.visits.filter((visit) => visit.queueSid === queueSid),
        reservations: task.reservations.filter(({ queue }) => queue.sid === queueSid),
      });
    }
  }
  return contacts;
}

function byChannel(contacts: readonly QueueContact[], figures: (chosen: readonly QueueContact[]) => object): Figures {
  const channels = new Set<TaskChannel>(contacts.map(({ task }) => task.channel));
  return {
    queue: figures(contacts),
    ...Object.fromEntries(
      [...channels].map((channel) => [channel.sid, figures(contacts.filter(({ task }) => task.channel === channel))]),
    ),
  };
}

function tasksNow(contacts: readonly QueueContact[], { sid }: TaskQueue, at: number): object {
  const open = contacts.flatMap(({ task }) => {
    const visit = task.visits.at(-1);
    return task.endedAt === null && visit?.queueSid === sid ? [{ task, visit }] : [];
  });
  const count = (status: Task['status']): number => open.filter(({ task }) => task.status === status).length;
  const longest = longestWaiting(open);
  const priorities: Record<string, number> = {};
  for (const { task } of open) priorities[task.priority] = (priorities[task.priority] ?? 0) + 1;
  return {
    pending_tasks: count('pending'),
    reserved_tasks: count('reserved'),
    assigned_tasks: count('assigned'),
    wrapping_tasks: count('wrapping'),
    total_tasks: open.length,
    longest_task_waiting_sid: longest?.task.sid ?? null,
    longest_task_waiting_from: longest === undefined ? null : new Date(longest.visit.enteredAt).toISOString(),
    // In seconds, as in TaskRouter's REST statistics, where the name is from; the view does not read it.
    longest_task_waiting_age: longest === undefined ? 0 : Math.floor((at - longest.visit.enteredAt) / 1000),
    tasks_by_priority: priorities,
    timestamp_updated: at,
  };
}

/** The open task, with its present stay in a queue, that waits for longest. */
export function longestWaiting<Stay extends { readonly task: Task; readonly visit: QueueVisit }>(
  open: readonly Stay[],
): Stay | undefined {
  return open
    .filter(({ task }) => task.status === 'pending' || task.status === 'reserved')
    .sort((a, b) => a.visit.enteredAt - b.visit.enteredAt)
    .at(0);
}

function workerStatistics({ state }: TaskRouter, queue: TaskQueue, at: number): object {
  const workers = [...queue.workers];
  const available = workers.filter(({ activity }) => activity.available);
  const idleSince = available.map((worker) => worker.idleSince);
  return {
    total_eligible_workers: workers.length,
    total_available_workers: available.length,
    activity_statistics: [...state.activities.values()].map(({ sid, friendlyName }) => ({
      sid,
      friendly_name: friendlyName,
      workers: workers.filter(({ activity }) => activity.sid === sid).length,
    })),
    ...(idleSince.length === 0 ? {} : { longest_available_timestamp: Math.min(...idleSince) }),
    timestamp_updated: at,
  };
}
