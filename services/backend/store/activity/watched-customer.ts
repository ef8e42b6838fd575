import type { CustomerKey } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { Queryable } from '../transaction';

/** What there is to show of a customer. */
export interface WatchedCustomer {
  /** Of the customer's newest event, in UTC milliseconds. */
  readonly lastAtMs: number;
  /** JSON text of an array of `CustomerEntry`. */
  readonly entries: string;
}

/** A customer of whom somebody may read, with an event since `sinceMs`; null for any other. */
export async function readWatchedCustomer(
  db: Queryable,
  customerKey: CustomerKey,
  sinceMs: number,
): Promise<WatchedCustomer | null> {
  const { rows } = await sql<WatchedCustomer>`
    SELECT last_at AS "lastAtMs", entries FROM activity_customer AS c
    WHERE key = ${customerKey} AND last_at >= ${sinceMs}::bigint
      AND EXISTS (SELECT FROM activity_reader AS r WHERE r.customer_key = c.key)`.execute(db);
  return rows[0] ?? null;
}
