import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { isActivityEvent, isTaskQueueEvent, isWorkerEvent } from '../domain/directory/fold-directory';
import type { TaskRouterEvent } from '../domain/task-router-event';
import { namesTold, newerNames } from '../domain/directory/told-names';
import { lockDirectory, queuesOfWorkers, reviseEligibility } from '../store/directory/eligibility';
import { endReading } from '../store/activity/customer-readers';
import type { KnownMentions } from '../store/events';
import { mapsShowing, writeNames } from '../store/directory/names';
import { lockParties, missedBefore } from '../store/calls/parties';
import { listQueues } from '../store/queues/queue-read';
import { keysOfFollowers, shownBriefs } from '../store/queues/queue-readers';
import { QUEUE_INDEX_KEY, queueObjectKey, recentCallsKey, workerAttributesKey } from '../store/outbox/sync-keys';
import type { Queryable } from '../store/transaction';
import { lockPolicies, lockQueueRules, revisePolicies } from '../store/queues/queue-policies';
import { lockTasks } from '../store/task-rows';
import {
  applyActivityEvents,
  applyTaskQueueEvents,
  applyWorkerEvents,
  mentionedQueues,
  queuesToWrite,
} from './apply-directory-events';
import { applyTaskEvents, tasksOf } from './apply-task-events';

/** What changed, as far as Sync objects show it. */
interface Touched {
  readonly queues: Set<TaskQueueSid>;
  readonly isIndexTouched: boolean;
}

/** Sync objects whose payload may have changed. */
interface Marks {
  readonly keys: ReadonlySet<string>;
  /** Those of them that show something as it was, by an older name: they wait with what has low priority. */
  readonly behind: ReadonlySet<string>;
  /** Keys of the items that changed, by object: of these, nothing else did. */
  readonly changed: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Folds new events into the rows, inside the transaction that stored them.
 *
 * Rows are locked in one fixed order (directory, rules of queues, tasks, policies of queues, sums, workers, queues, activities, names, parties,
 * readers of customers), each kind by SID, so that concurrent transactions wait for each other and never in a circle.
 */
export async function applyEvents(
  db: Queryable,
  events: readonly TaskRouterEvent[],
  known: KnownMentions,
): Promise<Marks> {
  const mentioned = queuesToWrite(known.queueSids, events);
  // A name alone changes nobody's eligibility: transactions that only tell names wait for nobody else's.
  if (mentioned.length > 0 || events.some(changesDirectory)) await lockDirectory(db);

  const told = namesTold(events);
  const judgedAnew = queuesToJudge(known, events, told);
  if (judgedAnew.length > 0) await lockForJudging(db, events, judgedAnew);
  const tasks = await applyTaskEvents(db, events);
  const workers = await applyWorkerEvents(db, events);
  const queues = await applyTaskQueueEvents(db, events, mentioned);
  const isAvailabilityChanged = await applyActivityEvents(db, events);
  const renamed = await writeNames(db, newerNames(told, known.names));
  const renamedQueues = renamed.filter((sid): sid is TaskQueueSid => sid.startsWith('WQ'));
  const rejudged = await judgeAnew(db, judgedAnew, [...renamedQueues, ...queues.withNewExpression]);
  const revised = await reviseEligibility(db, {
    workerSids: workers.withNewAttributes,
    queueSids: queues.withNewExpression,
  });

  const loaded = await queuesOfWorkers(db, [...tasks.workersWithNewLoad, ...workers.changed]);
  const everywhere = isAvailabilityChanged ? (await listQueues(db)).map(({ sid }) => sid) : [];
  const touched: Touched = {
    queues: new Set([
      ...tasks.queues,
      ...queues.changed,
      ...revised.queueSids,
      ...tasks.queuesWithNewChannels,
      ...loaded,
      ...everywhere,
      ...rejudged,
    ]),
    isIndexTouched: queues.changed.length > 0 || tasks.queuesWithNewChannels.length > 0 || renamedQueues.length > 0,
  };
  await lockParties(db, tasks.contacts.touched);
  const settled = await missedBefore(db, tasks.contacts.answered);
  const noLongerRead = await endReading(db, tasks.released);
  const followed = [...(await keysOfFollowers(db, revised)), ...(await shownBriefs(db, renamedQueues))];
  const calls = new Map<string, Set<string>>();
  for (const [workerSid, sid] of [...tasks.calls, ...settled]) {
    const key = recentCallsKey(workerSid);
    calls.set(key, (calls.get(key) ?? new Set()).add(sid));
  }
  const showing = await mapsShowing(db, renamed);
  const behind = new Set(showing.filter((key) => !calls.has(key)));
  const keys = new Set([
    ...[...touched.queues].map(queueObjectKey),
    ...(touched.isIndexTouched ? [QUEUE_INDEX_KEY] : []),
    ...calls.keys(),
    ...workers.arrived.map(workerAttributesKey),
    ...noLongerRead,
    ...followed,
    ...behind,
  ]);
  // By its new name, any of them may show a renamed resource.
  for (const key of showing) calls.delete(key);
  return { keys, behind, changed: calls };
}

/** Changes of who is eligible where, or of an activity that many workers may be in. */
const changesDirectory = (event: TaskRouterEvent): boolean =>
  isTaskQueueEvent(event) || isWorkerEvent(event) || isActivityEvent(event);

/** Queues that have no policy yet, and those that are told by another name: other rules may be for them. */
function queuesToJudge(
  known: KnownMentions,
  events: readonly TaskRouterEvent[],
  told: ReadonlyMap<string, { readonly value: string }>,
): TaskQueueSid[] {
  const isNamedAnew = (sid: TaskQueueSid): boolean => {
    const name = told.get(sid);
    return name !== undefined && name.value !== known.names.get(sid)?.value;
  };
  return mentionedQueues(events).filter((sid) => !known.queueSids.has(sid) || isNamedAnew(sid));
}

/** Takes the locks for another policy in their order, before anything is added to the sums. */
async function lockForJudging(
  db: Queryable,
  events: readonly TaskRouterEvent[],
  queueSids: readonly TaskQueueSid[],
): Promise<void> {
  await lockQueueRules(db);
  await lockTasks(db, tasksOf(events));
  await lockPolicies(db, queueSids);
}

/**
 * Judges queues by the rules for their present names and expressions. One whose name somebody else changed meanwhile, or whose
 * expression is another one, was not to be foreseen: its locks come late, and should that end in a circle, the database ends it
 * and the transaction is tried again.
 */
async function judgeAnew(
  db: Queryable,
  foreseen: readonly TaskQueueSid[],
  changed: readonly TaskQueueSid[],
): Promise<TaskQueueSid[]> {
  const queueSids = [...new Set([...foreseen, ...changed])];
  if (queueSids.length > foreseen.length) await lockQueueRules(db);
  return revisePolicies(db, queueSids);
}
