import {
  ACTIVITIES_PATH,
  AgentActivity,
  agentActivityPath,
  WorkspaceActivities,
  type AgentActivityChange,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import type { BackendClient } from '@flex-sync-suite/shared/flex';

/** The activities of the workspace, and the way of agents into them. Rejects with a `BackendError`. */
export interface AgentActivities {
  readonly list: (signal: AbortSignal) => Promise<WorkspaceActivities>;
  readonly change: (workerSid: WorkerSid, change: AgentActivityChange) => Promise<AgentActivity>;
}

export const createAgentActivities = (client: BackendClient): AgentActivities => ({
  list: (signal) => client.request({ path: ACTIVITIES_PATH, signal, schema: WorkspaceActivities }),
  change: (workerSid, change) =>
    client.request({ method: 'PUT', path: agentActivityPath(workerSid), body: change, schema: AgentActivity }),
});
