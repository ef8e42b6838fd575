import {
  groupsOfQueue,
  type GroupOfQueue,
  type MatchedQueue,
  type QueueGroup,
  type QueueRule,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { policiesInForce, policiesOf, type QueuePolicies } from '../../domain/queues/queue-policies';
import { readAskedAttributes } from '../directory/asked-attributes';
import { readNames } from '../directory/names';
import { lockInOrder } from '../lock-states';
import type { Queryable } from '../transaction';
import { readRuleSet, type StoredRuleSet } from '../rule-sets';
import { writeTogether } from '../write-together';
import { DEFAULT_POLICIES_JSON, judged, JUDGED_COLUMNS, minuteInSql } from './judged-counters';
import { addedMinutes } from './queue-sums';

/**
 * Locks the rules, and with them the right to change policies and groups: whoever does it runs alone. To be taken before tasks,
 * because those who add to the sums hold tasks already when they share the policy of a queue.
 */
export async function lockQueueRules(db: Queryable): Promise<void> {
  await sql`SELECT id FROM queue_rules WHERE id = 1 FOR UPDATE`.execute(db);
}

/** The rules that policies follow from. */
export const readQueueRules = async (db: Queryable): Promise<StoredRuleSet<QueueRule>> =>
  (await readRuleSet<QueueRule>(db, 'queue_rules')) ?? { revision: 0, rules: [] };

/** The groups of queues that are kept. */
export const readQueueGroups = async (db: Queryable): Promise<StoredRuleSet<QueueGroup>> =>
  (await readRuleSet<QueueGroup>(db, 'queue_groups')) ?? { revision: 0, rules: [] };

/** What policies and groups of queues follow from. */
interface Sources {
  readonly rules: readonly QueueRule[];
  readonly groups: readonly QueueGroup[];
}

async function readSources(db: Queryable): Promise<Sources> {
  const { rows } = await sql<Sources>`
    SELECT coalesce((SELECT rules FROM queue_rules WHERE id = 1), '[]') AS rules,
      coalesce((SELECT rules FROM queue_groups WHERE id = 1), '[]') AS groups`.execute(db);
  return rows[0] ?? { rules: [], groups: [] };
}

/** What the sources come to in a queue. */
interface Reckoned {
  readonly policies: QueuePolicies;
  readonly groups: readonly GroupOfQueue[];
}

/** What is stored of a queue; null for what was never reckoned. */
interface Stored {
  readonly policies: QueuePolicies | null;
  readonly groups: readonly GroupOfQueue[] | null;
}

interface PolicyRow extends Stored {
  readonly sid: TaskQueueSid;
  readonly policies: QueuePolicies;
}

/** Locks the policies of queues until the transaction ends; makes those that are missing. After tasks, before sums. */
export const lockPolicies = (db: Queryable, sids: Iterable<TaskQueueSid>): Promise<readonly PolicyRow[]> =>
  lockInOrder<PolicyRow>(db, {
    ...{ table: 'queue_policy', key: 'queue_sid', keys: [...new Set(sids)].sort() },
    make: sql`(queue_sid, policies) SELECT queue_sid, ${DEFAULT_POLICIES_JSON}::jsonb`,
    held: sql`queue_sid AS sid, policies, groups`,
    made: sql`queue_sid, ${DEFAULT_POLICIES_JSON}::jsonb, NULL::jsonb`,
  });

/**
 * Makes the policies and the groups of queues what the rules say of their present names and expressions, and their counters what these say of
 * all stored visits. The counters are changed by the difference: what else is wrong with them stays for a rebuild to find.
 *
 * Needs the lock of {@link lockQueueRules}.
 * @returns the queues whose policy is another one now, or whose groups are
 */
export async function revisePolicies(db: Queryable, sids: readonly TaskQueueSid[]): Promise<TaskQueueSid[]> {
  if (sids.length === 0) return [];
  const held = await lockPolicies(db, sids);
  const sources = await readSources(db);
  const names = await readNames(db, sids);
  const asked = await readAsked(db, sources, sids);
  const changes = held.flatMap((row) => {
    const { sid } = row;
    const next = reckon(sources, { sid, name: names.get(sid) ?? sid, asksFor: asked.get(sid) ?? [] });
    return isOther(row, next) ? [{ sid, old: row.policies, ...next }] : [];
  });
  if (changes.length > 0) await changePolicies(db, changes);
  return changes.map(({ sid }) => sid);
}

/** Queues that have no policy yet, or another one than the rules say, or other groups; looked for without a lock. */
export async function queuesWithOtherPolicies(db: Queryable): Promise<TaskQueueSid[]> {
  const sources = await readSources(db);
  const { rows } = await sql<{ sid: TaskQueueSid; name: string } & Stored>`
    SELECT sid, coalesce(n.value, sid) AS name, p.policies, p.groups
    FROM (SELECT sid FROM task_queue UNION SELECT queue_sid FROM queue_policy) AS q
    LEFT JOIN queue_policy AS p ON p.queue_sid = sid LEFT JOIN resource_name AS n USING (sid) ORDER BY sid`.execute(db);
  const asked = await readAsked(db, sources);
  return rows
    .filter((row) => isOther(row, reckon(sources, { ...row, asksFor: asked.get(row.sid) ?? [] })))
    .map(({ sid }) => sid);
}

/** What the expressions of queues ask for, if any rule looks at that. */
async function readAsked(
  db: Queryable,
  { rules, groups }: Sources,
  sids?: readonly TaskQueueSid[],
): ReturnType<typeof readAskedAttributes> {
  const isLookedAt = [...rules, ...groups].some(({ queues }) => queues?.kind === 'attribute');
  return isLookedAt ? readAskedAttributes(db, sids) : new Map();
}

/** Rules may be for groups, so these come first. */
function reckon(
  { rules, groups: kept }: Sources,
  queue: Omit<MatchedQueue, 'groups'> & { readonly sid: TaskQueueSid },
): Reckoned {
  const groups = groupsOfQueue(kept, queue);
  const inForce = policiesInForce(rules, { ...queue, groups: groups.map(({ name }) => name) });
  return { policies: policiesOf(inForce), groups };
}

const isOther = ({ policies, groups }: Stored, now: Reckoned): boolean =>
  policies === null || textOf(policies) !== textOf(now.policies) || groupsText(groups) !== groupsText(now.groups);

const groupsText = (groups: Stored['groups']): string =>
  JSON.stringify(groups?.map(({ id = null, name }) => [id, name]) ?? null);

/** Whatever the order of the keys: the database has its own. */
const textOf = (policies: QueuePolicies): string =>
  JSON.stringify(
    Object.entries(policies)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([channel, policy]) => [channel, Object.entries(policy).sort(([a], [b]) => (a < b ? -1 : 1))]),
  );

