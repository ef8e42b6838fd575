import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { emptyTaskQueue, type TaskQueueState } from '../domain/directory-state';
import { foldTaskQueue } from '../domain/fold-directory';
import { isTaskEvent } from '../domain/fold-task';
import { latest, type Stamped } from '../domain/stamp';
import type { TaskRouterEvent } from '../domain/task-router-event';
import type { TaskState } from '../domain/task-state';

/** Queues that tasks name, each with the name that the newest event lent it. */
export interface Mentions {
  /** True once a task was seen whose events are gone: what it lent is known from its rows alone. */
  readonly isIncomplete: boolean;
  readonly queueSids: readonly TaskQueueSid[];
  nameOf(sid: TaskQueueSid): Stamped<string> | null;
  has(sid: TaskQueueSid): boolean;
  /** Takes what an event lends; events that lend nothing are no fault. */
  addEvent(event: TaskRouterEvent): void;
  /** Takes what is left of a task whose events are gone. */
  addPruned(task: TaskState): void;
}

/** Collects {@link Mentions}; the same event twice, and any order, is the same. */
export function createMentions(): Mentions {
  const known = new Map<TaskQueueSid, TaskQueueState>();
  let isIncomplete = false;

  const mention = (sid: TaskQueueSid, name: Stamped<string> | null): void => {
    const queue = known.get(sid) ?? emptyTaskQueue(sid);
    known.set(sid, {
      ...queue,
      mentionedName: name === null ? queue.mentionedName : latest(queue.mentionedName, name.value, name.stamp),
    });
  };
  return {
    get isIncomplete() {
      return isIncomplete;
    },
    get queueSids() {
      return [...known.keys()];
    },
    nameOf: (sid) => known.get(sid)?.mentionedName ?? null,
    has: (sid) => known.has(sid),
    addEvent: (event) => {
      if (event.taskQueue === null || !isTaskEvent(event)) return;
      const { sid } = event.taskQueue;
      known.set(sid, foldTaskQueue(known.get(sid) ?? emptyTaskQueue(sid), event));
    },
    addPruned: ({ entries, reservations }) => {
      isIncomplete = true;
      for (const { queueSid } of entries) mention(queueSid, null);
      for (const { queue, queueName } of reservations) {
        // Of one event: a later one may name the queue that the task has moved to.
        if (queue !== null) mention(queue.value, queueName?.stamp === queue.stamp ? queueName : null);
      }
    },
  };
}
