import { createValueSource } from '@flex-sync-suite/shared/observable';
import type { ReservationSid } from '@flex-sync-suite/shared/contract';
import type { AgentState, OutboundCall } from '../model/call-back';
import type { AgentPort } from '../data/agent-port';

/** An agent who can call, until the test says otherwise. */
export interface FakeAgent {
  readonly port: AgentPort;
  readonly placed: readonly OutboundCall[];
  become(change: Partial<AgentState>): void;
  /** Selects the task of this reservation in Flex. */
  select(sid: ReservationSid | null): void;
  /** Makes the next call fail as Flex would. */
  refuse(message: string): void;
}

export const FREE_AGENT: AgentState = {
  isOffline: false,
  isBusy: false,
  isOutboundOn: true,
  defaultCallerId: '+18005550100',
  defaultQueueSid: null,
};

export function createFakeAgent(): FakeAgent {
  const state = createValueSource(FREE_AGENT);
  let refusal: string | null = null;
  const selection = createValueSource<ReservationSid | null>(null);
  const placed: OutboundCall[] = [];
  return {
    placed,
    port: {
      getSnapshot: state.getSnapshot,
      subscribe: state.subscribe,
      selection,
      startOutboundCall(call) {
        if (refusal !== null) return Promise.reject(new Error(refusal));
        placed.push(call);
        return Promise.resolve();
      },
    },
    become(change) {
      state.set({ ...state.getSnapshot(), ...change });
    },
    select: selection.set,
    refuse(message) {
      refusal = message;
    },
  };
}
