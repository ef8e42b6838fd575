import {
  QUEUE_POLICIES_PATH,
  QUEUE_RULES_PATH,
  QueuePolicies,
  QueueRules,
  QueueRulesConflict,
  QueueRulesUpdate,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import type { QueueRuleCommands } from '../../commands/queues/queue-rules';
import { serving, type ServedOperation } from '../operations/operation';

const READS = { burst: 60, refillMs: 250 };
const EDITS = { burst: 30, refillMs: 1_000 };
/** Two hundred rules of the longest names are 90 KiB. */
const BODY_LIMIT_BYTES = 128 * 1_024;

/** The rules that say how service level is judged. */
export const queueRuleOperations = (commands: QueueRuleCommands): readonly ServedOperation[] => [
  serving(
    {
      method: 'get',
      path: QUEUE_RULES_PATH,
      summary: 'The rules that say how service level is judged.',
      answer: QueueRules,
      errors: [403],
      limit: READS,
    },
    ({ caller }) => commands.read(caller),
  ),
  serving(
    {
      method: 'get',
      path: QUEUE_POLICIES_PATH,
      summary: 'How service level is judged in each queue, and which rules said so.',
      answer: QueuePolicies,
      errors: [403],
      limit: READS,
    },
    ({ caller }) => commands.policies(caller),
  ),
  replaceRules(commands),
];

const replaceRules = (commands: QueueRuleCommands): ServedOperation =>
  serving(
    {
      method: 'put',
      path: QUEUE_RULES_PATH,
      summary: 'Puts rules in the place of those that there are, at most 200; they count for the past too.',
      body: QueueRulesUpdate,
      bodyName: 'rules',
      bodyLimitBytes: BODY_LIMIT_BYTES,
      answer: QueueRules,
      errors: [403, 422],
      richErrors: { 409: QueueRulesConflict },
      limit: EDITS,
    },
    async ({ caller, body }) => {
      const { outcome, current } = await commands.replace(caller, body);
      if (outcome === 'saved') return current;
      const sentence = 'The rules were changed meanwhile: look at them as they are now, then change them again.';
      throw new Refusal('conflict', 'conflict', sentence, { details: { current } });
    },
  );
