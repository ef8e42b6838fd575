import type { Kysely, Transaction } from 'kysely';
import { messageOf, sqlStateOf } from './error-code';
import type { Schema } from './schema';
import { StoreUnavailable } from '../base/store-unavailable';

/** A connection with or without a transaction: what statements run on. */
export type Queryable = Kysely<Schema>;

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const MAX_ATTEMPTS = 5;
const BASE_DELAY_MS = 10;

/**
 * Runs `work` in one transaction and commits it. Statements take their locks in the order of their keys, so deadlocks
 * are rare; distributed databases may still ask for a retry (40001), as may PostgreSQL (40P01).
 *
 * @param work may run up to five times; its effects outside the transaction must bear that
 */
export async function inTransaction<T>(db: Kysely<Schema>, work: (trx: Transaction<Schema>) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (!isRetriable(error)) throw error;
      if (attempt === MAX_ATTEMPTS) {
        throw new StoreUnavailable({ kind: 'busy', reason: messageOf(error) }, { cause: error });
      }
      const delayMs = Math.random() * BASE_DELAY_MS * 2 ** attempt;
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
}

const isRetriable = (error: unknown): boolean => {
  const code = sqlStateOf(error);
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED;
};
