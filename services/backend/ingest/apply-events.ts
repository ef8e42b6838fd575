import type { ServiceLevelPolicy, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { isActivityEvent, isTaskQueueEvent, isWorkerEvent } from '../domain/fold-directory';
import type { TaskRouterEvent } from '../domain/task-router-event';
import { lockDirectory, queuesOfWorkers, reviseEligibility } from '../store/eligibility';
import { lockParties, workersWhoMissed } from '../store/parties';
import { listQueues } from '../store/queue-read';
import { addToBuckets, addToChannels } from '../store/queue-sums';
import { QUEUE_INDEX_KEY, queueObjectKey, recentCallsKey, workerAttributesKey } from '../store/sync-keys';
import type { Queryable } from '../store/transaction';
import { applyActivityEvents, applyTaskQueueEvents, applyWorkerEvents, queuesToWrite } from './apply-directory-events';
import { applyTaskEvents } from './apply-task-events';

/** What changed, as far as Sync objects show it. */
interface Touched {
  readonly queues: Set<TaskQueueSid>;
  readonly isIndexTouched: boolean;
}

/**
 * Folds new events into the rows, inside the transaction that stored them.
 *
 * Rows are locked in one fixed order (directory, tasks, workers, queues, activities, sums, parties), each kind by SID, so
 * that concurrent transactions wait for each other and never in a circle.
 * @returns keys of the Sync objects whose payload may have changed
 */
export async function applyEvents(
  db: Queryable,
  events: readonly TaskRouterEvent[],
  policy: ServiceLevelPolicy,
): Promise<Set<string>> {
  const mentioned = await queuesToWrite(db, events);
  if (mentioned.length > 0 || events.some(changesDirectory)) await lockDirectory(db);

  const tasks = await applyTaskEvents(db, events, policy);
  const workers = await applyWorkerEvents(db, events);
  const queues = await applyTaskQueueEvents(db, events, mentioned);
  const isAvailabilityChanged = await applyActivityEvents(db, events);
  const revised = await reviseEligibility(db, {
    workerSids: workers.withNewAttributes,
    queueSids: queues.withNewExpression,
  });
  const channelsChanged = await addToChannels(db, tasks.channelChanges);
  await addToBuckets(db, tasks.bucketChanges);

  const loaded = await queuesOfWorkers(db, [...tasks.workersWithNewLoad, ...workers.changed]);
  const everywhere = isAvailabilityChanged ? (await listQueues(db)).map(({ sid }) => sid) : [];
  const touched: Touched = {
    queues: new Set([...tasks.queues, ...queues.changed, ...revised, ...channelsChanged, ...loaded, ...everywhere]),
    isIndexTouched: queues.changed.length > 0 || channelsChanged.length > 0,
  };
  await lockParties(db, tasks.contacts.touched);
  const settled = await workersWhoMissed(db, tasks.contacts.answered);
  return new Set([
    ...[...touched.queues].map(queueObjectKey),
    ...(touched.isIndexTouched ? [QUEUE_INDEX_KEY] : []),
    ...[...tasks.workersWithNewCalls, ...settled].map(recentCallsKey),
    ...workers.arrived.map(workerAttributesKey),
  ]);
}

/** Changes of who is eligible where, or of an activity that many workers may be in. */
const changesDirectory = (event: TaskRouterEvent): boolean =>
  isTaskQueueEvent(event) || isWorkerEvent(event) || isActivityEvent(event);
