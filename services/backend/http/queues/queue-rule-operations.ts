import {
  QUEUE_POLICIES_PATH,
  QUEUE_RULES_PATH,
  QueuePolicies,
  QueuePoliciesQuery,
  QueueRules,
  QueueRulesConflict,
  QueueRulesUpdate,
} from '@flex-sync-suite/shared/contract';
import type { QueueRuleCommands } from '../../commands/queues/queue-rules';
import { serving, type ServedOperation } from '../operations/operation';
import { RULE_READS, ruleSetOperations } from '../operations/rule-set-operations';

/** The rules that say how service level is judged, and what they come to. */
export const queueRuleOperations = (commands: QueueRuleCommands): readonly ServedOperation[] => [
  ...ruleSetOperations({
    path: QUEUE_RULES_PATH,
    summaries: {
      read: 'The rules that say how service level is judged.',
      replace: 'Puts rules in the place of those that there are, at most 200; they count for the past too.',
    },
    ...{ answer: QueueRules, update: QueueRulesUpdate, conflict: QueueRulesConflict },
    // Two hundred rules of the longest names are 90 KiB.
    bodyLimitBytes: 128 * 1_024,
    commands,
  }),
  serving(
    {
      method: 'get',
      path: QUEUE_POLICIES_PATH,
      summary: 'How service level is judged in each queue or in one, and which rules said so.',
      query: QueuePoliciesQuery,
      answer: QueuePolicies,
      errors: [403],
      limit: RULE_READS,
    },
    ({ caller, query }) => commands.policies(caller, query),
  ),
];
