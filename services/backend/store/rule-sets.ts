import { sql } from 'kysely';
import type { Queryable } from './transaction';

/** A list of rules that people edit as a whole: a table of one row, which some lists have of revision 0 from the beginning. */
export type RuleSet = 'response_rules' | 'alert_rules' | 'queue_rules' | 'queue_groups';

/** Rules and how often they were changed. */
export interface StoredRuleSet<Rule> {
  /** 0 before anybody wrote them. */
  readonly revision: number;
  readonly rules: readonly Rule[];
}

/** @returns null before anybody wrote them */
export async function readRuleSet<Rule>(db: Queryable, table: RuleSet): Promise<StoredRuleSet<Rule> | null> {
  const { rows } = await sql<StoredRuleSet<Rule>>`
    SELECT revision, rules FROM ${sql.table(table)} WHERE id = 1`.execute(db);
  return rows[0] ?? null;
}

/**
 * Puts rules in the place of those of a revision.
 * @returns false, and changes nothing, when they are of another revision by now
 */
export async function replaceRuleSet<Rule>(
  db: Queryable,
  table: RuleSet,
  { revision, rules }: StoredRuleSet<Rule>,
): Promise<boolean> {
  const text = JSON.stringify(rules);
  const { numAffectedRows } =
    revision === 0
      ? await sql`
          INSERT INTO ${sql.table(table)} AS stored (id, revision, rules) VALUES (1, 1, ${text}::jsonb)
          ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, rules = excluded.rules
          WHERE stored.revision = 0`.execute(db)
      : await sql`
          UPDATE ${sql.table(table)} SET revision = revision + 1, rules = ${text}::jsonb
          WHERE id = 1 AND revision = ${revision}`.execute(db);
  return numAffectedRows === 1n;
}
