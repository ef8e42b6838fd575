import * as v from 'valibot';
import { Instant } from '../payload';
import { TaskQueueSid } from '../sid';
import { QUEUES_PATH } from './queue-detail-api';
import { QueueDocument } from './queue-document';

/** `GET`: the figures of every TaskQueue at once, for a board with more queues than Sync lets one page follow. */
export const QUEUE_STATES_PATH = `${QUEUES_PATH}/states`;

/** What a queue's Document says, but for what orders its writes. */
export const QueueState = v.omit(QueueDocument, ['schema', 'v']);
export type QueueState = v.InferOutput<typeof QueueState>;

/** Up to a few seconds old: all who ask share an answer. Queues that were deleted are not in it. */
export const QueueStates = v.object({
  /** When they were read; some may be stated for a moment later. */
  at: Instant,
  queues: v.array(v.object({ taskQueueSid: TaskQueueSid, state: QueueState })),
});
export type QueueStates = v.InferOutput<typeof QueueStates>;
