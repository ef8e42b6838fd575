import { QUEUES_PATH, TaskAgent, TaskAgentChange, TaskQueueSid, TaskSid } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import type { GiveTask } from '../../commands/queues/give-task';
import { serving, type ServedOperation } from '../operations/operation';

const BODY_LIMIT_BYTES = 4_096;
/** A person chooses, and takes it back. */
const LIMIT = { burst: 20, refillMs: 3_000 };

const noSuchTask = (): Refusal => new Refusal('missing', 'not_found', 'There is no such task any more.');

/** Who gets a task that waits. */
export const taskAgentOperation = (give: GiveTask): ServedOperation =>
  serving(
    {
      method: 'put',
      path: `${QUEUES_PATH}/{taskQueueSid}/tasks/{taskSid}/agent`,
      summary:
        'Gives a waiting task to one agent of its queue, or back to all, by the attribute that its workflow asks.',
      params: { taskQueueSid: TaskQueueSid, taskSid: TaskSid },
      missing: noSuchTask,
      body: TaskAgentChange,
      bodyLimitBytes: BODY_LIMIT_BYTES,
      answer: TaskAgent,
      errors: [403, 409, 422],
      limit: LIMIT,
    },
    ({ caller, params, body }) => give(caller, { queueSid: params.taskQueueSid, taskSid: params.taskSid }, body),
  );
