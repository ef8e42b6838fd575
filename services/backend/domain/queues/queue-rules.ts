import { isTimeZone, MAX_QUEUE_RULES, type QueueRule } from '@flex-sync-suite/shared/contract';
import { POLICY_FIELDS } from './queue-policies';

/** What is wrong with rules that their schema allows. */
export interface QueueRulesProblem {
  readonly code:
    'too_many_rules' | 'duplicate_rule' | 'empty_rule' | 'default_channel' | 'reset_of_channel' | 'unknown_zone';
  readonly message: string;
}

/** The rules that no schema can say: as many as there may be, each once, and each says something. */
export function queueRulesProblem(rules: readonly QueueRule[]): QueueRulesProblem | null {
  if (rules.length > MAX_QUEUE_RULES) {
    const most = `${rules.length} rules are more than the ${MAX_QUEUE_RULES} that there may be`;
    return { code: 'too_many_rules', message: `${most}: remove some first.` };
  }
  const firsts = new Map<string, number>();
  for (const [index, rule] of rules.entries()) {
    const { id, channel } = rule;
    const first = firsts.get(id);
    if (first !== undefined) {
      const message = `Rules ${first + 1} and ${index + 1} have the same id: give each its own.`;
      return { code: 'duplicate_rule', message };
    }
    firsts.set(id, index);
    if (POLICY_FIELDS.every((field) => rule[field] === undefined)) {
      return { code: 'empty_rule', message: `Rule ${index + 1} sets nothing: let it set a value, or remove it.` };
    }
    if (channel === 'default') {
      const reason = 'is for the channel "default", which stands for every channel without a rule of its own';
      return { code: 'default_channel', message: `Rule ${index + 1} ${reason}: leave the channel out instead.` };
    }
    const problem = resetProblem(rule, index + 1);
    if (problem !== null) return problem;
  }
  return null;
}

function resetProblem({ reset, channel }: QueueRule, position: number): QueueRulesProblem | null {
  if (reset === undefined) return null;
  if (channel !== undefined) {
    const message = `Rule ${position} lets the day of one channel begin at another time: all channels of a queue have one day. Leave the channel out.`;
    return { code: 'reset_of_channel', message };
  }
  if (reset.zone !== undefined && !isTimeZone(reset.zone)) {
    const message = `Rule ${position} names the time zone "${reset.zone}", which there is not: write one such as Europe/Berlin.`;
    return { code: 'unknown_zone', message };
  }
  return null;
}
