import * as v from 'valibot';
import { Instant } from '../payload';
import { TaskQueueSid } from '../sid';
import { MAX_QUEUES_ASKED } from './queue-agents-api';
import { QUEUES_PATH } from './queue-detail-api';
import { FiguresWindow } from './queue-figures-api';
import { GroupWindow } from './queue-group-document';

/** `POST`: what any set of TaskQueues had counted a week before, at the same time on the clock. */
export const QUEUE_WEEK_BEFORE_PATH = `${QUEUES_PATH}/week-before`;

export const QueueWeekBeforeQuestion = v.object({
  taskQueueSids: v.pipe(v.array(TaskQueueSid), v.maxLength(MAX_QUEUES_ASKED)),
});
export type QueueWeekBeforeQuestion = v.InferOutput<typeof QueueWeekBeforeQuestion>;

/** The same weekday and time a week before, of several TaskQueues together. Definitions: docs/metrics.md. */
export const QueueWeekBefore = v.object({
  /** The instant to which it is the week before. */
  at: Instant,
  /** That time on the clock a week before, to the minute; the latest where the zones of the queues differ in it. */
  beforeAt: Instant,
  /** The first minute in which the store has counted anything; null while it has nothing. */
  storedSince: v.nullable(Instant),
  /** The shortest first. */
  windows: v.array(
    v.object({
      window: FiguresWindow,
      /** When it began; the earliest where the days of the queues differ. */
      since: Instant,
      /** Null where it began before `storedSince`: nobody knows what there was. */
      counts: v.nullable(GroupWindow),
    }),
  ),
});
export type QueueWeekBefore = v.InferOutput<typeof QueueWeekBefore>;
