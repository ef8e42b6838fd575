import type { ActivitySid, WorkerSid } from '@flex-sync-suite/shared/contract';
import {
  emptyActivity,
  emptyWorker,
  isGone,
  type ActivityState,
  type WorkerState,
} from '../../domain/directory/directory-state';
import { foldActivity, foldWorker, isActivityEvent, isWorkerEvent } from '../../domain/directory/fold-directory';
import { toldActivity, type ToldActivity } from '../../domain/directory/told-activity';
import type { TaskRouterEvent } from '../../domain/task-router-event';
import { activityRow, saveActivities, saveWorkers, workerRow } from '../../store/directory/directory-rows';
import { lockDirectory, queuesOfWorkers, reviseEligibility } from '../../store/directory/eligibility';
import { deleteWorkerActivities, workerActivityRow } from '../../store/directory/worker-activities';
import { listQueues } from '../../store/queues/queue-read';
import { keysOfFollowers } from '../../store/queues/queue-readers';
import {
  countResources,
  deleteResources,
  differingRows,
  queuesOfEligibility,
  type StateTable,
} from '../../store/rebuild-rows';
import { queueObjectKey, workerAttributesKey } from '../../store/outbox/sync-keys';
import { markDirty } from '../../store/outbox/sync-objects';
import { inTransaction, type Queryable } from '../../store/transaction';
import type { Mentions } from './mentions';
import { eventsOf, settleAll, type RebuildContext, type ResourceKind } from './walk';

const RESOURCES_AT_ONCE = 20;
const QUEUES_AT_ONCE = 20;

/** Makes the rows of workers and activities what their events say, and collects what these mention. */
export async function rebuildWorkersAndActivities(context: RebuildContext, mentions: Mentions): Promise<void> {
  await settleEverything(context, 'workers', workerKind(mentions));
  await settleEverything(context, 'activities', activityKind(mentions));
}

/** Settles one kind and tells how far it is. */
export async function settleEverything<Sid extends string>(
  context: RebuildContext,
  what: string,
  kind: ResourceKind<Sid>,
): Promise<Sid[]> {
  const total = await countResources(context.db, kind.table);
  let done = 0;
  return settleAll(context, kind, (sids) => {
    done += sids.length;
    context.step(what, done, total);
  });
}

/** A resource of which each event says something, whatever else there is. */
interface Directory<Sid extends string, State extends { readonly sid: Sid }> {
  readonly table: Exclude<StateTable, 'task'>;
  /** What the events say of the resources; those without any are left out. */
  readonly read: (db: Queryable, sids: readonly Sid[]) => Promise<State[]>;
  readonly rowOf: (state: State) => object;
  /** Further rows of the resources. */
  readonly children?: {
    readonly table: 'worker_activity';
    readonly column: 'worker_sid';
    readonly rowsOf: (state: State) => readonly object[];
    readonly forget: (db: Queryable, sids: readonly Sid[]) => Promise<void>;
  };
  /** Writes the rows, also the further ones. */
  readonly save: (db: Queryable, states: readonly State[]) => Promise<void>;
  /** Sync objects that may show them; asked before and after the rows are written. */
  readonly keysOf: (db: Queryable, sids: readonly Sid[], states: readonly State[]) => Promise<string[]>;
}

/** A kind of resource of the directory. */
export function directoryKind<Sid extends string, State extends { readonly sid: Sid }>({
  table,
  read,
  rowOf,
  children,
  save,
  keysOf,
}: Directory<Sid, State>): ResourceKind<Sid> {
  return {
    table,
    pageSize: RESOURCES_AT_ONCE,
    findWrong: async (db, sids) => {
      const states = await read(db, sids);
      const found = [...(await differingRows(db, { table, column: 'sid', sids, rows: states.map(rowOf) }))];
      if (children !== undefined) {
        const rows = states.flatMap(children.rowsOf);
        found.push(...(await differingRows(db, { table: children.table, column: children.column, sids, rows })));
      }
      return found as (readonly Sid[])[];
    },
    replace: async (db, sids) => {
      const states = await read(db, sids);
      const supported = new Set(states.map(({ sid }) => sid));
      await deleteResources(
        db,
        table,
        sids.filter((sid) => !supported.has(sid)),
      );
      await children?.forget(db, sids);
      await save(db, states);
      return keysOf(db, sids, states);
    },
  };
}

