import type { TaskRouterEvent } from '../taskrouter/events';
import { createTaskRouter, type TaskRouter } from '../taskrouter/task-router';
import { TaskRouterError } from '../base/task-router-error';
import type { Task, TaskQueue, Worker } from '../taskrouter/workspace-model';
import { createManualClock, type ManualClock } from './manual-clock';

/** An engine on a clock that the test drives, with every event it emitted. */
export interface Bench {
  readonly router: TaskRouter;
  readonly clock: ManualClock;
  readonly events: readonly TaskRouterEvent[];
  /** Types of the events since the last call, without those of the directory (workers, queues, activities). */
  taskEvents(): readonly string[];
  /** A queue that takes workers with the skill of the same name. */
  queue(name: string, options?: Omit<Parameters<TaskRouter['createQueue']>[0], 'friendlyName'>): TaskQueue;
  /** An available worker with one voice and two chat slots. */
  worker(name: string, skills: readonly string[]): Worker;
  task(queue: string, options?: { channel?: string; priority?: number; timeoutSeconds?: number }): Task;
}

export function createBench(): Bench {
  const clock = createManualClock();
  const router = createTaskRouter({ clock });
  const events: TaskRouterEvent[] = [];
  let read = 0;
  router.onEvent((event) => events.push(event));
  return {
    router,
    clock,
    events,
    taskEvents() {
      const types = events.slice(read).map(({ type }) => type);
      read = events.length;
      return types.filter((type) => /^(task|reservation|workflow)\.|^task-queue\.(entered|timeout|moved)$/u.test(type));
    },
    queue: (friendlyName, options = {}) =>
      router.createQueue({ friendlyName, targetWorkers: `routing.skills HAS "${friendlyName}"`, ...options }),
    worker(friendlyName, skills) {
      const worker = router.createWorker({
        friendlyName,
        attributes: JSON.stringify({ routing: { skills } }),
        capacities: { voice: 1, chat: 2 },
      });
      router.setActivity(worker, router.activity('Available'));
      return worker;
    },
    task: (queue, { channel = 'voice', ...options } = {}) =>
      router.createTask({ attributes: JSON.stringify({ queue }), channel: router.channel(channel), ...options }),
  };
}

/** Status and code of the refusal that `command` meets. @throws Error when it is not refused */
export function refusalOf(command: () => unknown): { readonly status: number; readonly code: number } {
  try {
    command();
  } catch (error) {
    if (error instanceof TaskRouterError) return { status: error.status, code: error.code };
    throw error;
  }
  throw new Error('The command was not refused');
}
