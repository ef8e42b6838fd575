import { createActivityOperations } from './activity-operations';
import type { EngineContext, EngineState } from './engine-context';
import { createEventFeed, type EventFeed } from './event-feed';
import { createEventHistory, type EventHistory } from './event-history';
import type { TaskRouterEvent } from './events';
import { createInitialState, type BuiltInActivity } from './initial-state';
import { createQueueOperations, type NewTaskQueue, type TaskQueueChange } from './queue-operations';
import { createReservationLifecycle } from './reservation-lifecycle';
import { routeTasks } from './routing';
import type { EngineClock } from '../base/scaled-clock';
import { createTaskIntake, type NewTask } from './task-intake';
import { createTaskLifecycle } from './task-lifecycle';
import { notFound, refused } from '../base/task-router-error';
import { createTransfers, type TransferOrder, type Transfers } from './transfers';
import { createWorkerOperations, type NewWorker } from './worker-operations';
import type { Activity, Reservation, Task, TaskChannel, TaskQueue, Transfer, Worker } from './workspace-model';

interface ActivityChange {
  /** Rejects what the worker was offered and has not answered; allowed only with an activity that is not available. */
  readonly rejectPendingReservations?: boolean;
}

/**
 * The TaskRouter engine of the one workspace. Commands run to their end, routing included, before their events are
 * delivered; a command that TaskRouter would refuse throws TaskRouterError and changes nothing.
 */
export interface TaskRouter {
  /** What the workspace holds now. Read it, and change it through the commands only. */
  readonly state: Readonly<EngineState>;
  readonly clock: EngineClock;
  /** What happened, whether a callback told of it or not. */
  readonly history: EventHistory;
  /** Every change, in order. Returns a function that ends the subscription. */
  onEvent(listener: (event: TaskRouterEvent) => void): () => void;

  /** Lookups by SID, or by friendly (unique) name where people use one. @throws TaskRouterError 404 */
  task(sid: string): Task;
  reservation(sid: string): Reservation;
  worker(sidOrName: string): Worker;
  queue(sidOrName: string): TaskQueue;
  transfer(sid: string): Transfer;
  activity(sidOrName: string): Activity;
  channel(sidOrName: string): TaskChannel;
  /** One of the activities that the workspace begins with. */
  builtInActivity(name: BuiltInActivity): Activity;

  createTask(task: NewTask): Task;
  setTaskAttributes(task: Task, attributes: string): void;
  setTaskPriority(task: Task, priority: number): void;
  /** For a task that is `pending` or `reserved`. */
  cancelTask(task: Task, reason: string | null): void;
  /** For a task that is `assigned`. */
  wrapUpTask(task: Task, reason: string | null): void;
  /** For a task that is `assigned` or `wrapping`. */
  completeTask(task: Task, reason: string | null): void;
  deleteTask(task: Task): void;
  /** The customer leaves: a waiting task is canceled, a conversation goes to wrap-up, a transfer fails. */
  hangUp(task: Task, reason: string): void;

  acceptReservation(reservation: Reservation): void;
  rejectReservation(reservation: Reservation, reasonCode?: string): void;
  wrapUpReservation(reservation: Reservation): void;
  completeReservation(reservation: Reservation, reason?: string): void;
  /** Ends an offer as if its timeout had passed. */
  timeOutReservation(reservation: Reservation): void;
  /** Takes an offer back; its worker is not asked again while the task stays in this queue. */
  rescindReservation(reservation: Reservation): void;

  /** Hands a task on; its worker must have accepted it. */
  startTransfer(from: Reservation, order: TransferOrder): Transfer;
  cancelTransfer(transfer: Transfer): void;

  createWorker(worker: NewWorker): Worker;
  setActivity(worker: Worker, activity: Activity, change?: ActivityChange): void;
  setAttributes(worker: Worker, attributes: string): void;
  renameWorker(worker: Worker, friendlyName: string): void;
  setCapacity(worker: Worker, channelName: string, change: { capacity?: number; available?: boolean }): void;
  removeWorker(worker: Worker): void;

  /** Replaces all filters. Tasks that wait keep theirs unless they are evaluated anew. */
  configureWorkflow(configuration: string, reEvaluatesTasks: boolean): void;

  createQueue(queue: NewTaskQueue): TaskQueue;
  updateQueue(queue: TaskQueue, change: TaskQueueChange): void;
  removeQueue(queue: TaskQueue): void;
  createActivity(friendlyName: string, available: boolean): Activity;
  renameActivity(activity: Activity, friendlyName: string): void;
  removeActivity(activity: Activity): void;
  /** Emits `activity.created` for what the workspace began with: a consumer of events alone learns them, too. */
  announceActivities(): void;

  /** Forgets tasks, workers, queues, what happened and changes of the activities, without an event, as a restart would. */
  clear(): void;
}

interface TaskRouterOptions {
  readonly clock: EngineClock;
  /** Empty (the default) sends no callbacks. */
  readonly eventCallbackUrl?: string;
}

export function createTaskRouter({ clock, eventCallbackUrl = '' }: TaskRouterOptions): TaskRouter {
  const state = createInitialState(clock.now(), eventCallbackUrl);
  const feed = createEventFeed(state.workspace, clock, () => {
    routeTasks(context, (task, worker) => operations.reservations.offer(task, worker));
  });
  const context: EngineContext = { state, clock, feed };
  const operations = createOperations(context);
  const history = createEventHistory(clock);
  feed.onEvent(history.add);
  return {
    state,
    clock,
    history,
    onEvent: (listener) => feed.onEvent(listener),
    ...lookupsOf(state),
    ...commandsOf(operations, feed),
    clear() {
      forget(state);
      operations.activities.restore();
      history.clear();
    },
  };
}

