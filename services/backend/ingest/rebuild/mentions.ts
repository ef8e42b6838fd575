import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import type { Stamped } from '../../domain/stamp';
import type { NamedSid, TaskRouterEvent } from '../../domain/task-router-event';
import type { TaskState } from '../../domain/task-state';
import { addNames, type ToldNames } from '../../domain/directory/told-names';

/** What events say of others than their subject: which queues there are, and what anything is called. */
export interface Mentions {
  /** True once a task was seen whose events are gone: what they said is known from rows alone. */
  readonly isIncomplete: boolean;
  readonly queueSids: ReadonlySet<TaskQueueSid>;
  readonly names: ToldNames;
  /** Takes what an event mentions. */
  addEvent(event: TaskRouterEvent): void;
  /** Takes what is left of a task whose events are gone. */
  addPruned(task: TaskState): void;
}

/** Collects {@link Mentions}; the same event twice, and any order, is the same. */
export function createMentions(): Mentions {
  const queueSids = new Set<TaskQueueSid>();
  const names = new Map<NamedSid, Stamped<string>>();
  let isIncomplete = false;
  return {
    get isIncomplete() {
      return isIncomplete;
    },
    queueSids,
    names,
    addEvent: (event) => {
      if (event.taskQueue !== null) queueSids.add(event.taskQueue.sid);
      addNames(names, event);
    },
    addPruned: ({ entries, reservations }) => {
      isIncomplete = true;
      for (const { queueSid } of entries) queueSids.add(queueSid);
      for (const { queue } of reservations) if (queue !== null) queueSids.add(queue.value);
    },
  };
}
