import type { ResponseRule, ResponseRules, ResponseRulesUpdate } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import { storableText } from '../../base/storable-text';
import { hasKnownRole } from '../../domain/responses/library-access';
import { rulesProblem } from '../../domain/responses/response-rules';
import { writeAudit } from '../../store/audit';
import { readRuleSet, replaceRuleSet } from '../../store/rule-sets';
import { inTransaction, type Queryable } from '../../store/transaction';
import type { Caller } from '../caller';
import type { CannedCommandOptions } from './canned-command-options';
import { editableLibraries } from './shown-libraries';

/** The rules that rank responses by what the customer does. Every method throws a `Refusal`: `forbidden` or `unprocessable`. */
export interface RuleCommands {
  /** For everybody who may use responses. */
  read(caller: Caller): Promise<ResponseRules>;
  /** For admins, and for who leads a library that others share. */
  replace(caller: Caller, update: ResponseRulesUpdate): Promise<RulesReplaced>;
}

/** `conflict`: somebody changed them since; the rules as they are now. */
export interface RulesReplaced {
  readonly outcome: 'saved' | 'conflict';
  readonly current: ResponseRules;
}

export function createRuleCommands({ database, now }: Omit<CannedCommandOptions, 'onMarked'>): RuleCommands {
  const db = database.kysely;
  return {
    read: (caller) => shown(db, caller),
    async replace(caller, { revision, rules: given }) {
      await requireEditor(db, caller);
      const rules = given.map(storable);
      const problem = rulesProblem(rules);
      if (problem !== null) throw new Refusal('unprocessable', problem.code, problem.message);
      const isSaved = await inTransaction(db, async (trx) => {
        if (!(await replaceRuleSet(trx, 'response_rules', { revision, rules }))) return false;
        await writeAudit(trx, { at: now(), actor: caller.actor, action: 'response-rules.edit', resource: 'rules' });
        return true;
      });
      return { outcome: isSaved ? 'saved' : 'conflict', current: await shown(db, caller) };
    },
  };
}

/** @throws Refusal `forbidden` for who may use nothing of this suite */
async function shown(db: Queryable, caller: Caller): Promise<ResponseRules> {
  if (!hasKnownRole(caller)) {
    throw new Refusal('forbidden', 'no_role', 'Only agents, supervisors and admins may use canned responses.');
  }
  const stored = await readRuleSet<ResponseRule>(db, 'response_rules');
  return { revision: stored?.revision ?? 0, rules: [...(stored?.rules ?? [])], canEdit: await isEditor(db, caller) };
}

async function isEditor(db: Queryable, caller: Caller): Promise<boolean> {
  if (caller.roles.includes('admin')) return true;
  const editable = await editableLibraries(db, caller);
  // A personal library has the SID of its owner.
  return editable.some((id) => id !== caller.workerSid);
}

/** @throws Refusal `forbidden` for who may only read them */
async function requireEditor(db: Queryable, caller: Caller): Promise<void> {
  if (await isEditor(db, caller)) return;
  const sentence = 'Only admins, and the leads of a library that others share, may change these rules.';
  throw new Refusal('forbidden', 'read_only', sentence);
}

/** The same rule in text that the database can hold. */
function storable({ id, when, tag }: ResponseRule): ResponseRule {
  const hasName = 'step' in when && typeof when.step === 'string';
  return { id, when: hasName ? { ...when, step: storableText(String(when.step)) } : when, tag: storableText(tag) };
}
