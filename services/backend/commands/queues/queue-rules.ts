import type {
  QueuePolicies,
  QueuePoliciesQuery,
  QueueRule,
  QueueRules,
  QueueRulesUpdate,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import { storableText } from '../../base/storable-text';
import { policiesInForce } from '../../domain/queues/queue-policies';
import { queueRulesProblem } from '../../domain/queues/queue-rules';
import { writeAudit } from '../../store/audit';
import type { Database } from '../../store/database';
import { readAskedAttributes } from '../../store/directory/asked-attributes';
import { QUEUE_INDEX_KEY, queueObjectKey } from '../../store/outbox/sync-keys';
import { listQueues } from '../../store/queues/queue-read';
import { readQueueRules } from '../../store/queues/queue-policies';
import { settlePolicies } from '../../store/queues/settle-policies';
import { replaceRuleSet } from '../../store/rule-sets';
import { inTransaction } from '../../store/transaction';
import { requireAdmin, requireSupervisor, type Caller } from '../caller';
import { storableMatch } from './storable-match';

/** The rules that say how service level is judged. Every method throws a `Refusal`: `forbidden` or `unprocessable`. */
export interface QueueRuleCommands {
  /** For supervisors and admins. */
  read(caller: Caller): Promise<QueueRules>;
  /** What the rules come to in each queue, or in the one asked about if there is such. For supervisors and admins. */
  policies(caller: Caller, query?: QueuePoliciesQuery): Promise<QueuePolicies>;
  /** For admins. Resolves when they are in force everywhere, for the past too. */
  replace(caller: Caller, update: QueueRulesUpdate): Promise<QueueRulesReplaced>;
}

/** `conflict`: somebody changed them since; the rules as they are now. */
export interface QueueRulesReplaced {
  readonly outcome: 'saved' | 'conflict';
  readonly current: QueueRules;
}

export interface QueueRuleOptions {
  readonly database: Database;
  readonly now: () => number;
  /** Told which keys of the outbox were marked. */
  readonly onMarked: (keys: readonly string[]) => void;
}

export function createQueueRuleCommands({ database, now, onMarked }: QueueRuleOptions): QueueRuleCommands {
  const db = database.kysely;
  const shown = async (caller: Caller): Promise<QueueRules> => {
    const { revision, rules } = await readQueueRules(db);
    return { revision, rules: [...rules], canEdit: caller.roles.includes('admin') };
  };
  return {
    read: (caller) => {
      requireSupervisor(caller);
      return shown(caller);
    },
    async policies(caller, { taskQueueSid } = {}) {
      requireSupervisor(caller);
      const { revision, rules } = await readQueueRules(db);
      const among = taskQueueSid === undefined ? undefined : [taskQueueSid];
      const asked = await readAskedAttributes(db, among);
      const queues = (await listQueues(db, among)).map(({ sid, name, groups }) => {
        const asksFor = asked.get(sid) ?? [];
        const channels = policiesInForce(rules, { name, groups, asksFor });
        return { taskQueueSid: sid, name, asksFor: [...asksFor], channels };
      });
      const winners = new Set(queues.flatMap(({ channels }) => channels.flatMap((each) => Object.values(each.rules))));
      return { revision, queues, rules: rules.filter(({ id }) => winners.has(id)) };
    },
    async replace(caller, { revision, rules: given }) {
      requireAdmin(caller);
      const rules = given.map(storable);
      const problem = queueRulesProblem(rules);
      if (problem !== null) throw new Refusal('unprocessable', problem.code, problem.message);
      const isSaved = await inTransaction(db, async (trx) => {
        if (!(await replaceRuleSet(trx, 'queue_rules', { revision, rules }))) return false;
        await writeAudit(trx, { at: now(), actor: caller.actor, action: 'queue-rules.edit', resource: 'rules' });
        return true;
      });
      if (!isSaved) return { outcome: 'conflict', current: await shown(caller) };
      const settled = await settlePolicies(database.patient, { now });
      if (settled.length > 0) onMarked([QUEUE_INDEX_KEY, ...settled.map(queueObjectKey)]);
      return { outcome: 'saved', current: await shown(caller) };
    },
  };
}

/** The same rule in text that the database can hold. */
function storable({ queues, channel, ...rule }: QueueRule): QueueRule {
  return {
    ...rule,
    queues: storableMatch(queues),
    ...(channel === undefined ? {} : { channel: storableText(channel) }),
  };
}
