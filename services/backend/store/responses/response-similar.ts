import type { LibraryId, ResponseContent, ResponseId } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { Queryable } from '../transaction';

/** Which responses may be similar to a text; retired ones never are. */
export interface CandidateFilter {
  readonly libraryIds: readonly LibraryId[];
  /** Those of the libraries whose drafts count too. */
  readonly draftsOf: readonly LibraryId[];
  readonly except?: ResponseId | undefined;
  /** How many shingles at least one of the texts has. */
  readonly least: number;
  readonly most: number;
}

/** A response by what it takes to read and compare it. */
export interface Candidate {
  readonly id: ResponseId;
  /** Shingles of all its texts. */
  readonly size: number;
}

/** Up to `limit` of what may be similar, by the number of shingles alone; in the order of their ids, after one of them. */
export async function findCandidates(
  db: Queryable,
  { libraryIds, draftsOf, except, least, most }: CandidateFilter,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<Candidate[]> {
  // A process of an older version writes no counts: what it wrote may be similar.
  const { rows } = await sql<Candidate>`
    SELECT r.id, coalesce((SELECT sum(n) FROM unnest(r.shingle_counts) AS t (n)), 0)::integer AS size
    FROM response AS r
    WHERE r.library_id = ANY(${[...libraryIds]}::text[])
      AND (r.status = 'published' OR (r.status = 'draft' AND r.library_id = ANY(${[...draftsOf]}::text[])))
      AND r.id > ${after} AND r.id <> ${except ?? ''}
      AND (r.shingle_counts IS NULL OR EXISTS (
        SELECT FROM unnest(r.shingle_counts) AS t (n) WHERE n BETWEEN ${least}::integer AND ${most}::integer
      ))
    ORDER BY r.id LIMIT ${limit}::integer`.execute(db);
  return rows;
}

/** The texts of a response. */
export interface CandidateTexts {
  readonly id: ResponseId;
  readonly title: string;
  readonly variants: ResponseContent['variants'];
  /** As `ResponseTable.shingle_counts`. */
  readonly counts: readonly number[] | null;
}

export async function readCandidateTexts(db: Queryable, ids: readonly ResponseId[]): Promise<CandidateTexts[]> {
  const { rows } = await sql<CandidateTexts>`
    SELECT id, title, variants, shingle_counts AS counts FROM response WHERE id = ANY(${[...ids]}::text[])`.execute(db);
  return rows;
}
