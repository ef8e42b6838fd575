import { sql } from 'kysely';
import type { ActivityEvent } from '../../domain/activity/activity-event';
import type { Queryable } from '../transaction';

/** Of an event that could not be used. */
export interface DeadActivity {
  readonly id: string;
  readonly shopId: string;
  readonly reason: string;
  readonly messageId: string | null;
  readonly sizeBytes: number;
  readonly receivedAtMs: number;
}

const keyOf = ({ shopId, messageId }: Pick<ActivityEvent, 'shopId' | 'messageId'>): string => `${shopId}\n${messageId}`;

/**
 * Stores the events. Of one that is told again, the earliest arrival decides what its instant is: a later delivery has
 * another `sentAt`.
 * @returns those that were new, and those whose instant changed
 */
export async function insertActivityEvents(db: Queryable, told: readonly ActivityEvent[]): Promise<ActivityEvent[]> {
  const byKey = new Map<string, ActivityEvent>();
  for (const each of told) {
    const known = byKey.get(keyOf(each));
    if (known === undefined || each.receivedAtMs < known.receivedAtMs) byKey.set(keyOf(each), each);
  }
  if (byKey.size === 0) return [];
  const { rows } = await sql<{ shopId: string; messageId: string }>`
    INSERT INTO activity_event AS known
      (shop_id, message_id, at, received_at, anonymous_id, user_id, order_id, event)
    SELECT shop_id, message_id, at, received_at, anonymous_id, user_id, order_id, event
    FROM json_to_recordset(${JSON.stringify([...byKey.values()].map(rowOf))}::json) AS e (shop_id text, message_id text,
      at bigint, received_at bigint, anonymous_id text, user_id text, order_id text, event text)
    ORDER BY shop_id, message_id
    ON CONFLICT (shop_id, message_id) DO UPDATE
      SET at = excluded.at, received_at = excluded.received_at
      WHERE excluded.received_at < known.received_at
    RETURNING shop_id AS "shopId", message_id AS "messageId"`.execute(db);
  return rows.map((row) => byKey.get(keyOf(row))).filter((each) => each !== undefined);
}

function rowOf(event: ActivityEvent) {
  const { shopId, messageId, atMs, receivedAtMs, anonymousId, userId, ...rest } = event;
  return {
    shop_id: shopId,
    message_id: messageId,
    at: Math.round(atMs),
    received_at: receivedAtMs,
    anonymous_id: anonymousId,
    user_id: userId,
    order_id: rest.call.kind === 'order' ? rest.call.orderId : null,
    event: JSON.stringify(rest),
  };
}

/** Keeps why events could not be used. @returns the ids of those that were new */
export async function insertDeadActivity(db: Queryable, dead: readonly DeadActivity[]): Promise<ReadonlySet<string>> {
  if (dead.length === 0) return new Set();
  const rows = [...new Map(dead.map((each) => [each.id, each])).values()].map((each) => ({
    id: each.id,
    shop_id: each.shopId,
    reason: each.reason,
    message_id: each.messageId,
    size_bytes: each.sizeBytes,
    received_at: each.receivedAtMs,
  }));
  const inserted = await sql<{ id: string }>`
    INSERT INTO activity_dead (id, shop_id, reason, message_id, size_bytes, received_at)
    SELECT id, shop_id, reason, message_id, size_bytes, received_at
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS e (id text, shop_id text, reason text, message_id text,
      size_bytes integer, received_at bigint)
    ORDER BY id
    ON CONFLICT DO NOTHING
    RETURNING id`.execute(db);
  return new Set(inserted.rows.map(({ id }) => id));
}
