import { ALERT_RULES_PATH, AlertRules, AlertRulesConflict, AlertRulesUpdate } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import type { AlertRuleCommands } from '../../commands/alerts/alert-rule-commands';
import { serving, type ServedOperation } from '../operations/operation';

const READS = { burst: 60, refillMs: 250 };
const EDITS = { burst: 30, refillMs: 1_000 };
/** Fifty rules of the longest names are 20 KiB. */
const BODY_LIMIT_BYTES = 64 * 1_024;

/** The rules that raise alerts. */
export const alertRuleOperations = (commands: AlertRuleCommands): readonly ServedOperation[] => [
  readRules(commands),
  replaceRules(commands),
];

const readRules = (commands: AlertRuleCommands): ServedOperation =>
  serving(
    {
      method: 'get',
      path: ALERT_RULES_PATH,
      summary: 'The rules that raise alerts of queues.',
      answer: AlertRules,
      errors: [403],
      limit: READS,
    },
    ({ caller }) => commands.read(caller),
  );

const replaceRules = (commands: AlertRuleCommands): ServedOperation =>
  serving(
    {
      method: 'put',
      path: ALERT_RULES_PATH,
      summary: 'Puts rules in the place of those that there are, at most 50.',
      body: AlertRulesUpdate,
      bodyName: 'rules',
      bodyLimitBytes: BODY_LIMIT_BYTES,
      answer: AlertRules,
      errors: [403, 422],
      richErrors: { 409: AlertRulesConflict },
      limit: EDITS,
    },
    async ({ caller, body }) => {
      const { outcome, current } = await commands.replace(caller, body);
      if (outcome === 'saved') return current;
      const sentence = 'The rules were changed meanwhile: look at them as they are now, then change them again.';
      throw new Refusal('conflict', 'conflict', sentence, { details: { current } });
    },
  );
