import { createHash } from 'node:crypto';
import type { SyncService } from '../../sync/sync-service';
import type { TaskRouter } from '../../taskrouter/task-router';
import { isOpenTask, type Task } from '../../taskrouter/workspace-model';
import { createCallStates } from './call-states';
import { createLiveIndexes } from './live-indexes';
import { longestWaiting, queueStatistics } from './queue-statistics';

/** The Sync service that Flex UI reads its own real-time data from. */
export interface Insights {
  /** Writes everything anew, after the service was emptied. */
  refill(): void;
  close(): void;
}

/** Twilio publishes the figures of Queue Stats every few seconds, too. */
const PUBLISH_EVERY_MS = 2_000;

/** Feeds the live queries and Maps behind Flex UI's Teams and Queue Stats views and its call canvas. */
export function createInsights(taskRouter: TaskRouter, service: SyncService): Insights {
  const indexes = createLiveIndexes(taskRouter, service);
  const callStates = createCallStates(service);
  /** Hash of each Map item as last written, without its time: what did not change is not written again. */
  const published = new Map<string, string>();

  const publish = (mapName: string, key: string, data: object): void => {
    const name = `${mapName}/${key}`;
    const hash = createHash('sha1')
      .update(JSON.stringify(data, (field, value: unknown) => (VOLATILE.has(field) ? undefined : value)))
      .digest('base64');
    if (published.get(name) === hash) return;
    published.set(name, hash);
    service.putMapItem(mapName, key, data);
  };

  const publishStatistics = (): void => {
    for (const [queueSid, statistics] of queueStatistics(taskRouter)) {
      for (const [key, data] of Object.entries(statistics)) {
        publish(`${queueSid}.realtime_statistics.v1`, key, data as object);
      }
    }
    publish('realtime_statistics_v1', 'workspace', workspaceStatistics(taskRouter));
  };

  const refill = (): void => {
    published.clear();
    callStates.clear();
    indexes.fill();
    for (const task of taskRouter.state.tasks.values()) callStates.keep(task);
    publishStatistics();
  };

  const stopListening = taskRouter.onEvent((event) => {
    indexes.handle(event);
    if (event.task !== undefined) callStates.keep(event.task);
  });
  const timer = setInterval(publishStatistics, PUBLISH_EVERY_MS).unref();
  refill();

  return {
    refill,
    close() {
      stopListening();
      clearInterval(timer);
    },
  };
}

const VOLATILE = new Set(['timestamp_updated', 'longest_task_waiting_age']);

function workspaceStatistics({ state }: TaskRouter): object {
  const open = [...state.tasks.values()].filter(isOpenTask);
  const workers = [...state.workers.values()];
  const longest = longestWaiting(
    open.flatMap((task) => {
      const visit = task.visits.at(-1);
      return visit === undefined ? [] : [{ task, visit }];
    }),
  );
  const count = (status: Task['status']): number => open.filter((task) => task.status === status).length;
  const priorities: Record<string, number> = {};
  for (const { priority } of open) priorities[priority] = (priorities[priority] ?? 0) + 1;
  return {
    total_tasks: open.length,
    total_workers: workers.length,
    tasks_by_priority: priorities,
    tasks_by_status: {
      pending: count('pending'),
      reserved: count('reserved'),
      assigned: count('assigned'),
      wrapping: count('wrapping'),
    },
    longest_task_waiting_sid: longest?.task.sid ?? null,
    longest_task_waiting_from: longest === undefined ? null : new Date(longest.visit.enteredAt).toISOString(),
    activity_statistics: [...state.activities.values()].map(({ sid, friendlyName }) => ({
      sid,
      friendly_name: friendlyName,
      workers: workers.filter(({ activity }) => activity.sid === sid).length,
    })),
  };
}
