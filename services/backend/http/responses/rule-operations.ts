import {
  RESPONSE_RULES_PATH,
  ResponseRules,
  ResponseRulesConflict,
  ResponseRulesUpdate,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import type { RuleCommands } from '../../commands/responses/rule-commands';
import { serving, type ServedOperation } from '../operations/operation';

const READS = { burst: 60, refillMs: 250 };
const EDITS = { burst: 30, refillMs: 1_000 };
/** Fifty rules of the longest names are 15 KiB. */
const BODY_LIMIT_BYTES = 64 * 1_024;

/** The rules that rank responses by what the customer does. */
export const ruleOperations = (commands: RuleCommands): readonly ServedOperation[] => [
  readRules(commands),
  replaceRules(commands),
];

const readRules = (commands: RuleCommands): ServedOperation =>
  serving(
    {
      method: 'get',
      path: RESPONSE_RULES_PATH,
      summary: 'The rules that put responses first by what the customer does in the shop.',
      answer: ResponseRules,
      errors: [403],
      limit: READS,
    },
    ({ caller }) => commands.read(caller),
  );

const replaceRules = (commands: RuleCommands): ServedOperation =>
  serving(
    {
      method: 'put',
      path: RESPONSE_RULES_PATH,
      summary: 'Puts rules in the place of those that there are, at most 50.',
      body: ResponseRulesUpdate,
      bodyName: 'rules',
      bodyLimitBytes: BODY_LIMIT_BYTES,
      answer: ResponseRules,
      errors: [403, 422],
      richErrors: { 409: ResponseRulesConflict },
      limit: EDITS,
    },
    async ({ caller, body }) => {
      const { outcome, current } = await commands.replace(caller, body);
      if (outcome === 'saved') return current;
      const sentence = 'The rules were changed meanwhile: look at them as they are now, then change them again.';
      throw new Refusal('conflict', 'conflict', sentence, { details: { current } });
    },
  );
