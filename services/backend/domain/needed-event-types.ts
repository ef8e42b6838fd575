import { ACTIVITY_EVENT_TYPES, TASK_QUEUE_EVENT_TYPES, WORKER_EVENT_TYPES } from './directory/fold-directory';
import { RESERVATION_EVENT_TYPES } from './fold-reservation';
import { TASK_EVENT_TYPES } from './fold-task';
import { TRANSFER_EVENT_TYPES } from './fold-transfer';

/** Types of events that change something and that TaskRouter itself sends: others are of our own making. */
export const NEEDED_EVENT_TYPES: readonly string[] = [
  TASK_EVENT_TYPES,
  TRANSFER_EVENT_TYPES,
  RESERVATION_EVENT_TYPES,
  WORKER_EVENT_TYPES,
  TASK_QUEUE_EVENT_TYPES,
  ACTIVITY_EVENT_TYPES,
]
  .flatMap((types) => [...types])
  .filter((type) => /^(task|task-queue|reservation|worker|activity)\./.test(type))
  .sort();
