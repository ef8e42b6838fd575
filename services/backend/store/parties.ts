import { sql } from 'kysely';
import type { WorkerSid } from '@flex-sync-suite/shared/contract';
import type { Queryable } from './transaction';

/**
 * Makes transactions that change contacts with the same party run one after the other until they end. Without it, a
 * missed call and the answered one that settles it could be committed at the same moment without having seen each other.
 */
export async function lockParties(db: Queryable, parties: Iterable<string>): Promise<void> {
  const sorted = [...new Set(parties)].sort();
  if (sorted.length === 0) return;
  await sql`
    INSERT INTO contact_party (party) SELECT party FROM unnest(${sorted}::text[]) AS p (party) ORDER BY party
    ON CONFLICT DO NOTHING`.execute(db);
  await sql`
    SELECT party FROM contact_party WHERE party = ANY(${sorted}::text[]) ORDER BY party FOR UPDATE`.execute(db);
}

/** The workers who missed a call of one of these parties. */
export async function workersWhoMissed(db: Queryable, parties: readonly string[]): Promise<WorkerSid[]> {
  if (parties.length === 0) return [];
  const { rows } = await sql<{ sid: WorkerSid }>`
    SELECT DISTINCT worker_sid AS sid FROM reservation
    WHERE party = ANY(${[...parties]}::text[]) AND missed_at IS NOT NULL AND worker_sid IS NOT NULL`.execute(db);
  return rows.map(({ sid }) => sid);
}
