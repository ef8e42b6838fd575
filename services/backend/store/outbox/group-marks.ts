import { NAME_PREFIX } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { Database } from '../database';
import { inTransaction } from '../transaction';
import { keyBeginsWith } from './key-prefix';
import { queueGroupKey } from './sync-keys';
import { markDirty } from './sync-objects';

/** The outbox is looked at so far back: an outcome is stamped before the transaction that records it is over. */
const SLACK_MS = 3_000;
/** A queue may be written again so long after its last write; one that waits longer has failed, and shows nothing new. */
const LONGEST_PAUSE_MS = 2_000;

/** Instants in UTC milliseconds. */
export interface GroupLook {
  readonly at: number;
  /** When this was done last; null for a look at all groups: windows moved, or nobody knows what was missed. */
  readonly previousAt: number | null;
}

/**
 * Marks the groups of queues whose Document was looked at anew, whether or not it had to be written: the same counts of two queues
 * may be those of other agents. Once a second for all queues of a group, and in no way a part of what ingest does.
 * @returns the keys that were marked
 */
export async function markGroups(db: Database['kysely'], { at, previousAt }: GroupLook): Promise<string[]> {
  const prefix = NAME_PREFIX.queue;
  const lookedAt =
    previousAt === null
      ? sql`true`
      : sql`EXISTS (
          SELECT FROM sync_object AS o WHERE o.object_key = ${prefix}::text || p.queue_sid
            AND o.next_at BETWEEN ${previousAt - SLACK_MS}::bigint AND ${at + LONGEST_PAUSE_MS}::bigint
        )`;
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<{ id: string }>`
      SELECT DISTINCT g ->> 'id' AS id
      FROM queue_policy AS p CROSS JOIN LATERAL jsonb_array_elements(p.groups) AS g
      WHERE p.groups IS NOT NULL AND g ->> 'id' IS NOT NULL AND ${lookedAt}
      ${
        previousAt === null
          ? sql`UNION SELECT substr(object_key, ${NAME_PREFIX['queue-group'].length + 1}::integer) FROM sync_object
              WHERE ${keyBeginsWith(NAME_PREFIX['queue-group'])} AND revision IS NOT NULL`
          : sql``
      }`.execute(trx);
    const keys = rows.map(({ id }) => queueGroupKey(id));
    await markDirty(trx, keys, at);
    return keys;
  });
}