/** Folds the resources' own events, and collects what all that are stored under them mention. */
export async function foldOwn<Sid extends string, State extends { readonly sid: Sid }>(
  db: Queryable,
  sids: readonly Sid[],
  { isOwn, empty, fold }: OwnEvents<Sid, State>,
  mentions: Mentions,
): Promise<Map<Sid, State>> {
  const states = new Map<Sid, State>();
  for await (const event of eventsOf(db, sids)) {
    mentions.addEvent(event);
    // An event is stored under what it is about.
    const sid = event.resourceSid as Sid;
    if (isOwn(event)) states.set(sid, fold(states.get(sid) ?? empty(sid), event));
  }
  return states;
}

/** How events of one kind of resource are folded. */
interface OwnEvents<Sid extends string, State> {
  readonly isOwn: (event: TaskRouterEvent) => boolean;
  readonly empty: (sid: Sid) => State;
  readonly fold: (state: State, event: TaskRouterEvent) => State;
}

/** A worker with the history of its activities. */
interface KnownWorker {
  readonly sid: WorkerSid;
  readonly worker: WorkerState;
  readonly told: ToldActivity[];
}

const workerEvents = {
  isOwn: isWorkerEvent,
  empty: (sid: WorkerSid): KnownWorker => ({ sid, worker: emptyWorker(sid), told: [] }),
  fold: ({ sid, worker, told }: KnownWorker, event: TaskRouterEvent): KnownWorker => {
    const activity = toldActivity(event);
    // Added in place: a worker has many thousands of events.
    if (activity?.workerSid === sid) told.push(activity);
    return { sid, worker: foldWorker(worker, event), told };
  },
};
const activityEvents = { isOwn: isActivityEvent, empty: emptyActivity, fold: foldActivity };

const workerKind = (mentions: Mentions) =>
  directoryKind<WorkerSid, KnownWorker>({
    table: 'worker',
    read: async (db, sids) => [...(await foldOwn(db, sids, workerEvents, mentions)).values()],
    rowOf: ({ worker }) => workerRow(worker),
    children: {
      ...{ table: 'worker_activity', column: 'worker_sid', forget: deleteWorkerActivities },
      rowsOf: ({ told }) => told.map(workerActivityRow),
    },
    save: (db, states) =>
      saveWorkers(
        db,
        states.map(({ worker }) => worker),
        states.flatMap(({ told }) => told),
      ),
    keysOf: async (db, sids, states) => [
      ...(await queuesOfWorkers(db, sids)).map(queueObjectKey),
      ...states.filter(({ worker }) => !isGone(worker)).map(({ sid }) => workerAttributesKey(sid)),
    ],
  });

const activityKind = (mentions: Mentions) =>
  directoryKind<ActivitySid, ActivityState>({
    table: 'activity',
    read: async (db, sids) => [...(await foldOwn(db, sids, activityEvents, mentions)).values()],
    rowOf: activityRow,
    save: saveActivities,
    // Workers of any queue may be in it.
    keysOf: async (db) => (await listQueues(db)).map(({ sid }) => queueObjectKey(sid)),
  });

/** Evaluates anew who is eligible where, some queues at a time; the rows of both are right by now. */
export async function rebuildEligibility({ db, now, tally, step }: RebuildContext): Promise<void> {
  const queueSids = await queuesOfEligibility(db);
  for (let start = 0; start < queueSids.length; start += QUEUES_AT_ONCE) {
    const page = queueSids.slice(start, start + QUEUES_AT_ONCE);
    const revised = await inTransaction(db, async (trx) => {
      await lockDirectory(trx);
      const changed = await reviseEligibility(trx, { workerSids: [], queueSids: page });
      const followed = await keysOfFollowers(trx, changed);
      await markDirty(trx, [...changed.queueSids.map(queueObjectKey), ...followed], now());
      return changed.queueSids;
    });
    tally.rows += revised.length;
    step('queues with their eligible workers', start + page.length, queueSids.length);
  }
}
