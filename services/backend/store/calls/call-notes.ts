import type { RecentCallPatch, ReservationSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { Queryable } from '../transaction';

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
