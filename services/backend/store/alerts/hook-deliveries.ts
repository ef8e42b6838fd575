import { sql } from 'kysely';
import type { AlertHookAttempt, AlertHookEvent, AlertHookMessage } from '@flex-sync-suite/shared/contract';
import { hookBody, type HookMessage } from '../../domain/alerts/alert-hooks';
import { inChunks } from '../in-chunks';
import type { Queryable } from '../transaction';
import type { HookTarget } from './alert-hooks';
import { alertOf, type AlertRow } from './alert-rows';

/** A message that is to be sent. */
export interface HookDelivery extends HookMessage {
  readonly alertId: string;
  readonly attempts: number;
  /** UTC milliseconds. */
  readonly createdAt: number;
}

/**
 * Has every webhook told of alerts that a look raised, turned or ended. Belongs into the transaction of the look, so that
 * nothing is told that did not happen. @param atMs of the look, which is on all that it changed
 */
export async function tellHooksOfLook(db: Queryable, atMs: number): Promise<void> {
  const { rows } = await sql<AlertRow>`
    SELECT * FROM alert WHERE changed_at = ${atMs}::bigint AND (ended_at IS NULL OR ended_at = ${atMs}::bigint)
      AND (ended_at = ${atMs}::bigint OR severity_at = ${atMs}::bigint) AND EXISTS (SELECT FROM alert_hook WHERE state = 'on')
    ORDER BY raised_at, id`.execute(db);
  await tellHooks(
    db,
    rows.map((row) => [eventOf(row, atMs), row] as const),
    atMs,
  );
}

function eventOf({ ended_at: endedAt, raised_at: raisedAt }: AlertRow, atMs: number): AlertHookEvent {
  if (endedAt !== null) return 'ended';
  return raisedAt === atMs ? 'raised' : 'severity-changed';
}

/** Has every webhook told of alerts. */
export const tellHooks = (
  db: Queryable,
  told: readonly (readonly [AlertHookEvent, AlertRow])[],
  atMs: number,
): Promise<void> =>
  inChunks(told, async (chunk) => {
    const rows = chunk.map(([event, row], place) => {
      return { place, alertId: row.id, event, body: hookBody(event, alertOf(row), atMs) };
    });
    await sql`
      INSERT INTO alert_hook_delivery (id, hook_id, alert_id, event, body, created_at, due_at)
      SELECT gen_random_uuid()::text, h.id, r."alertId", r.event, r.body, ${atMs}::bigint, ${atMs}::bigint
      FROM json_to_recordset(${JSON.stringify(rows)}::json)
        AS r (place integer, "alertId" text, event text, body text) CROSS JOIN alert_hook AS h
      WHERE h.state = 'on' ORDER BY r.place`.execute(db);
  });

/** Is the message's turn: nothing older about the same alert waits for the same webhook. */
const isFirst = sql`NOT EXISTS (
  SELECT FROM alert_hook_delivery AS e
  WHERE e.hook_id = d.hook_id AND e.alert_id = d.alert_id AND e.place < d.place)`;

/** Takes every webhook that something is due for, for a while: of several processes one sends. */
export async function leaseDueHooks(db: Queryable, nowMs: number, untilMs: number): Promise<HookTarget[]> {
  const { rows } = await sql<HookTarget>`
    UPDATE alert_hook AS h SET leased_until = ${untilMs}::bigint
    WHERE state = 'on' AND leased_until < ${nowMs}::bigint AND EXISTS (
      SELECT FROM alert_hook_delivery AS d WHERE d.hook_id = h.id AND d.due_at <= ${nowMs}::bigint AND ${isFirst})
    RETURNING id, url, secret`.execute(db);
  return rows;
}

/** When something is due next, after this instant; null for never. */
export async function nextDueAt(db: Queryable, nowMs: number): Promise<number | null> {
  const { rows } = await sql<{ dueAt: number | null }>`
    SELECT min(d.due_at) AS "dueAt" FROM alert_hook_delivery AS d JOIN alert_hook AS h ON h.id = d.hook_id
    WHERE h.state = 'on' AND d.due_at > ${nowMs}::bigint`.execute(db);
  return rows[0]?.dueAt ?? null;
}

export async function releaseHook(db: Queryable, id: string): Promise<void> {
  await sql`UPDATE alert_hook SET leased_until = 0 WHERE id = ${id}`.execute(db);
}

/** The next message for a webhook; null for none that is due. */
export async function nextDelivery(db: Queryable, hookId: string, nowMs: number): Promise<HookDelivery | null> {
  const { rows } = await sql<HookDelivery>`
    SELECT d.id, d.alert_id AS "alertId", d.event, d.body, d.attempts, d.created_at AS "createdAt"
    FROM alert_hook_delivery AS d
    WHERE d.hook_id = ${hookId} AND d.due_at <= ${nowMs}::bigint AND ${isFirst}
    ORDER BY d.place LIMIT 1`.execute(db);
  return rows[0] ?? null;
}

/** A message was taken. */
export async function recordTaken(db: Queryable, hookId: string, delivery: HookDelivery, nowMs: number): Promise<void> {
  await sql`DELETE FROM alert_hook_delivery WHERE id = ${delivery.id}`.execute(db);
  await sql`
    UPDATE alert_hook SET delivered_at = ${nowMs}::bigint, failed_at = NULL, failure = NULL,
      attempts = ${withAttempt(delivery, nowMs, null)}
    WHERE id = ${hookId}`.execute(db);
}

/** Attempts that are kept of each. */
const KEPT_ATTEMPTS = 10;

/** The newest first, before those that were kept. */
function withAttempt({ event, body }: HookDelivery, nowMs: number, reason: string | null) {
  const { alert } = JSON.parse(body) as AlertHookMessage;
  const attempt: AlertHookAttempt = {
    ...{ at: new Date(nowMs).toISOString(), event, reason },
    queueName: alert?.queueName ?? '',
  };
  return sql`(SELECT coalesce(jsonb_agg(kept.value ORDER BY kept.ordinality), '[]') FROM jsonb_array_elements(
    jsonb_build_array(${JSON.stringify(attempt)}::jsonb) || attempts) WITH ORDINALITY AS kept
    WHERE kept.ordinality <= ${KEPT_ATTEMPTS}::integer)`;
}

/** A message was not taken. @param againAt null when it is given up */
export async function recordNotTaken(
  db: Queryable,
  hookId: string,
  delivery: HookDelivery,
  { reason, nowMs, againAt }: { readonly reason: string; readonly nowMs: number; readonly againAt: number | null },
): Promise<void> {
  const { id } = delivery;
  await (
    againAt === null
      ? sql`DELETE FROM alert_hook_delivery WHERE id = ${id}`
      : sql`UPDATE alert_hook_delivery SET attempts = attempts + 1, due_at = ${againAt}::bigint WHERE id = ${id}`
  ).execute(db);
  await sql`
    UPDATE alert_hook SET failed_at = ${nowMs}::bigint, failure = ${reason},
      attempts = ${withAttempt(delivery, nowMs, reason)},
      given_up = given_up + ${againAt === null ? 1 : 0}::integer
    WHERE id = ${hookId}`.execute(db);
}
