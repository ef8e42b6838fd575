import type { AgentGroup, AgentState, QueueDetail } from '@flex-sync-suite/shared/contract';

/** Agents who are away, and since when the first of them. */
export interface Away {
  /** Null when no event told it. */
  readonly activityName: string | null;
  readonly agents: number;
  readonly longestSince: string | null;
}

/** Why nobody takes what waits: facts only, which the words are made of. */
export type WhyWaiting =
  | { readonly kind: 'nobody-waits' }
  /** Every waiting task rings at an agent. */
  | { readonly kind: 'all-ringing'; readonly waiting: number }
  | { readonly kind: 'expression-unread'; readonly waiting: number; readonly reason: string }
  | { readonly kind: 'nobody-eligible'; readonly waiting: number }
  | {
      readonly kind: 'nobody-available';
      readonly waiting: number;
      readonly eligible: number;
      readonly away: AwayAgents;
    }
  | {
      readonly kind: 'none-free';
      readonly waiting: number;
      readonly available: number;
      readonly atCapacity: number;
      readonly otherChannels: number;
      readonly away: AwayAgents;
    }
  /** Some are free, and none of them for the channels named. */
  | {
      readonly kind: 'channel-unserved';
      readonly waiting: number;
      readonly free: number;
      readonly available: number;
      readonly channels: readonly { readonly channel: string; readonly queued: number }[];
    }
  /** Somebody could take each of them: routing has not, or not yet. */
  | { readonly kind: 'some-free'; readonly waiting: number; readonly free: number; readonly available: number };

/** Agents who are not available: those who may come back soon, the largest group first, and those who are signed out. */
export interface AwayAgents {
  readonly away: readonly Away[];
  readonly offline: number;
}

/**
 * @param offlineActivitySid the activity that Flex signs agents out into; an activity is never told by its name, which
 *   every workspace may choose
 */
export function whyWaiting(detail: QueueDetail, offlineActivitySid: string | undefined): WhyWaiting {
  const { queued, ringing, eligible, available, free } = detail.now;
  const waiting = queued + ringing;
  if (waiting === 0) return { kind: 'nobody-waits' };
  if (queued === 0) return { kind: 'all-ringing', waiting };
  if (detail.expressionError !== null) return { kind: 'expression-unread', waiting, reason: detail.expressionError };
  if (eligible === 0) return { kind: 'nobody-eligible', waiting };
  const away = awayAgents(detail.agentGroups, offlineActivitySid);
  if (available === 0) return { kind: 'nobody-available', waiting, eligible, away };
  const inState = (state: AgentState): number => detail.agentGroups.find((group) => group.state === state)?.agents ?? 0;
  if (free === 0) {
    const others = { atCapacity: inState('at-capacity'), otherChannels: inState('other-channels') };
    return { kind: 'none-free', waiting, available, ...others, away };
  }
  const channels = detail.queuedChannels.filter((channel) => channel.free === 0);
  if (channels.length > 0) return { kind: 'channel-unserved', waiting, free, available, channels };
  return { kind: 'some-free', waiting, free, available };
}

/** Whether a group, or an agent, is signed out rather than away. */
export const isOffline = (
  { state, activitySid }: Pick<AgentGroup, 'state' | 'activitySid'>,
  offlineActivitySid: string | undefined,
): boolean => state === 'unavailable' && activitySid !== null && activitySid === offlineActivitySid;

function awayAgents(groups: readonly AgentGroup[], offlineActivitySid: string | undefined): AwayAgents {
  const unavailable = groups.filter(({ state }) => state === 'unavailable');
  const offline = unavailable.filter((group) => isOffline(group, offlineActivitySid));
  return {
    away: unavailable.filter((group) => !offline.includes(group)).sort((a, b) => b.agents - a.agents),
    offline: offline.reduce((sum, { agents }) => sum + agents, 0),
  };
}