type Operations = ReturnType<typeof createOperations>;

/** They need each other: what one does ends in another, and none is there before the command is. */
function createOperations(context: EngineContext) {
  const workers = createWorkerOperations(context);
  const queues = createQueueOperations(context);
  const activities = createActivityOperations(context);
  const reservations = createReservationLifecycle(context, workers, {
    onPendingAgain: (task) => {
      intake.resume(task);
    },
    cancelTask: (task, reason) => {
      tasks.cancelTask(task, reason);
    },
    transfers: () => transfers,
  });
  const tasks = createTaskLifecycle({ context, workers, reservations, transfers: () => transfers });
  const intake = createTaskIntake(context, tasks.cancelTask);
  const { enterQueue } = intake;
  const transfers: Transfers = createTransfers(context, { ...reservations, ...tasks, enterQueue });
  return { workers, queues, activities, reservations, tasks, intake, transfers };
}

type Commands = Omit<TaskRouter, Lookup | 'state' | 'clock' | 'history' | 'onEvent' | 'clear'>;

/** Each command is one transaction of the feed. */
function commandsOf(operations: Operations, feed: EventFeed): Commands {
  const { workers, queues, activities, reservations, tasks, intake, transfers } = operations;
  const command =
    <Args extends readonly unknown[], Result>(run: (...args: Args) => Result) =>
    (...args: Args): Result =>
      feed.transact(() => run(...args));
  return {
    createTask: command(intake.create),
    setTaskAttributes: command(intake.setAttributes),
    setTaskPriority: command(intake.setPriority),
    cancelTask: command((task, reason) => {
      tasks.cancelTask(task, reason);
    }),
    wrapUpTask: command(tasks.wrapUpTask),
    completeTask: command(tasks.completeTask),
    deleteTask: command(tasks.deleteTask),
    hangUp: command(tasks.hangUp),
    acceptReservation: command(reservations.accept),
    rejectReservation: command(reservations.reject),
    wrapUpReservation: command(reservations.wrapUp),
    completeReservation: command((reservation, reason) => {
      reservations.complete(reservation, reason ?? null);
    }),
    timeOutReservation: command(reservations.timeOut),
    rescindReservation: command(reservations.rescind),
    startTransfer: command(transfers.start),
    cancelTransfer: command(transfers.cancel),
    createWorker: command(workers.create),
    setActivity: command((worker, activity, change) => {
      setActivity(operations, worker, activity, change);
    }),
    setAttributes: command(workers.setAttributes),
    renameWorker: command(workers.rename),
    setCapacity: command(workers.setCapacity),
    removeWorker: command(workers.remove),
    configureWorkflow: command(intake.configure),
    createQueue: command(queues.create),
    updateQueue: command(queues.update),
    removeQueue: command(queues.remove),
    createActivity: command(activities.create),
    renameActivity: command(activities.rename),
    removeActivity: command(activities.remove),
    announceActivities: command(activities.announce),
  };
}

function setActivity(
  { workers, reservations }: Pick<Operations, 'workers' | 'reservations'>,
  worker: Worker,
  activity: Activity,
  { rejectPendingReservations = false }: ActivityChange = {},
): void {
  if (rejectPendingReservations && activity.available) {
    throw refused('RejectPendingReservations needs an activity that is not available');
  }
  workers.setActivity(worker, activity);
  if (!rejectPendingReservations) return;
  for (const { open } of worker.channels.values()) {
    for (const reservation of [...open]) if (reservation.status === 'pending') reservations.reject(reservation);
  }
}

function forget(state: EngineState): void {
  for (const cancel of state.timers.values()) cancel();
  state.timers.clear();
  state.waiting.clear();
  state.workflow.filters = [];
  for (const resources of [state.tasks, state.reservations, state.workers, state.queues]) resources.clear();
}

type Lookup = 'task' | 'reservation' | 'worker' | 'queue' | 'transfer' | 'activity' | 'channel' | 'builtInActivity';

function lookupsOf(state: EngineState): Pick<TaskRouter, Lookup> {
  const nameOf = ({ friendlyName }: { readonly friendlyName: string }): string => friendlyName;
  const activity = (sidOrName: string): Activity => find('Activities', sidOrName, state.activities, nameOf);
  return {
    task: (sid) => find('Tasks', sid, state.tasks),
    reservation: (sid) => find('Reservations', sid, state.reservations),
    worker: (sidOrName) => find('Workers', sidOrName, state.workers, nameOf),
    queue: (sidOrName) => find('TaskQueues', sidOrName, state.queues, nameOf),
    transfer: (sid) => {
      const found = [...state.tasks.values()].flatMap((task) => task.transfers).find((each) => each.sid === sid);
      if (found === undefined) throw notFound(`Transfers/${sid}`);
      return found;
    },
    activity,
    channel: (sidOrName) => find('TaskChannels', sidOrName, state.channels, ({ uniqueName }) => uniqueName),
    builtInActivity: activity,
  };
}

function find<Resource>(
  kind: string,
  key: string,
  resources: ReadonlyMap<string, Resource>,
  nameOf?: (resource: Resource) => string,
): Resource {
  const found = resources.get(key) ?? (nameOf && [...resources.values()].find((resource) => nameOf(resource) === key));
  if (found === undefined) throw notFound(`${kind}/${key}`);
  return found;
}
