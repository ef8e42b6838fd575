import { account } from '../base/account';
import { parseJson } from '../base/json';
import type { EmulatedRoute } from '../http/documented-host';
import type { TaskRouter } from '../taskrouter/task-router';
import { refused } from '../base/task-router-error';
import { isOpenTask, type Task, type TaskQueue } from '../taskrouter/workspace-model';
import { param, type WorkspaceRoute } from './workspace-route';

/** Real-time statistics take at most this many queues in one request (docs.twilio.com, "TaskQueue Statistics"). */
const MAX_QUEUES = 50;

/** Real-time statistics of queues, one or many. */
export const statisticsRoutes = (route: WorkspaceRoute): readonly EmulatedRoute[] => [
  route('GET', '/TaskQueues/:sid/RealTimeStatistics', ['TaskChannel'], ({ request, params, router }) => {
    const channel = request.query.get('TaskChannel');
    const queue = router.queue(param(params, 'sid'));
    const body = { ...common(router), task_queue_sid: queue.sid, ...statisticsOf(router, queue, channel) };
    return { status: 200, body: { ...body, url: `${request.baseUrl}${request.path}` } };
  }),
  route('POST', '/TaskQueues/RealTimeStatistics', ['TaskQueueSids'], ({ request, router }) => {
    const sids = queueSidsOf(request.body);
    const data = sids.map((sid) => ({ task_queue_sid: sid, ...statisticsOf(router, router.queue(sid), null) }));
    const url = `${request.baseUrl}${request.path}`;
    return {
      status: 200,
      body: { ...common(router), task_queue_data: data, task_queue_response_count: data.length, url },
    };
  }),
];

const common = (router: TaskRouter): object => ({
  account_sid: account.accountSid,
  workspace_sid: router.state.workspace.sid,
});

function queueSidsOf(body: string): readonly string[] {
  let parsed: unknown;
  try {
    parsed = parseJson(body);
  } catch {
    throw refused('The body is not JSON');
  }
  const sids: unknown =
    typeof parsed === 'object' && parsed !== null && 'TaskQueueSids' in parsed ? parsed.TaskQueueSids : null;
  if (!Array.isArray(sids) || !sids.every((sid) => typeof sid === 'string')) {
    throw refused('TaskQueueSids must be a list of SIDs');
  }
  if (sids.length > MAX_QUEUES) throw refused(`TaskQueueSids may name at most ${MAX_QUEUES} queues`);
  return sids;
}

function statisticsOf(router: TaskRouter, queue: TaskQueue, channel: string | null): object {
  const now = router.clock.now();
  const tasks = [...router.state.tasks.values()].filter(
    (task) =>
      isOpenTask(task) &&
      task.queue === queue &&
      (channel === null || task.channel.uniqueName === channel || task.channel.sid === channel),
  );
  const count = (status: Task['status']): number => tasks.filter((task) => task.status === status).length;
  const waiting = tasks.filter(({ status }) => status === 'pending' || status === 'reserved');
  const oldest = earliest(waiting, (task) => task.createdAt);
  const longestHere = earliest(waiting, (task) => task.queueEnteredAt ?? task.createdAt);
  const age = (atMs: number | null | undefined): number => (atMs == null ? 0 : Math.floor((now - atMs) / 1000));
  const workers = [...queue.workers];
  return {
    activity_statistics: [...router.state.activities.values()].map((activity) => ({
      sid: activity.sid,
      friendly_name: activity.friendlyName,
      workers: workers.filter((worker) => worker.activity === activity).length,
    })),
    longest_task_waiting_age: age(oldest?.createdAt),
    longest_task_waiting_sid: oldest?.sid ?? null,
    longest_relative_task_age_in_queue: age(longestHere?.queueEnteredAt),
    longest_relative_task_sid_in_queue: longestHere?.sid ?? null,
    tasks_by_priority: Object.fromEntries(countBy(tasks, (task) => String(task.priority))),
    tasks_by_status: {
      pending: count('pending'),
      reserved: count('reserved'),
      assigned: count('assigned'),
      wrapping: count('wrapping'),
    },
    total_available_workers: workers.filter((worker) => worker.activity.available).length,
    total_eligible_workers: workers.length,
    total_tasks: tasks.length,
  };
}

function earliest(tasks: readonly Task[], instantOf: (task: Task) => number): Task | undefined {
  return tasks.reduce<Task | undefined>(
    (first, task) => (first === undefined || instantOf(task) < instantOf(first) ? task : first),
    undefined,
  );
}

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
