import { sql } from 'kysely';
import { CUSTOMER_KEYS_PREFIX, CUSTOMER_READERS_PREFIX } from './sync-keys';
import { keyBeginsWith } from './key-prefix';
import type { Queryable } from '../transaction';

/**
 * Forgets lent objects that Sync has not had since `before` (UTC milliseconds), at most `limit`: every customer whom an agent
 * ever looked at would stay in the outbox. By then no browser remembers the last `v`.
 * @returns how many
 */
export async function forgetGoneObjects(db: Queryable, before: number, limit: number): Promise<number> {
  const { rows } = await sql`
    WITH gone AS MATERIALIZED (
      SELECT object_key FROM sync_object
      WHERE (${keyBeginsWith(CUSTOMER_KEYS_PREFIX)} OR ${keyBeginsWith(CUSTOMER_READERS_PREFIX)})
        AND version = synced AND revision IS NULL AND lease_until IS NULL AND next_at < ${before}::bigint
      ORDER BY object_key LIMIT ${limit}::integer FOR UPDATE SKIP LOCKED
    )
    DELETE FROM sync_object AS o USING gone WHERE o.object_key = gone.object_key RETURNING o.object_key`.execute(db);
  return rows.length;
}
