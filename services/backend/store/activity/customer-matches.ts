import type { CustomerMatch } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { Queryable } from '../transaction';

/** What customers are looked for by. */
export interface CustomerClues {
  readonly anonymousIds: readonly string[];
  readonly userIds: readonly string[];
  /** Keyed hashes of spellings: `domain/activity/contact-spelling.ts`. */
  readonly emailHashes: readonly string[];
  readonly phoneHashes: readonly string[];
}

export interface MatchBounds {
  /** Customers without an event since then are not found. */
  readonly sinceMs: number;
  readonly limit: number;
}

/** By how well each leads to one person, and no other. */
const WAYS = ['anonymousId', 'userId', 'email', 'phone'] as const satisfies readonly CustomerMatch['matchedBy'][];

/**
 * The customers that the clues lead to, each once by its best one; of those that are found equally well, who was there
 * last comes first. A user whom no shop vouched for is not among them: anybody can claim to be one.
 *
 * They stay as they are until the transaction ends: who changes one meanwhile sees who reads of it.
 */
export async function findCustomers(
  db: Queryable,
  { anonymousIds, userIds, emailHashes, phoneHashes }: CustomerClues,
  { sinceMs, limit }: MatchBounds,
): Promise<CustomerMatch[]> {
  const ofKind = (kind: 'visitor' | 'user', ids: readonly string[], way: number) => sql`
    SELECT c.key, ${sql.lit(way)} AS way FROM activity_shop AS s JOIN activity_customer AS c ON c.shop_id = s.id
      AND c.kind = ${sql.lit(kind)} AND c.id = ANY(${[...ids]}::text[])`;
  const { rows } = await sql<Omit<CustomerMatch, 'matchedBy'> & { readonly way: number }>`
    WITH led AS (
      ${ofKind('visitor', anonymousIds, 0)} UNION ALL ${ofKind('user', userIds, 1)}
      UNION ALL SELECT key, 2 FROM activity_customer WHERE email_hashes && ${[...emailHashes]}::text[]
      UNION ALL SELECT key, 3 FROM activity_customer WHERE phone_hashes && ${[...phoneHashes]}::text[]
    )
    SELECT c.key AS "customerKey", c.is_verified AS "isVerified", l.way
    FROM (SELECT key, min(way) AS way FROM led GROUP BY key) AS l JOIN activity_customer AS c ON c.key = l.key
    WHERE c.last_at >= ${sinceMs}::bigint AND (c.kind = 'visitor' OR c.is_verified)
    ORDER BY l.way, c.last_at DESC, c.key LIMIT ${limit}::integer`.execute(db);
  const keys = rows.map(({ customerKey }) => customerKey);
  if (keys.length > 0)
    await sql`SELECT FROM activity_customer WHERE key = ANY(${keys}::text[]) ORDER BY key FOR SHARE`.execute(db);
  return rows.flatMap(({ way, ...customer }) => {
    const matchedBy = WAYS[way];
    return matchedBy === undefined ? [] : [{ ...customer, matchedBy }];
  });
}
