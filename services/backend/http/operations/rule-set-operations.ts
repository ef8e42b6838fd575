import type * as v from 'valibot';
import { Refusal } from '../../base/refusal';
import type { Caller } from '../../commands/caller';
import { serving, type ServedOperation } from './operation';

/** Limits of whoever reads rules. */
export const RULE_READS = { burst: 60, refillMs: 250 };
const EDITS = { burst: 30, refillMs: 1_000 };

/** Rules that people edit as a whole: what is said of them, and what reads and replaces them. */
interface RuleSetOperations<Answer, Update> {
  readonly path: string;
  /** Of reading and of replacing them, one sentence each. */
  readonly summaries: { readonly read: string; readonly replace: string };
  readonly answer: v.GenericSchema<unknown, Answer>;
  readonly update: v.GenericSchema<unknown, Update>;
  /** Of a 409 answer. */
  readonly conflict: v.GenericSchema;
  readonly bodyLimitBytes: number;
  readonly commands: {
    read(caller: Caller): Promise<Answer>;
    replace(
      caller: Caller,
      update: Update,
    ): Promise<{ readonly outcome: 'saved' | 'conflict'; readonly current: Answer }>;
  };
}

/** `GET` and `PUT` of rules. Who writes over rules that somebody changed meanwhile gets 409 with the present ones. */
export function ruleSetOperations<Answer, Update>(
  rules: RuleSetOperations<Answer, Update>,
): readonly ServedOperation[] {
  const { path, summaries, conflict, bodyLimitBytes, commands } = rules;
  const answer: v.GenericSchema = rules.answer;
  const update: v.GenericSchema = rules.update;
  return [
    serving({ method: 'get', path, summary: summaries.read, answer, errors: [403], limit: RULE_READS }, ({ caller }) =>
      commands.read(caller),
    ),
    serving(
      {
        ...{ method: 'put', path, summary: summaries.replace, body: update, bodyName: 'rules', bodyLimitBytes, answer },
        ...{ errors: [403, 422], richErrors: { 409: conflict }, limit: EDITS },
      },
      async ({ caller, body }) => {
        // The schema of the update made it.
        const { outcome, current } = await commands.replace(caller, body as Update);
        if (outcome === 'saved') return current;
        const sentence = 'The rules were changed meanwhile: look at them as they are now, then change them again.';
        throw new Refusal('conflict', 'conflict', sentence, { details: { current } });
      },
    ),
  ];
}
