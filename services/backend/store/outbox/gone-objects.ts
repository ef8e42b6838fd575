import { sql } from 'kysely';
import { NAME_PREFIX } from '@flex-sync-suite/shared/contract';
import { CUSTOMER_KEYS_PREFIX, CUSTOMER_READERS_PREFIX } from './sync-keys';
import { keyBeginsWith } from './key-prefix';
import { OF_SHOPS } from './kinds-in-sql';
import type { Queryable } from '../transaction';

/** Objects that come and go in thousands. */
const PASSING = [CUSTOMER_KEYS_PREFIX, CUSTOMER_READERS_PREFIX, ...OF_SHOPS.map((kind) => NAME_PREFIX[kind])];

/**
 * Forgets what customers, products and pages leave behind that Sync has not had since `before` (UTC milliseconds), at most `limit`: each that was ever shown
 * would stay in the outbox. By then no browser remembers the last `v`.
 * @returns how many
 */
export async function forgetGoneObjects(db: Queryable, before: number, limit: number): Promise<number> {
  const { rows } = await sql`
    WITH gone AS MATERIALIZED (
      SELECT object_key FROM sync_object
      WHERE (${sql.join(PASSING.map(keyBeginsWith), sql` OR `)})
        AND version = synced AND revision IS NULL AND lease_until IS NULL AND next_at < ${before}::bigint
      ORDER BY object_key LIMIT ${limit}::integer FOR UPDATE SKIP LOCKED
    )
    DELETE FROM sync_object AS o USING gone WHERE o.object_key = gone.object_key RETURNING o.object_key`.execute(db);
  return rows.length;
}
