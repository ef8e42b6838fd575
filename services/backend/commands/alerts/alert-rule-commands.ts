import type { AlertRule, AlertRules, AlertRulesUpdate } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import { storableText } from '../../base/storable-text';
import { alertRulesProblem } from '../../domain/alerts/alert-rules';
import { readAlertRules } from '../../store/alerts/alert-rules';
import { writeAudit } from '../../store/audit';
import type { Database } from '../../store/database';
import { replaceRuleSet } from '../../store/rule-sets';
import { inTransaction, type Queryable } from '../../store/transaction';
import { requireAdmin, requireSupervisor, type Caller } from '../caller';

/** The rules that raise alerts. Every method throws a `Refusal`: `forbidden` or `unprocessable`. */
export interface AlertRuleCommands {
  /** For supervisors and admins. */
  read(caller: Caller): Promise<AlertRules>;
  /** For admins. What follows from other rules is seen at the next look at the figures. */
  replace(caller: Caller, update: AlertRulesUpdate): Promise<AlertRulesReplaced>;
}

/** `conflict`: somebody changed them since; the rules as they are now. */
export interface AlertRulesReplaced {
  readonly outcome: 'saved' | 'conflict';
  readonly current: AlertRules;
}

export interface AlertRuleCommandOptions {
  readonly database: Database;
  readonly now: () => number;
}

export function createAlertRuleCommands({ database, now }: AlertRuleCommandOptions): AlertRuleCommands {
  const db = database.kysely;
  return {
    read: (caller) => {
      requireSupervisor(caller);
      return shown(db, caller);
    },
    async replace(caller, { revision, rules: given }) {
      requireAdmin(caller);
      const rules = given.map(storable);
      const problem = alertRulesProblem(rules);
      if (problem !== null) throw new Refusal('unprocessable', problem.code, problem.message);
      const isSaved = await inTransaction(db, async (trx) => {
        if (!(await replaceRuleSet(trx, 'alert_rules', { revision, rules }))) return false;
        await writeAudit(trx, { at: now(), actor: caller.actor, action: 'alert-rules.edit', resource: 'rules' });
        return true;
      });
      return { outcome: isSaved ? 'saved' : 'conflict', current: await shown(db, caller) };
    },
  };
}

async function shown(db: Queryable, { roles }: Caller): Promise<AlertRules> {
  const { revision, rules } = await readAlertRules(db);
  return { revision, rules: [...rules], canEdit: roles.includes('admin') };
}

/** The same rule in text that the database can hold. */
const storable = (rule: AlertRule): AlertRule =>
  rule.scope.kind === 'group' ? { ...rule, scope: { kind: 'group', group: storableText(rule.scope.group) } } : rule;
