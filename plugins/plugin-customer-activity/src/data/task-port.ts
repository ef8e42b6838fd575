import { parseWithSchema, ReservationSid, TaskSid } from '@flex-sync-suite/shared/contract';
import type { Source } from '@flex-sync-suite/shared/observable';
import type * as Flex from '@twilio/flex-ui';

/** The own task that is selected in Flex. */
export interface SelectedTask {
  readonly taskSid: TaskSid;
  /** Permissions end with it; the next one for the same task begins anew. */
  readonly reservationSid: ReservationSid;
}

/** Follows the selected task; null for none. The same object until another one is selected. */
export function createTaskPort(manager: Flex.Manager): Source<SelectedTask | null> {
  let current = readTask(manager);
  function read(): SelectedTask | null {
    const next = readTask(manager);
    if (next?.reservationSid !== current?.reservationSid || next?.taskSid !== current?.taskSid) current = next;
    return current;
  }
  return {
    getSnapshot: read,
    // Flex's state changes many times a second; who follows compares the snapshots, which stay the same.
    subscribe: (listener) => manager.store.subscribe(listener),
  };
}

/** Flex names a task by the reservation of it that this worker has. */
function readTask(manager: Flex.Manager): SelectedTask | null {
  const { view, worker } = manager.store.getState().flex;
  const task = [...worker.tasks.values()].find(({ sid }) => sid === view.selectedTaskSid);
  const reservationSid = parseWithSchema(ReservationSid, task?.sid);
  const taskSid = parseWithSchema(TaskSid, task?.taskSid);
  return reservationSid.ok && taskSid.ok ? { reservationSid: reservationSid.value, taskSid: taskSid.value } : null;
}
