import { queueSid, taskSid, workerSid } from './callbacks';

/** A request about a task; an admin's unless it says whose. */
interface TaskRequest {
  readonly as?: 'agent';
  readonly id: string;
  readonly body: unknown;
}

/** A TaskRouter that does not tell its workflows, and in which every task is answered already. */
export const GIVING = {
  workflows: { routesOf: () => Promise.resolve('unknown' as const) },
  tasks: {
    read: () =>
      Promise.resolve({ status: 'assigned', queueSid: null, workflowSid: null, attributes: '{}', version: null }),
    setAttributes: () => Promise.reject(new Error('No task waits')),
  },
  givers: 'supervisors',
} as const;

const ofTask = { id: `${queueSid(1)} ${taskSid(1)}` };

/** What giving a task is answered, by the request. */
export const TASK_AGENT_CASES: Readonly<Record<string, Readonly<Record<number, () => TaskRequest>>>> = {
  'put /queues/{taskQueueSid}/tasks/{taskSid}/agent': {
    400: () => ({ ...ofTask, body: { from: null } }),
    403: () => ({ ...ofTask, as: 'agent', body: { from: null, to: null } }),
    409: () => ({ ...ofTask, body: { from: null, to: null } }),
    422: () => ({ ...ofTask, body: { from: null, to: workerSid(77) } }),
  },
};
