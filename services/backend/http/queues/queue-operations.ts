import { QUEUES_PATH, QueueDetail, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import type { QueueDetailQuestion } from '../../commands/queues/queue-detail';
import { serving, type ServedOperation } from '../operations/operation';

/** An open drawer asks every two seconds at the most; somebody looks through the queues, in several pages. */
const LIMIT = { burst: 60, refillMs: 250 };

const noSuchQueue = (): Refusal => new Refusal('missing', 'not_found', 'There is no such queue.');

/** What supervisors ask about one queue beyond its figures, which are in Sync. */
export const queueOperations = (detail: QueueDetailQuestion): readonly ServedOperation[] => [
  serving(
    {
      method: 'get',
      path: `${QUEUES_PATH}/{taskQueueSid}/detail`,
      summary: 'Who waits in a queue, and who could answer.',
      params: { taskQueueSid: TaskQueueSid },
      missing: noSuchQueue,
      answer: QueueDetail,
      errors: [403],
      limit: LIMIT,
    },
    async ({ caller, params }) => {
      const found = await detail(caller, params.taskQueueSid);
      if (found === null) throw noSuchQueue();
      return found;
    },
  ),
];
