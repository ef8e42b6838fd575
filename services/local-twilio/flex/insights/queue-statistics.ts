import type { QueueVisit, Reservation, Task, TaskChannel, TaskQueue } from '../../taskrouter/model';
import type { TaskRouter } from '../../taskrouter/task-router';

/** Flex UI's native Queue Stats view reads these figures; names are those of `QueuesStateTypes.d.ts` of Flex UI 2.17. */
export interface QueueStatistics {
  readonly tasks_now: Figures;
  readonly tasks_thirty_minutes: Figures;
  readonly tasks_today: Figures;
  readonly worker_activities_statistics: object;
}

/** One object for the whole queue, and one per task channel SID. */
type Figures = Readonly<Record<string, object>>;

interface Stay {
  readonly task: Task;
  readonly visit: QueueVisit;
  readonly reservations: readonly Reservation[];
}

const SERVICE_LEVEL_SECONDS = 20;
const SHORT_ABANDON_SECONDS = 5;
const HALF_AN_HOUR_MS = 30 * 60_000;

/** Statistics of every queue at the engine's present instant, by queue SID. Days begin at midnight UTC. */
export function queueStatistics(taskRouter: TaskRouter): ReadonlyMap<string, QueueStatistics> {
  const { state, clock } = taskRouter;
  const at = clock.now();
  const midnight = new Date(at).setUTCHours(0, 0, 0, 0);
  const since = Math.min(midnight, at - HALF_AN_HOUR_MS);
  const stays = staysByQueue(state.tasks.values(), since);
  return new Map(
    [...state.queues.values()].map((queue) => {
      const own = stays.get(queue.sid) ?? [];
      const recent = own.filter(({ visit }) => visit.enteredAt >= at - HALF_AN_HOUR_MS);
      const today = own.filter(({ visit }) => visit.enteredAt >= midnight);
      return [
        queue.sid,
        {
          tasks_now: byChannel(own, (chosen) => tasksNow(chosen, at)),
          tasks_thirty_minutes: byChannel(recent, (chosen) => serviceLevels(chosen, at)),
          tasks_today: byChannel(today, (chosen) => serviceLevels(chosen, at)),
          worker_activities_statistics: workerStatistics(taskRouter, queue, at),
        },
      ];
    }),
  );
}

/** Stays that began after `since` or whose task is still open. */
function staysByQueue(tasks: Iterable<Task>, since: number): ReadonlyMap<string, Stay[]> {
  const stays = new Map<string, Stay[]>();
  for (const task of tasks) {
    for (const visit of task.visits) {
      if (task.endedAt !== null && visit.enteredAt < since) continue;
      const reservations = task.reservations.filter(({ queue }) => queue.sid === visit.queueSid);
      const own = stays.get(visit.queueSid) ?? [];
      own.push({ task, visit, reservations });
      stays.set(visit.queueSid, own);
    }
  }
  return stays;
}

function byChannel(stays: readonly Stay[], figures: (stays: readonly Stay[]) => object): Figures {
  const channels = new Set<TaskChannel>(stays.map(({ task }) => task.channel));
  return {
    queue: figures(stays),
    ...Object.fromEntries(
      [...channels].map((channel) => [channel.sid, figures(stays.filter(({ task }) => task.channel === channel))]),
    ),
  };
}

function tasksNow(stays: readonly Stay[], at: number): object {
  const open = stays.filter(({ task, visit }) => task.endedAt === null && task.visits.at(-1) === visit);
  const count = (status: Task['status']): number => open.filter(({ task }) => task.status === status).length;
  const waiting = open
    .filter(({ task }) => task.status === 'pending' || task.status === 'reserved')
    .sort((a, b) => a.visit.enteredAt - b.visit.enteredAt)
    .at(0);
  const priorities: Record<string, number> = {};
  for (const { task } of open) priorities[task.priority] = (priorities[task.priority] ?? 0) + 1;
  return {
    pending_tasks: count('pending'),
    reserved_tasks: count('reserved'),
    assigned_tasks: count('assigned'),
    wrapping_tasks: count('wrapping'),
    total_tasks: open.length,
    longest_task_waiting_sid: waiting?.task.sid ?? null,
    longest_task_waiting_from: waiting === undefined ? null : new Date(waiting.visit.enteredAt).toISOString(),
    longest_task_waiting_age: waiting === undefined ? 0 : Math.floor((at - waiting.visit.enteredAt) / 1000),
    tasks_by_priority: priorities,
    timestamp_updated: at,
  };
}

function serviceLevels(stays: readonly Stay[], at: number): object {
  const stayed = ({ visit }: Stay): number => ((visit.leftAt ?? at) - visit.enteredAt) / 1000;
  const why = (reason: QueueVisit['why']): readonly Stay[] => stays.filter(({ visit }) => visit.why === reason);
  const handled = why('answered');
  const abandoned = why('abandoned');
  const flowedOut = why('flowed-out');
  const inTime = handled.filter((stay) => stayed(stay) <= SERVICE_LEVEL_SECONDS);
  const short = abandoned.filter((stay) => stayed(stay) < SHORT_ABANDON_SECONDS);
  const offers = stays.flatMap(({ reservations }) => reservations);
  const closed = offers.filter(({ acceptedAt, endedAt }) => acceptedAt !== null && endedAt !== null);
  const share = (part: readonly unknown[], whole = stays): number =>
    whole.length === 0 ? 0 : part.length / whole.length;
  const measured = [...handled, ...abandoned];
  return {
    total_tasks_count: stays.length,
    handled_tasks_count: handled.length,
    total_handled_tasks: handled.length,
    handled_tasks_within_sl_threshold_count: inTime.length,
    handled_tasks_within_sl_threshold_percentage: share(inTime, [...handled]),
    abandoned_tasks_count: abandoned.length,
    abandoned_tasks_percentage: share(abandoned),
    short_abandoned_tasks_count: short.length,
    short_abandoned_tasks_percentage: share(short),
    flow_out_tasks_count: flowedOut.length,
    flow_out_tasks_percentage: share(flowedOut),
    sla_percentage: measured.length === 0 ? null : share(inTime, measured),
    average_waiting_time: mean(handled.map(stayed)),
    average_abandon_time: mean(abandoned.map(stayed)),
    average_ring_time: mean(closed.map((offer) => between(offer.createdAt, offer.acceptedAt))),
    average_talk_time: mean(closed.map((offer) => between(offer.acceptedAt, offer.wrapupAt ?? offer.endedAt))),
    average_wrapup_time: mean(closed.map((offer) => between(offer.wrapupAt, offer.endedAt))),
    average_handle_time: mean(closed.map((offer) => between(offer.acceptedAt, offer.endedAt))),
    total_missed_invitations: offers.filter(({ status }) => status === 'timeout').length,
    total_rejected_invitations: offers.filter(({ status }) => status === 'rejected').length,
    timestamp_updated: at,
  };
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

const between = (from: number | null, to: number | null): number =>
  from === null || to === null ? 0 : (to - from) / 1000;

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
