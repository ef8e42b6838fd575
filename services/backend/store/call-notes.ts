import type { RecentCallPatch, ReservationSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { CallNotes } from '../domain/recent-call';
import type { Queryable } from './transaction';

/** Who edits, and when (UTC milliseconds). */
interface Editor {
  readonly by: string;
  readonly at: number;
}

/**
 * Applies an edit to the notes of a call if nobody edited them since the revision that it names.
 * @returns false when somebody did; nothing is changed then
 */
export async function editCallNotes(
  db: Queryable,
  sid: ReservationSid,
  patch: RecentCallPatch,
  { by, at }: Editor,
): Promise<boolean> {
  await sql`
    INSERT INTO call_note (reservation_sid, is_disposition_chosen, revision, updated_at, updated_by)
    VALUES (${sid}, false, 0, ${at}::bigint, ${by}) ON CONFLICT DO NOTHING`.execute(db);
  const note = patch.note === undefined ? sql`note` : sql`${patch.note}::text`;
  const disposition = patch.disposition === undefined ? sql`disposition` : sql`${patch.disposition}::text`;
  const { numAffectedRows } = await sql`
    UPDATE call_note SET note = ${note}, disposition = ${disposition},
      is_disposition_chosen = is_disposition_chosen OR ${patch.disposition !== undefined}::boolean,
      revision = revision + 1, updated_at = ${at}::bigint, updated_by = ${by}
    WHERE reservation_sid = ${sid} AND revision = ${patch.notesRevision}::bigint`.execute(db);
  return numAffectedRows === 1n;
}

/** What agents wrote about these calls; calls without an edit are left out. */
export async function readCallNotes(
  db: Queryable,
  sids: readonly ReservationSid[],
): Promise<Map<ReservationSid, CallNotes>> {
  if (sids.length === 0) return new Map();
  const { rows } = await sql<CallNotes & { sid: ReservationSid }>`
    SELECT reservation_sid AS sid, note, disposition, is_disposition_chosen AS "isDispositionChosen", revision
    FROM call_note WHERE reservation_sid = ANY(${[...sids]}::text[]) AND revision > 0`.execute(db);
  return new Map(rows.map(({ sid, ...notes }) => [sid, notes]));
}
