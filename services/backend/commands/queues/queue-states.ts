import type { QueueStates } from '@flex-sync-suite/shared/contract';
import type { Database } from '../../store/database';
import { inChunks } from '../../store/in-chunks';
import { knownQueues, readQueueFigures } from '../../store/queues/queue-read';
import { requireSupervisor, type Caller } from '../caller';
import { createSharedAnswers } from './shared-answers';

/**
 * The figures of every queue.
 * @throws Refusal `forbidden` for a caller who is neither supervisor nor admin
 */
export type QueueStatesQuestion = (caller: Caller) => Promise<QueueStates>;

export interface QueueStatesOptions {
  readonly database: Database;
  readonly now: () => number;
  /** IANA name of the zone whose midnight begins "today". */
  readonly zone: string;
}

/** An answer is this old at most. */
const SHARED_MS = 5_000;

export function createQueueStatesQuestion({ database, now, zone }: QueueStatesOptions): QueueStatesQuestion {
  const read = createSharedAnswers({ now, sharedMs: SHARED_MS }, async (): Promise<QueueStates> => {
    const db = database.kysely;
    const at = now();
    const queues: QueueStates['queues'] = [];
    // Not in one statement: on the embedded engine ingest would wait for all 5,000 of them.
    await inChunks(await knownQueues(db), async (sids) => {
      for (const [taskQueueSid, state] of await readQueueFigures(db, sids, { at, zone }))
        queues.push({ taskQueueSid, state });
    });
    return { at: new Date(at).toISOString(), queues };
  });
  return async (caller) => {
    requireSupervisor(caller);
    return read([]);
  };
}
