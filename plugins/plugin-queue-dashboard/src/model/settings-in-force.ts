import {
  shortAbandonSecondsOf,
  thresholdSecondsOf,
  type PolicyInChannel,
  type QueueIndexItem,
  type ServiceLevelPolicy,
} from '@flex-sync-suite/shared/contract';

type Values = Required<Omit<ServiceLevelPolicy, 'thresholdSeconds' | 'shortAbandonSecondsByChannel'>> & {
  readonly thresholdSeconds: number;
  /** Null: at midnight of the reporting zone. */
  readonly reset: Exclude<QueueIndexItem['reset'], undefined> | null;
};

type SettingId = keyof Values;

/** What holds for a setting of a queue, and who says so. */
export type SettingInForce = {
  [Id in SettingId]: {
    readonly id: Id;
    readonly value: Values[Id];
    /** For which task channels, null standing for all that are not named; none: the setting is of the queue as a whole. */
    readonly channels: readonly (string | null)[];
    /** The id of the rule that won; null for the default, undefined while that is not known. */
    readonly ruleId: string | null | undefined;
  };
}[SettingId];

/**
 * How a queue is judged. What may differ by channel, and does, is told of each of its channels; the rest is of the queue as a
 * whole, as its service level is: that of its channel where it has one, else that of all channels.
 *
 * @param judged which rules won in the channels that they name; null while that is not known
 */
export function settingsInForce(
  { channels, serviceLevel, reset }: QueueIndexItem,
  judged: readonly PolicyInChannel[] | null,
): readonly SettingInForce[] {
  const { targetPercent, formula, countsFlowOuts } = serviceLevel;
  const [only = null, another] = channels;
  const whole = another === undefined ? only : null;
  const ruleOf = (id: SettingId, channel: string | null): string | null | undefined => {
    const policy = judged?.find((each) => each.channel === channel) ?? judged?.find((each) => each.channel === null);
    return policy === undefined ? undefined : (policy.rules[id] ?? null);
  };
  const ofQueue = (id: SettingId) => ({ channels: [], ruleId: ruleOf(id, whole) });
  const named = channelsOf(channels, serviceLevel);
  const byChannel = (id: 'thresholdSeconds' | 'shortAbandonSeconds', valueIn: (channel: string) => number) =>
    joined(
      named.map((channel) => ({
        ...{ id, channels: [channel], ruleId: ruleOf(id, channel) },
        value: valueIn(channel ?? 'default'),
      })),
    );
  return [
    { id: 'targetPercent', value: targetPercent, ...ofQueue('targetPercent') },
    ...byChannel('thresholdSeconds', (channel) => thresholdSecondsOf(serviceLevel, channel)),
    ...byChannel('shortAbandonSeconds', (channel) => shortAbandonSecondsOf(serviceLevel, channel)),
    { id: 'formula', value: formula, ...ofQueue('formula') },
    { id: 'countsFlowOuts', value: countsFlowOuts, ...ofQueue('countsFlowOuts') },
    { id: 'reset', value: reset ?? null, channels: [], ruleId: ruleOf('reset', null) },
  ];
}

/** The channels of a queue; of one that has had no task yet, all that have a threshold of their own. */
const channelsOf = (
  channels: readonly string[],
  { thresholdSeconds }: ServiceLevelPolicy,
): readonly (string | null)[] =>
  channels.length > 0 ? channels : [...Object.keys(thresholdSeconds).filter((channel) => channel !== 'default'), null];

type ChannelSetting = Extract<SettingInForce, { id: 'thresholdSeconds' | 'shortAbandonSeconds' }>;

/** Channels that the same rule gives the same are one setting, and if that is all of them, one of the queue as a whole. */
function joined(settings: readonly ChannelSetting[]): readonly ChannelSetting[] {
  const found: ChannelSetting[] = [];
  for (const setting of settings) {
    const at = found.findIndex(({ value, ruleId }) => value === setting.value && ruleId === setting.ruleId);
    const same = found[at];
    if (same === undefined) found.push(setting);
    else found[at] = { ...same, channels: [...same.channels, ...setting.channels] };
  }
  return found.length === 1 ? found.map((setting) => ({ ...setting, channels: [] })) : found;
}
