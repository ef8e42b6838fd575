import type { ResponseRule } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { Queryable } from '../transaction';

/** The rules of the account. */
export interface StoredRules {
  /** 0 before anybody wrote them. */
  readonly revision: number;
  readonly rules: readonly ResponseRule[];
}

const NONE: StoredRules = { revision: 0, rules: [] };

export async function readRules(db: Queryable): Promise<StoredRules> {
  const { rows } = await sql<StoredRules>`SELECT revision, rules FROM response_rules WHERE id = 1`.execute(db);
  return rows[0] ?? NONE;
}

/**
 * Puts rules in the place of those of a revision.
 * @returns false, and changes nothing, when they are of another revision by now
 */
export async function replaceRules(db: Queryable, { revision, rules }: StoredRules): Promise<boolean> {
  const text = JSON.stringify(rules);
  const { numAffectedRows } =
    revision === 0
      ? await sql`
          INSERT INTO response_rules (id, revision, rules) VALUES (1, 1, ${text}::jsonb)
          ON CONFLICT DO NOTHING`.execute(db)
      : await sql`
          UPDATE response_rules SET revision = revision + 1, rules = ${text}::jsonb
          WHERE id = 1 AND revision = ${revision}`.execute(db);
  return numAffectedRows === 1n;
}
