import {
  matchesQueue,
  type ChannelPolicy,
  type MatchedQueue,
  type PolicyField,
  type PolicyInChannel,
  type QueueRule,
  type ServiceLevelPolicy,
} from '@flex-sync-suite/shared/contract';

/** How service level is judged in a queue, by the task channel; `default` stands for every channel not named. */
export type QueuePolicies = Readonly<Record<string, ChannelPolicy>> & { readonly default: ChannelPolicy };

const EVERY_CHANNEL: ChannelPolicy = {
  targetPercent: 80,
  thresholdSeconds: 60,
  shortAbandonSeconds: 5,
  formula: 'S6',
  countsFlowOuts: false,
};

/** Native Flex's shape with the customary thresholds: 80 % in 20 s for voice, in 60 s for everything else. */
export const DEFAULT_POLICIES: QueuePolicies = {
  default: EVERY_CHANNEL,
  voice: { ...EVERY_CHANNEL, thresholdSeconds: 20 },
};

/** What rules can set. */
export const POLICY_FIELDS = [
  'targetPercent',
  'thresholdSeconds',
  'shortAbandonSeconds',
  'formula',
  'countsFlowOuts',
  'reset',
] as const satisfies readonly PolicyField[];

/**
 * What rules come to in a queue: for each field and channel the first rule that sets it, else the default. Every channel
 * that has a default or a rule of its own, after what holds for all others.
 */
export function policiesInForce(rules: readonly QueueRule[], queue: MatchedQueue): PolicyInChannel[] {
  const matching = rules.filter(({ queues }) => matchesQueue(queues, queue));
  const named = [...Object.keys(DEFAULT_POLICIES), ...matching.flatMap(({ channel }) => channel ?? [])];
  const channels = [...new Set(named)].filter((channel) => channel !== 'default').sort();
  return [null, ...channels].map((channel) => inChannel(matching, channel));
}

function inChannel(matching: readonly QueueRule[], channel: string | null): PolicyInChannel {
  const rules = matching.filter((rule) => rule.channel === undefined || rule.channel === channel);
  const policy = { ...policyOf(DEFAULT_POLICIES, channel ?? 'default') };
  const winners: PolicyInChannel['rules'] = {};
  for (const field of POLICY_FIELDS) {
    const winner = rules.find((rule) => rule[field] !== undefined);
    if (winner === undefined) continue;
    Object.assign(policy, { [field]: winner[field] });
    winners[field] = winner.id;
  }
  return { channel, ...policy, rules: winners };
}

/** The same without the rules that said so: what is stored. */
export const policiesOf = (inForce: readonly PolicyInChannel[]): QueuePolicies =>
  Object.fromEntries(
    inForce.map(({ channel, ...policy }) => [
      channel ?? 'default',
      Object.fromEntries(
        POLICY_FIELDS.map((field) => [field, policy[field]]).filter(([, value]) => value !== undefined),
      ),
    ]),
  ) as QueuePolicies;

/** The policy of a channel. Anybody may name a channel, also `constructor`. */
export const policyOf = (policies: QueuePolicies, channel: string): ChannelPolicy =>
  (Object.hasOwn(policies, channel) ? policies[channel] : undefined) ?? policies.default;

/**
 * What browsers are told. Target, formula and flow-outs are of a queue as a whole: those of its channel where it has one,
 * else those of every channel, because the sums of several cannot be divided by two formulas.
 */
export function serviceLevelOf(policies: QueuePolicies, channels: readonly string[]): ServiceLevelPolicy {
  const [only, another] = channels;
  const whole = only !== undefined && another === undefined ? policyOf(policies, only) : policies.default;
  const others = channels.filter(
    (channel) => policyOf(policies, channel).shortAbandonSeconds !== whole.shortAbandonSeconds,
  );
  const shortOf = (channel: string) => [channel, policyOf(policies, channel).shortAbandonSeconds] as const;
  return {
    targetPercent: whole.targetPercent,
    thresholdSeconds: Object.fromEntries(
      Object.entries(policies).map(([channel, { thresholdSeconds }]) => [channel, thresholdSeconds]),
    ) as ServiceLevelPolicy['thresholdSeconds'],
    shortAbandonSeconds: whole.shortAbandonSeconds,
    ...(others.length === 0 ? {} : { shortAbandonSecondsByChannel: Object.fromEntries(others.map(shortOf)) }),
    formula: whole.formula,
    countsFlowOuts: whole.countsFlowOuts,
  };
}
