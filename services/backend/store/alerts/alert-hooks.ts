import { sql } from 'kysely';
import type { AlertHook, AlertHookAttempt, AlertHookState } from '@flex-sync-suite/shared/contract';
import type { Queryable } from '../transaction';

/** Where a message goes. */
export interface HookTarget {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
}

interface HookRow {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly state: AlertHookState;
  readonly attempts: AlertHookAttempt[];
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
    SELECT h.id, h.name, h.url, h.state, h.attempts, h.created_at, h.delivered_at, h.failed_at, h.failure, h.given_up,
      (SELECT count(*)::integer FROM alert_hook_delivery AS d WHERE d.hook_id = h.id) AS waiting
    FROM alert_hook AS h WHERE h.state <> 'removed' ORDER BY h.created_at, h.id`.execute(db);
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, url: row.url, state: row.state, attempts: row.attempts },
    ...{ waiting: row.waiting, givenUp: row.given_up },
    createdAt: instant(row.created_at),
    deliveredAt: row.delivered_at === null ? null : instant(row.delivered_at),
    failure:
      row.failed_at === null || row.failure === null ? null : { at: instant(row.failed_at), reason: row.failure },
  }));
}

const instant = (atMs: number): string => new Date(atMs).toISOString();

/** Makes one, unless there are `most` already. @returns whether it was made */
export async function insertHook(
  db: Queryable,
  hook: HookTarget & { readonly name: string },
  most: number,
  nowMs: number,
): Promise<boolean> {
  // Of two at once the second counts the first.
  await sql`LOCK TABLE alert_hook IN SHARE ROW EXCLUSIVE MODE`.execute(db);
  const { rows } = await sql`
    INSERT INTO alert_hook (id, name, url, secret, created_at)
    SELECT ${hook.id}, ${hook.name}, ${hook.url}, ${hook.secret}, ${nowMs}::bigint
    WHERE (SELECT count(*) FROM alert_hook WHERE state <> 'removed') < ${most}::integer
    RETURNING id`.execute(db);
  return rows.length > 0;
}

/** How long one that was removed can be put back. */
const PUT_BACK_MS = 24 * 3_600_000;

/** With all that it was to be told; those that were removed a day ago are gone then. @returns false when there is none */
export async function removeHook(db: Queryable, id: string, nowMs: number): Promise<boolean> {
  await sql`DELETE FROM alert_hook WHERE state = 'removed' AND removed_at < ${nowMs - PUT_BACK_MS}::bigint`.execute(db);
  const { rows } = await sql`
    UPDATE alert_hook SET state = 'removed', removed_at = ${nowMs}::bigint WHERE id = ${id} AND state <> 'removed'
    RETURNING id`.execute(db);
  if (rows.length === 0) return false;
  await sql`DELETE FROM alert_hook_delivery WHERE hook_id = ${id}`.execute(db);
  return true;
}

/** Also of one that was removed less than a day ago, while there are less than `most`. @returns false when there is none */
export async function setHookState(
  db: Queryable,
  {
    id,
    state,
    most,
    nowMs,
  }: { readonly id: string; readonly state: AlertHookState; readonly most: number; readonly nowMs: number },
): Promise<boolean> {
  await sql`LOCK TABLE alert_hook IN SHARE ROW EXCLUSIVE MODE`.execute(db);
  const { rows } = await sql`
    UPDATE alert_hook SET state = ${state}, removed_at = NULL
    WHERE id = ${id} AND (state <> 'removed' OR (removed_at >= ${nowMs - PUT_BACK_MS}::bigint
      AND (SELECT count(*) FROM alert_hook WHERE state <> 'removed') < ${most}::integer))
    RETURNING id`.execute(db);
  return rows.length > 0;
}

/** How webhooks do, for who watches over the backend. */
export interface HooksStanding {
  /** When the oldest message was made that a webhook has not taken; null for none. UTC milliseconds. */
  readonly oldestAt: number | null;
  readonly paused: number;
}

export async function hooksStanding(db: Queryable): Promise<HooksStanding> {
  const { rows } = await sql<HooksStanding>`
    SELECT (SELECT min(d.created_at) FROM alert_hook_delivery AS d JOIN alert_hook AS h ON h.id = d.hook_id
        WHERE h.state = 'on') AS "oldestAt",
      (SELECT count(*)::integer FROM alert_hook WHERE state = 'paused') AS paused`.execute(db);
  return rows[0] ?? { oldestAt: null, paused: 0 };
}

/** Null for none. */
export async function hookTarget(db: Queryable, id: string): Promise<HookTarget | null> {
  const { rows } = await sql<HookTarget>`
    SELECT id, url, secret FROM alert_hook WHERE id = ${id} AND state <> 'removed'`.execute(db);
  return rows[0] ?? null;
}
