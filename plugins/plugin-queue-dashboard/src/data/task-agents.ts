import {
  TaskAgent,
  taskAgentPath,
  type TaskAgentChange,
  type TaskQueueSid,
  type TaskSid,
} from '@flex-sync-suite/shared/contract';
import type { BackendClient } from '@flex-sync-suite/shared/flex';

/** The way of a waiting task to one agent, and back to all. Rejects with a `BackendError`. */
export interface TaskAgents {
  readonly give: (queueSid: TaskQueueSid, taskSid: TaskSid, change: TaskAgentChange) => Promise<TaskAgent>;
}

export const createTaskAgents = (client: BackendClient): TaskAgents => ({
  give: (queueSid, taskSid, change) =>
    client.request({ method: 'PUT', path: taskAgentPath(queueSid, taskSid), body: change, schema: TaskAgent }),
});
