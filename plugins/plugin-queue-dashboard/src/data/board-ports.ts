import type { UrlState } from '@flex-sync-suite/shared/views';
import { createContext, useContext } from 'react';
import type { AgentActivities } from './agent-activities';
import type { AlertActions } from './alert-actions';
import type { BoardMemory } from './board-memory';
import type { BoardViews } from './board-views';
import type { QueueQuestions } from './queue-questions';
import type { QueueSettings } from './queue-settings';
import type { TaskAgents } from './task-agents';

/** The ways out of the board: all that it reads or changes beyond Sync. The same object while the board is there. */
export interface BoardPorts {
  /** Filter, sort, columns and place come from it and go into it. */
  readonly url: UrlState;
  readonly questions: QueueQuestions;
  readonly memory: BoardMemory;
  readonly alertActions: AlertActions;
  readonly settings: QueueSettings;
  readonly agentActivities: AgentActivities;
  readonly taskAgents: TaskAgents;
  readonly views: BoardViews;
}

/** Given once, by the board: what is deep inside it reaches a port without everything above it handing that on. */
export const BoardPortsContext = createContext<BoardPorts | null>(null);

/** @throws Error outside of a board */
export function useBoardPorts(): BoardPorts {
  const ports = useContext(BoardPortsContext);
  if (ports === null) throw new Error('useBoardPorts needs a QueueBoard above it.');
  return ports;
}
