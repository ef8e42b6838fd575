import { callerIdNumber, type RecentCall } from '@flex-sync-suite/shared/contract';
import { isCallable, partyKey } from './party';

/** What decides whether Flex would place a call now. */
export interface AgentState {
  /** In the account's offline activity. */
  readonly isOffline: boolean;
  /** Has a call, places one, or is being offered one. */
  readonly isBusy: boolean;
  /** The account's outbound calling is switched on. */
  readonly isOutboundOn: boolean;
  /** The account's own caller ID, for calls whose line is unknown. */
  readonly defaultCallerId: string | null;
  /** The account's queue for outbound calls. */
  readonly defaultQueueSid: string | null;
}

export type CallBackObstacle = 'no-number' | 'outbound-off' | 'offline' | 'busy';

/** A second attempt within this time gets a warning. */
const REPEATED_WITHIN_MS = 10 * 60_000;

/** Why the party cannot be called now, the lasting reason first; null when it can. */
export function callBackObstacle(call: Pick<RecentCall, 'party'>, agent: AgentState): CallBackObstacle | null {
  if (!isCallable(call)) return 'no-number';
  if (!agent.isOutboundOn) return 'outbound-off';
  if (agent.isOffline) return 'offline';
  return agent.isBusy ? 'busy' : null;
}

/** Outbound calls to the same party in the last ten minutes. */
export function recentAttempts(call: RecentCall, calls: readonly RecentCall[], now: number): number {
  const key = partyKey(call.party);
  if (key === null) return 0;
  return calls.filter(
    ({ direction, party, createdAt }) =>
      direction === 'outbound' && now - Date.parse(createdAt) < REPEATED_WITHIN_MS && partyKey(party) === key,
  ).length;
}

/** Payload of the Flex action `StartOutboundCall`. */
export interface OutboundCall {
  readonly destination: string;
  readonly callerId?: string;
  readonly queueSid?: string;
  readonly taskAttributes: Readonly<Record<string, unknown>>;
}

/** The number that the customer will see: the line that they called if it can call, else the account's own. */
export const callerIdFor = (call: RecentCall, agent: AgentState): string | null =>
  callerIdNumber(call.line) ?? agent.defaultCallerId;

/**
 * The queue is the one that the call came through, so that its figures and its people go with it.
 * @param destination the customer's whole number
 */
export function outboundCall(call: RecentCall, destination: string, agent: AgentState): OutboundCall {
  const callerId = callerIdFor(call, agent);
  const queueSid = call.taskQueueSid ?? agent.defaultQueueSid;
  return {
    destination,
    ...(callerId === null ? {} : { callerId }),
    ...(queueSid === null ? {} : { queueSid }),
    taskAttributes: {
      ...(call.party.name === null ? {} : { name: call.party.name }),
      returnsReservationSid: call.reservationSid,
    },
  };
}
