import { sql } from 'kysely';
import type { Queryable } from '../transaction';

/** Instants before which something is not kept, in UTC milliseconds. */
export interface ActivityRetention {
  /** Events, and changes that others made in Sync, by their arrival. */
  readonly eventsBefore: number;
  /** Sums, and what customers and checkouts add to them. */
  readonly sumsBefore: number;
  /** Rows of a table at most; what is left over waits for the next call. */
  readonly limit: number;
}

/** Each table with the column that ages it. What is shown of customers goes with the last of their events. */
const AGING = [
  ['activity_event', 'received_at', 'eventsBefore'],
  ['activity_dead', 'received_at', 'eventsBefore'],
  ['sync_change', 'received_at', 'eventsBefore'],
  ['sync_change_dead', 'received_at', 'eventsBefore'],
  ['activity_link', 'at', 'sumsBefore'],
  ['activity_customer', 'last_at', 'eventsBefore'],
  ['activity_presence', 'last_at', 'eventsBefore'],
  ['activity_product', 'last_at', 'sumsBefore'],
  ['activity_page', 'last_at', 'sumsBefore'],
  ['activity_contribution', 'quarter_at', 'sumsBefore'],
  ['activity_sum', 'quarter_at', 'sumsBefore'],
  ['activity_checkout', 'started_at', 'sumsBefore'],
] as const;

/** Deletes some of what is older than the retention. @returns how many rows went, of the table of which most did */
export async function pruneActivity(db: Queryable, retention: ActivityRetention): Promise<number> {
  let most = 0;
  for (const [table, column, before] of AGING) {
    const deleted = await sql`
      DELETE FROM ${sql.table(table)} WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM ${sql.table(table)} WHERE ${sql.ref(column)} < ${retention[before]}::bigint
        LIMIT ${retention.limit}
      ))`.execute(db);
    most = Math.max(most, Number(deleted.numAffectedRows ?? 0));
  }
  return most;
}
