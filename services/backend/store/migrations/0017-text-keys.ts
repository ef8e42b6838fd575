import { sql, type Kysely, type Migration } from 'kysely';
import { searchText, shortcutKey, titleKey } from '../../domain/responses/response-content';
import { shingleCounts } from '../../domain/responses/response-similarity';
import type { StoredResponse } from '../responses/response-read';

const PAGE = 100;

/**
 * What is derived from the texts of responses, anew: titles that differ by marks alone were one before, and "Straße" was
 * not found by "STRASSE". A response whose new shortcut key belongs to another one keeps the key it has.
 */
export const textKeys: Migration = {
  async up(db) {
    for (let after = ''; ;) {
      const { rows } = await sql<StoredResponse>`
        SELECT id, title, shortcut, category, tags, channels, variants FROM response
        WHERE id > ${after} ORDER BY id LIMIT ${PAGE}`.execute(db);
      const derived = rows.map((one) => ({
        id: one.id,
        title_key: titleKey(one.title),
        search_text: searchText(one),
        shingle_counts: shingleCounts(one.variants),
      }));
      await sql`
        UPDATE response AS r SET title_key = d.title_key, search_text = d.search_text, shingle_counts = d.shingle_counts
        FROM json_to_recordset(${JSON.stringify(derived)}::json)
          AS d (id text, title_key text, search_text text, shingle_counts integer[])
        WHERE r.id = d.id`.execute(db);
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) break;
      after = last.id;
    }
    await renewShortcutKeys(db);
  },
};

interface KeyedShortcut {
  readonly id: string;
  readonly libraryId: string;
  readonly shortcut: string;
  readonly key: string | null;
  readonly isRetired: boolean;
}

async function renewShortcutKeys(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<KeyedShortcut>`
    SELECT id, library_id AS "libraryId", shortcut, shortcut_key AS key, status = 'retired' AS "isRetired"
    FROM response WHERE shortcut IS NOT NULL ORDER BY created_at, id`.execute(db);
  const place = ({ libraryId }: KeyedShortcut, key: string | null): string => `${libraryId} ${key ?? ''}`;
  // Whose key stays the same is asked first; no key that is kept can be another one's new key, because folding is final.
  const taken = new Set(rows.filter(({ isRetired }) => !isRetired).map((row) => place(row, row.key)));
  const renewed = rows.flatMap((row) => {
    const key = shortcutKey(row.shortcut);
    if (key === row.key || (!row.isRetired && taken.has(place(row, key)))) return [];
    if (!row.isRetired) taken.add(place(row, key));
    return [{ id: row.id, key }];
  });
  await sql`
    UPDATE response AS r SET shortcut_key = n.key
    FROM json_to_recordset(${JSON.stringify(renewed)}::json) AS n (id text, key text) WHERE r.id = n.id`.execute(db);
}
