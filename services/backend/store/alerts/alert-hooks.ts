import { sql } from 'kysely';
import type { AlertHook } from '@flex-sync-suite/shared/contract';
import type { Queryable } from '../transaction';

/** Where a message goes. */
export interface HookTarget {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
}

interface HookRow {
  readonly id: string;
  readonly url: string;
  readonly created_at: number;
  readonly delivered_at: number | null;
  readonly failed_at: number | null;
  readonly failure: string | null;
  readonly waiting: number;
  readonly given_up: number;
}

/** All of them, in the order in which they were made; without their secrets. */
export async function listHooks(db: Queryable): Promise<AlertHook[]> {
  const { rows } = await sql<HookRow>`
    SELECT h.id, h.url, h.created_at, h.delivered_at, h.failed_at, h.failure, h.given_up,
      (SELECT count(*)::integer FROM alert_hook_delivery AS d WHERE d.hook_id = h.id) AS waiting
    FROM alert_hook AS h ORDER BY h.created_at, h.id`.execute(db);
  return rows.map((row) => ({
    ...{ id: row.id, url: row.url, waiting: row.waiting, givenUp: row.given_up },
    createdAt: instant(row.created_at),
    deliveredAt: row.delivered_at === null ? null : instant(row.delivered_at),
    failure:
      row.failed_at === null || row.failure === null ? null : { at: instant(row.failed_at), reason: row.failure },
  }));
}

const instant = (atMs: number): string => new Date(atMs).toISOString();

/** Makes one, unless there are `most` already. @returns whether it was made */
export async function insertHook(db: Queryable, hook: HookTarget, most: number, nowMs: number): Promise<boolean> {
  // Of two at once the second counts the first.
  await sql`LOCK TABLE alert_hook IN SHARE ROW EXCLUSIVE MODE`.execute(db);
  const { rows } = await sql`
    INSERT INTO alert_hook (id, url, secret, created_at)
    SELECT ${hook.id}, ${hook.url}, ${hook.secret}, ${nowMs}::bigint
    WHERE (SELECT count(*) FROM alert_hook) < ${most}::integer
    RETURNING id`.execute(db);
  return rows.length > 0;
}

/** With all that it was to be told. @returns false when there is none */
export async function deleteHook(db: Queryable, id: string): Promise<boolean> {
  const { rows } = await sql`DELETE FROM alert_hook WHERE id = ${id} RETURNING id`.execute(db);
  return rows.length > 0;
}

/** Null for none. */
export async function hookTarget(db: Queryable, id: string): Promise<HookTarget | null> {
  const { rows } = await sql<HookTarget>`SELECT id, url, secret FROM alert_hook WHERE id = ${id}`.execute(db);
  return rows[0] ?? null;
}
