import {
  RESPONSE_RULES_PATH,
  ResponseRules,
  ResponseRulesConflict,
  ResponseRulesUpdate,
} from '@flex-sync-suite/shared/contract';
import type { RuleCommands } from '../../commands/responses/rule-commands';
import type { ServedOperation } from '../operations/operation';
import { ruleSetOperations } from '../operations/rule-set-operations';

/** The rules that rank responses by what the customer does. */
export const ruleOperations = (commands: RuleCommands): readonly ServedOperation[] =>
  ruleSetOperations({
    path: RESPONSE_RULES_PATH,
    summaries: {
      read: 'The rules that put responses first by what the customer does in the shop.',
      replace: 'Puts rules in the place of those that there are, at most 50.',
    },
    ...{ answer: ResponseRules, update: ResponseRulesUpdate, conflict: ResponseRulesConflict },
    // Fifty rules of the longest names are 15 KiB.
    bodyLimitBytes: 64 * 1_024,
    commands,
  });
