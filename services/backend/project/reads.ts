import type { ResponseId, TaskQueueSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import { inBatches } from '../in-batches';
import type { Database } from '../store/database';
import { readQueueFigures, type QueueFigures } from '../store/queue-read';
import { readCalls, type ListedCall } from '../store/recent-calls-read';
import { readResponses, type StoredResponse } from '../store/response-read';
import { troubleOf } from '../store/unavailable';
import type { Clock } from './clock';
import { MAX_CONCURRENCY } from './pace';

/** State of the objects of one claim: what all of them ask for together is read in one go. Null for what is not there. */
export interface Reads {
  readonly queueFigures: (sid: TaskQueueSid) => Promise<QueueFigures | null>;
  readonly changedCalls: (changed: ChangedCalls) => Promise<ReadonlyMap<string, ListedCall> | null>;
  readonly response: (id: ResponseId) => Promise<StoredResponse | null>;
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
  const { kysely } = options.database;
  return {
    queueFigures: batched((sids) => readQueueFigures(kysely, sids, { at: clock.now(), zone })),
    changedCalls: batched(async (all) => {
      const calls = await readCalls(kysely, new Map(all.map(({ workerSid, sids }) => [workerSid, sids])));
      return new Map(all.map((changed) => [changed, calls.get(changed.workerSid) ?? new Map()]));
    }),
    response: batched((ids) => readResponses(kysely, ids)),
  };
}

const batched = <Key, State>(
  read: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, State>>,
): ((key: Key) => Promise<State | null>) =>
  inBatches({
    work: async (keys) => {
      const states = await read(keys);
      return keys.map((key) => states.get(key) ?? null);
    },
    isOfAll: (error) => troubleOf(error) !== null,
    most: MAX_CONCURRENCY,
  });
