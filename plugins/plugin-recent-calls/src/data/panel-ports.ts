import type { BackendClient } from '@flex-sync-suite/shared/flex';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { createContext, useContext } from 'react';
import type { AgentState } from '../model/call-back';
import type { AgentPort } from './agent-port';
import type { PanelMemory } from './panel-memory';

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
  return useSource(agent);
}