interface PolicyChange extends Reckoned {
  readonly sid: TaskQueueSid;
  readonly old: QueuePolicies;
}

async function changePolicies(db: Queryable, changes: readonly PolicyChange[]): Promise<void> {
  const [before, after] = [judged(sql`c.old`), judged(sql`c.policies`)];
  const differences = JUDGED_COLUMNS.map(
    (column) => sql`sum(${after[column]} - ${before[column]}) AS ${sql.ref(column)}`,
  );
  const recordsOf = (some: readonly PolicyChange[]) =>
    sql`json_to_recordset(${JSON.stringify(some)}::json) AS c (sid text, old jsonb, policies jsonb, groups jsonb)`;
  // Other groups alone change no counter.
  const rejudged = changes.filter(({ old, policies }) => textOf(old) !== textOf(policies));
  await writeTogether(db, [
    {
      name: 'judged_anew',
      statement: addedMinutes(
        JUDGED_COLUMNS,
        sql`
          SELECT v.queue_sid, ${minuteInSql(sql`v.ended_at`)} AS minute, ${sql.join(differences)}
          FROM ${recordsOf(rejudged)} JOIN queue_visit AS v ON v.queue_sid = c.sid AND v.kind IN ('answered', 'abandoned')
          GROUP BY 1, 2`,
      ),
    },
    {
      name: 'changed_policy',
      statement: sql`
        UPDATE queue_policy AS p SET policies = c.policies, groups = c.groups
        FROM ${recordsOf(changes)} WHERE p.queue_sid = c.sid`,
    },
  ]);
}
