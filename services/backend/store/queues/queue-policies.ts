import type { QueueRule, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { queueGroups } from '../../domain/queues/queue-groups';
import { policiesInForce, policiesOf, type QueuePolicies } from '../../domain/queues/queue-policies';
import { readNames } from '../directory/names';
import { lockInOrder } from '../lock-states';
import type { Queryable } from '../transaction';
import { readRuleSet, type StoredRuleSet } from '../rule-sets';
import { writeTogether } from '../write-together';
import { DEFAULT_POLICIES_JSON, judged, JUDGED_COLUMNS, minuteInSql } from './judged-counters';
import { addedMinutes } from './queue-sums';

/**
 * Locks the rules, and with them the right to change policies: whoever does it runs alone. To be taken before tasks,
 * because those who add to the sums hold tasks already when they share the policy of a queue.
 */
export async function lockQueueRules(db: Queryable): Promise<void> {
  await sql`SELECT id FROM queue_rules WHERE id = 1 FOR UPDATE`.execute(db);
}

/** The rules that policies follow from. */
export const readQueueRules = async (db: Queryable): Promise<StoredRuleSet<QueueRule>> =>
  (await readRuleSet<QueueRule>(db, 'queue_rules')) ?? { revision: 0, rules: [] };

interface PolicyRow {
  readonly sid: TaskQueueSid;
  readonly policies: QueuePolicies;
}

/** Locks the policies of queues until the transaction ends; makes those that are missing. After tasks, before sums. */
export const lockPolicies = (db: Queryable, sids: Iterable<TaskQueueSid>): Promise<readonly PolicyRow[]> =>
  lockInOrder<PolicyRow>(db, {
    ...{ table: 'queue_policy', key: 'queue_sid', keys: [...new Set(sids)].sort() },
    make: sql`(queue_sid, policies) SELECT queue_sid, ${DEFAULT_POLICIES_JSON}::jsonb`,
    held: sql`queue_sid AS sid, policies`,
    made: sql`queue_sid, ${DEFAULT_POLICIES_JSON}::jsonb`,
  });

/**
 * Makes the policies of queues what the rules say of their present names, and their counters what these say of all stored
 * visits. The counters are changed by the difference: what else is wrong with them stays for a rebuild to find.
 *
 * Needs the lock of {@link lockQueueRules}.
 * @returns the queues whose policy is another one now
 */
export async function revisePolicies(db: Queryable, sids: readonly TaskQueueSid[]): Promise<TaskQueueSid[]> {
  if (sids.length === 0) return [];
  const held = await lockPolicies(db, sids);
  const { rules } = await readQueueRules(db);
  const names = await readNames(db, sids);
  const changes = held
    .map(({ sid, policies }) => ({ sid, old: policies, new: policiesBy(rules, names.get(sid) ?? sid) }))
    .filter((change) => textOf(change.old) !== textOf(change.new));
  if (changes.length > 0) await changePolicies(db, changes);
  return changes.map(({ sid }) => sid);
}

/** Queues that have no policy yet, or another one than the rules say; looked for without a lock. */
export async function queuesWithOtherPolicies(db: Queryable): Promise<TaskQueueSid[]> {
  const { rules } = await readQueueRules(db);
  const { rows } = await sql<{ sid: TaskQueueSid; name: string; policies: QueuePolicies | null }>`
    SELECT sid, coalesce(n.value, sid) AS name, p.policies
    FROM (SELECT sid FROM task_queue UNION SELECT queue_sid FROM queue_policy) AS q
    LEFT JOIN queue_policy AS p ON p.queue_sid = sid LEFT JOIN resource_name AS n USING (sid) ORDER BY sid`.execute(db);
  return rows
    .filter(({ name, policies }) => policies === null || textOf(policies) !== textOf(policiesBy(rules, name)))
    .map(({ sid }) => sid);
}

const policiesBy = (rules: readonly QueueRule[], name: string): QueuePolicies =>
  policiesOf(policiesInForce(rules, { name, groups: queueGroups(name) }));

/** Whatever the order of the keys: the database has its own. */
const textOf = (policies: QueuePolicies): string =>
  JSON.stringify(
    Object.entries(policies)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([channel, policy]) => [channel, Object.entries(policy).sort(([a], [b]) => (a < b ? -1 : 1))]),
  );

interface PolicyChange {
  readonly sid: TaskQueueSid;
  readonly old: QueuePolicies;
  readonly new: QueuePolicies;
}

async function changePolicies(db: Queryable, changes: readonly PolicyChange[]): Promise<void> {
  const [before, after] = [judged(sql`c.old`), judged(sql`c.new`)];
  const differences = JUDGED_COLUMNS.map(
    (column) => sql`sum(${after[column]} - ${before[column]}) AS ${sql.ref(column)}`,
  );
  const changed = sql`json_to_recordset(${JSON.stringify(changes)}::json) AS c (sid text, old jsonb, new jsonb)`;
  await writeTogether(db, [
    {
      name: 'judged_anew',
      statement: addedMinutes(
        JUDGED_COLUMNS,
        sql`
          SELECT v.queue_sid, ${minuteInSql(sql`v.ended_at`)} AS minute, ${sql.join(differences)}
          FROM ${changed} JOIN queue_visit AS v ON v.queue_sid = c.sid AND v.kind IN ('answered', 'abandoned')
          GROUP BY 1, 2`,
      ),
    },
    {
      name: 'changed_policy',
      statement: sql`UPDATE queue_policy AS p SET policies = c.new FROM ${changed} WHERE p.queue_sid = c.sid`,
    },
  ]);
}
