import { ALERT_RULES_PATH, AlertRules, AlertRulesConflict, AlertRulesUpdate } from '@flex-sync-suite/shared/contract';
import type { AlertRuleCommands } from '../../commands/alerts/alert-rule-commands';
import type { ServedOperation } from '../operations/operation';
import { ruleSetOperations } from '../operations/rule-set-operations';

/** The rules that raise alerts. */
export const alertRuleOperations = (commands: AlertRuleCommands): readonly ServedOperation[] =>
  ruleSetOperations({
    path: ALERT_RULES_PATH,
    summaries: {
      read: 'The rules that raise alerts of queues.',
      replace: 'Puts rules in the place of those that there are, at most 50.',
    },
    ...{ answer: AlertRules, update: AlertRulesUpdate, conflict: AlertRulesConflict },
    // Fifty rules of the longest names are 20 KiB.
    bodyLimitBytes: 64 * 1_024,
    commands,
  });
