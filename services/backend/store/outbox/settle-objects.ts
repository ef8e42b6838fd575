import { sql } from 'kysely';
import { REFUSED_GAP_MS, RELAXED, type SetAside } from './sync-objects';
import type { Queryable } from '../transaction';

/** Outcome of a claimed object's write. */
export interface Completion {
  readonly key: string;
  /** Who claimed it. After a lease ran out, a late completion must not free another one's claim. */
  readonly owner?: string;
  /** The claimed version, or what was in Sync before if there is more to write. */
  readonly version: number;
  readonly sid: string | null;
  readonly revision: string | null;
  readonly payloadHash: string | null;
  readonly payloadV: number | null;
  /** No write before this instant. */
  readonly nextAt: number;
  readonly expiresAt: number | null;
  /** Whether Sync took a write. */
  readonly wrote?: boolean;
  /** A part of it failed, the rest is in Sync. */
  readonly failure?: { readonly error: string; readonly setAside: SetAside | null } | null;
}

/**
 * Records what is in Sync of objects and frees them.
 * @returns keys of those that were marked meanwhile, and are dirty still
 */
export async function complete(db: Queryable, completions: readonly Completion[], now: number): Promise<Set<string>> {
  if (completions.length === 0) return new Set();
  const rows = completions.map(({ failure = null, owner = null, wrote = false, ...completion }) => ({
    ...completion,
    ...{ owner, wrote, error: failure?.error ?? null, setAside: failure?.setAside ?? null, failed: failure !== null },
  }));
  const { rows: settled } = await sql<{ key: string; isDirty: boolean }>`
    WITH ${RELAXED}, outcome AS (
      SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS c (key text, owner text, version bigint,
        sid text, revision text, "payloadHash" text, "payloadV" bigint, "nextAt" bigint, "expiresAt" bigint,
        wrote boolean, failed boolean, error text, "setAside" text)
    ), ${HELD}
    UPDATE sync_object AS o SET
      synced = greatest(o.synced, c.version),
      dirty_since = CASE WHEN c.failed THEN o.dirty_since WHEN o.version > c.version THEN ${now}::bigint END,
      changes = CASE WHEN o.version > c.version THEN (
        SELECT jsonb_object_agg(part.at, part.keys) FROM jsonb_each(o.changes) AS part (at, keys)
        WHERE part.at::bigint > c.version) END,
      next_at = c."nextAt",
      lease_until = NULL,
      lease_owner = NULL,
      attempts = CASE WHEN c.failed THEN o.attempts + 1 ELSE 0 END,
      sid = c.sid,
      revision = c.revision,
      payload_hash = c."payloadHash",
      payload_v = CASE WHEN c."payloadV" > coalesce(o.payload_v, 0) THEN c."payloadV" ELSE o.payload_v END,
      expires_at = c."expiresAt",
      written_at = CASE WHEN c.wrote THEN ${now}::bigint ELSE o.written_at END,
      last_error = c.error,
      set_aside = CASE WHEN c.failed THEN coalesce(c."setAside", o.set_aside) END,
      refusals = CASE WHEN NOT c.failed THEN 0 WHEN c."setAside" IS NULL THEN o.refusals ELSE o.refusals + 1 END,
      refused_at = CASE WHEN NOT c.failed THEN NULL WHEN c."setAside" IS NULL THEN o.refused_at ELSE ${now}::bigint END
    FROM relaxed, outcome AS c JOIN held ON held.object_key = c.key
    WHERE o.object_key = c.key RETURNING o.object_key AS key, o.version > o.synced AS "isDirty"`.execute(db);
  return new Set(settled.filter(({ isDirty }) => isDirty).map(({ key }) => key));
}

/** What became of a claimed object that could not be brought up to date. */
export interface Failure {
  readonly key: string;
  readonly owner?: string;
  readonly nextAt: number;
  readonly error: string;
  /** Rank of the claim: who waited still waits. */
  readonly rank?: number;
  /** Null = a failure of the moment; an object that is set aside stays so until it is written. */
  readonly setAside?: SetAside | null;
  /** The claimed version: what was marked since may be acceptable. */
  readonly version?: number;
}

/** Records that objects could not be written and frees them; they stay dirty and are not tried before `nextAt`. */
export async function fail(db: Queryable, failures: readonly Failure[], now: number): Promise<void> {
  if (failures.length === 0) return;
  await sql`
    WITH ${RELAXED}, outcome AS (
      SELECT * FROM json_to_recordset(${JSON.stringify(failures)}::json) AS f (key text, owner text, "nextAt" bigint,
        error text, rank smallint, "setAside" text, version bigint)
    ), ${HELD}
    UPDATE sync_object AS o SET
      next_at = CASE WHEN f."setAside" = 'refused' AND o.version > f.version
        THEN least(f."nextAt", ${now + REFUSED_GAP_MS}::bigint) ELSE f."nextAt" END,
      lease_until = NULL,
      lease_owner = NULL,
      attempts = o.attempts + 1,
      last_error = f.error,
      rank = least(o.rank, f.rank),
      set_aside = coalesce(f."setAside", o.set_aside),
      refusals = o.refusals + CASE WHEN f."setAside" IS NULL THEN 0 ELSE 1 END,
      refused_at = CASE WHEN f."setAside" IS NULL THEN o.refused_at ELSE ${now}::bigint END
    FROM relaxed, outcome AS f JOIN held ON held.object_key = f.key
    WHERE o.object_key = f.key`.execute(db);
}

/** Those of the objects whose claim is still the one that the outcome is of, locked in the order of their keys. */
const HELD = sql`held AS MATERIALIZED (
  SELECT object_key FROM sync_object AS o JOIN outcome ON outcome.key = o.object_key
  WHERE outcome.owner IS NULL OR o.lease_owner = outcome.owner
  ORDER BY object_key FOR UPDATE OF o
)`;
