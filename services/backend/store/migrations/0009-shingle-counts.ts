import { sql, type Migration } from 'kysely';
import { shingleCounts } from '../../domain/responses/response-similarity';
import type { ResponseTable } from '../responses/response-tables';

type Variants = Parameters<typeof shingleCounts>[0];

const PAGE = 100;

/** How many shingles each text of a response has: see `ResponseTable.shingle_counts`. */
export const shingleCountsOfResponses: Migration = {
  async up(db) {
    await sql`ALTER TABLE response ADD COLUMN shingle_counts integer[]`.execute(db);
    for (let after = ''; ;) {
      const { rows } = await sql<{ id: ResponseTable['id']; variants: Variants }>`
        SELECT id, variants FROM response WHERE id > ${after} ORDER BY id LIMIT ${PAGE}`.execute(db);
      const counted = rows.map(({ id, variants }) => ({ id, counts: shingleCounts(variants) }));
      await sql`
        UPDATE response AS r SET shingle_counts = c.counts
        FROM json_to_recordset(${JSON.stringify(counted)}::json) AS c (id text, counts integer[])
        WHERE r.id = c.id`.execute(db);
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = last.id;
    }
  },
};
