import {
  outboxObject,
  type PageKey,
  type ProductKey,
  type QueueTrend,
  type ResponseId,
  type TaskQueueSid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { inBatches } from '../base/in-batches';
import { liveWindows } from '../domain/activity/live/live-windows';
import { WARM_MS } from '../domain/activity/warm';
import { readSteps, type StepFigures } from '../store/activity/live/checkout-steps';
import { readPages, readProducts, type PublishedPage, type PublishedProduct } from '../store/activity/live/met-objects';
import { opaqueKeys, type OpaqueKeys } from '../store/activity/opaque-keys';
import { installationSecret } from '../store/activity/shops';
import { PRESENT_MS } from '../store/activity/live/presence';
import type { Database } from '../store/database';
import { readShownQueues, type ShownQueue } from '../store/queues/queue-read';
import { readGroupFigures, type StatedGroup } from '../store/queues/queue-group-read';
import { readQueueTrends } from '../store/queues/queue-trend-read';
import { readCalls, type ListedCall } from '../store/calls/recent-calls-read';
import { readResponses, type StoredResponse } from '../store/responses/response-read';
import { troubleOf } from '../store/trouble';
import type { Clock } from '../base/clock';
import type { ClaimedObject } from '../store/outbox/sync-objects';
import type { Queryable } from '../store/transaction';
import { maxConcurrency } from './pace';

/** State of the objects of one claim: what all of them ask for together is read in one go. Null for what is not there. */
export interface Reads {
  /**
   * The same for the objects that `db` has just claimed, with the states of those that show queues. A connection that is
   * left between the claim and the reading is had back after a transaction of ingest, and its object holds a place until
   * then: on the embedded engine, which has one, that halved what a second can write.
   */
  readonly ahead: (db: Queryable, claimed: readonly ClaimedObject[]) => Promise<Reads>;
  readonly queue: (sid: TaskQueueSid) => Promise<ShownQueue | null>;
  /** A group that is kept and has queues. */
  readonly queueGroup: (id: string) => Promise<StatedGroup | null>;
  readonly queueTrend: (sid: TaskQueueSid) => Promise<QueueTrend | null>;
  readonly changedCalls: (changed: ChangedCalls) => Promise<ReadonlyMap<string, ListedCall> | null>;
  readonly response: (id: ResponseId) => Promise<StoredResponse | null>;
  /** A product, or a page, that is published and was met in the last 24 hours. */
  readonly product: (key: ProductKey) => Promise<PublishedProduct | null>;
  readonly page: (key: PageKey) => Promise<PublishedPage | null>;
  /** How Sync names what it shows of shops. */
  readonly opaqueKeys: () => Promise<OpaqueKeys>;
  /** A step on which a checkout of today or of the last 24 hours was. */
  readonly checkoutStep: (step: number) => Promise<StepFigures | null>;
}

/** Calls of one agent, by reservation. */
interface ChangedCalls {
  readonly workerSid: WorkerSid;
  readonly sids: ReadonlySet<string>;
}

/** @param options.zone IANA name of the zone whose midnight begins "today" */
export function createReads(options: {
  readonly database: Database;
  readonly clock: Clock;
  readonly zone: string;
}): Reads {
  const { clock, zone } = options;
  const { kysely, kind } = options.database;
  const batched = batchesOf(maxConcurrency(kind));
  const queuesOf = (db: Queryable, sids: readonly TaskQueueSid[]) =>
    readShownQueues(db, sids, { at: clock.now(), zone });
  const since = () => {
    const at = clock.now();
    const { hour, today } = liveWindows(at, zone);
    return {
      atMs: at,
      hourSinceMs: hour,
      todaySinceMs: today,
      metSinceMs: at - WARM_MS,
      presentSinceMs: at - PRESENT_MS,
    };
  };
  let keys: Promise<OpaqueKeys> | null = null;
  const readKeys = async (): Promise<OpaqueKeys> => opaqueKeys(await installationSecret(kysely, 'activity'));
  const reads: Reads = {
    ahead: async (db, claimed) => {
      const sids = [...new Set(claimed.map(({ key }) => queueOf(key)).filter((sid) => sid !== null))];
      if (sids.length === 0) return reads;
      // Where one is at fault, each asks for itself.
      const queues = await queuesOf(db, sids).catch(() => null);
      return queues === null ? reads : { ...reads, queue: (sid) => Promise.resolve(queues.get(sid) ?? null) };
    },
    queue: batched((sids) => queuesOf(kysely, sids)),
    queueGroup: batched((ids) => readGroupFigures(kysely, ids, { at: clock.now(), zone })),
    queueTrend: batched((sids) => readQueueTrends(kysely, sids, clock.now())),
    changedCalls: batched(async (all) => {
      const calls = await readCalls(kysely, new Map(all.map(({ workerSid, sids }) => [workerSid, sids])));
      return new Map(all.map((changed) => [changed, calls.get(changed.workerSid) ?? new Map()]));
    }),
    response: batched((ids) => readResponses(kysely, ids)),
    product: batched(async (keys) => byKey(await readProducts(kysely, keys, since()))),
    page: batched(async (keys) => byKey(await readPages(kysely, keys, since()))),
    opaqueKeys: () => {
      // Asked again when the database was away.
      keys ??= readKeys().catch((error: unknown) => {
        keys = null;
        throw error;
      });
      return keys;
    },
    checkoutStep: batched(async () => {
      const { metSinceMs: knownSinceMs, ...rest } = since();
      return new Map((await readSteps(kysely, { ...rest, knownSinceMs })).map((figures) => [figures.step, figures]));
    }),
  };
  return reads;
}

const byKey = <Row extends { readonly key: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.key, row]));

const batchesOf =
  (most: number) =>
  <Key, State>(
    read: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, State>>,
  ): ((key: Key) => Promise<State | null>) =>
    inBatches({
      work: async (keys) => {
        const queues = await read(keys);
        return keys.map((key) => queues.get(key) ?? null);
      },
      isOfAll: (error) => troubleOf(error) !== null,
      most,
    });

function queueOf(key: string): TaskQueueSid | null {
  const object = outboxObject(key);
  return object?.kind === 'queue' || object?.kind === 'queue-brief' ? object.taskQueueSid : null;
}
