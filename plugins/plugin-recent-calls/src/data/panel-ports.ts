import type { BackendClient } from '@flex-sync-suite/shared/flex';
import type { ReadableStore } from '@flex-sync-suite/shared/observable';
import type { ReservationSid } from '@flex-sync-suite/shared/contract';
import { createContext, useContext } from 'react';
import { useSyncExternalStore } from 'use-sync-external-store/shim';
import type { AgentState, OutboundCall } from '../model/call-back';
import { createFormatters, type Formatters } from '../model/formatters';
import type { PanelMemory } from './panel-memory';

/** What the panel asks of Flex. */
export interface AgentPort {
  /** A new object only when something changed. */
  readonly current: () => AgentState;
  /** @returns stops it */
  readonly subscribe: (listener: () => void) => () => void;
  /** The reservation of the task that is selected in Flex; null for none. */
  readonly selection: ReadableStore<ReservationSid | null>;
  /** @throws what Flex throws when it refuses the call */
  readonly startOutboundCall: (call: OutboundCall) => Promise<void>;
}

/** The outer world of the panel. */
export interface PanelPorts {
  readonly client: BackendClient;
  readonly agent: AgentPort;
  readonly memory: PanelMemory;
}

export const PortsContext = createContext<PanelPorts | null>(null);

/** @throws Error outside of the panel */
export function usePorts(): PanelPorts {
  const ports = useContext(PortsContext);
  if (ports === null) throw new Error('The parts of the panel need its ports above them');
  return ports;
}

export function useAgentState(): AgentState {
  const { agent } = usePorts();
  return useSyncExternalStore(agent.subscribe, agent.current, agent.current);
}

/** Formatters of the page's language, made once per panel. */
export const FormattersContext = createContext<Formatters>(createFormatters(undefined));
export const useFormatters = (): Formatters => useContext(FormattersContext);
