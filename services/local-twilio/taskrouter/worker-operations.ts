import { createSid } from '../base/account';
import { emitWorker, type EngineContext } from './engine-context';
import { previousActivityFields, workerChannelFields } from './events';
import { parseAttributes } from './input-checks';
import { refused, TaskRouterError } from '../base/task-router-error';
import type { Activity, Reservation, TaskChannel, TaskQueue, Worker, WorkerChannel } from './workspace-model';

export interface NewWorker {
  /** Random by default; the built-in world names its own so that they outlive a restart. */
  readonly sid?: string;
  readonly friendlyName: string;
  /** JSON text; `{}` by default. */
  readonly attributes?: string;
  /** The workspace's default activity by default. */
  readonly activity?: Activity;
  /** Configured capacity by unique name of the task channel; 1 for every channel not named, as in TaskRouter. */
  readonly capacities?: Readonly<Record<string, number>>;
}

export interface WorkerOperations {
  readonly create: (worker: NewWorker) => Worker;
  readonly setActivity: (worker: Worker, activity: Activity) => void;
  readonly setAttributes: (worker: Worker, attributes: string) => void;
  readonly rename: (worker: Worker, friendlyName: string) => void;
  readonly setCapacity: (
    worker: Worker,
    channelName: string,
    change: { capacity?: number; available?: boolean },
  ) => void;
  /** Removes the worker. @throws TaskRouterError 400 while reservations are open */
  readonly remove: (worker: Worker) => void;
  /** Takes capacity for a new reservation. */
  readonly occupy: (reservation: Reservation) => void;
  /** Gives the capacity of an ended reservation back. */
  readonly release: (reservation: Reservation) => void;
}

export const createWorkerOperations = (context: EngineContext): WorkerOperations => ({
  create: (worker) => create(context, worker),
  setActivity: (worker, activity) => {
    setActivity(context, worker, activity);
  },
  setAttributes(worker, attributes) {
    worker.parsedAttributes = parseAttributes(attributes);
    worker.attributes = attributes;
    touch(context, worker);
    joinQueues(context, worker);
    emitWorker(context, 'worker.attributes.update', worker, `Worker ${worker.friendlyName} attributes updated`);
  },
  rename(worker, friendlyName) {
    worker.friendlyName = friendlyName;
    touch(context, worker);
  },
  setCapacity: (worker, channelName, change) => {
    setCapacity(context, worker, channelName, change);
  },
  remove: (worker) => {
    remove(context, worker);
  },
  occupy(reservation) {
    const workerChannel = channelOfReservation(reservation);
    const at = context.clock.now();
    reservation.worker.idleSince = at;
    workerChannel.lastReservedAt = at;
    workerChannel.open.add(reservation);
  },
  release(reservation) {
    reservation.worker.idleSince = context.clock.now();
    channelOfReservation(reservation).open.delete(reservation);
    context.state.routingDue = true;
  },
});

function create(context: EngineContext, wanted: NewWorker): Worker {
  const { state, clock } = context;
  const { friendlyName, capacities = {} } = wanted;
  if (friendlyName === '') throw refused('Missing required parameter FriendlyName in the post body');
  if ([...state.workers.values()].some((other) => other.friendlyName === friendlyName)) {
    throw new TaskRouterError(409, 20409, `A Worker named ${friendlyName} already exists in this Workspace`);
  }
  const worker = newWorker(wanted, state.workspace.defaultActivity, clock.now());
  for (const channel of state.channels.values()) addWorkerChannel(worker, channel);
  const configured = Object.entries(capacities).map(([name, capacity]) => {
    requireCapacity(capacity);
    return [channelOf(worker, name), capacity] as const;
  });
  state.workers.set(worker.sid, worker);
  emitWorker(context, 'worker.created', worker, `Worker ${friendlyName} created`);
  for (const [workerChannel, capacity] of configured) configure(context, worker, workerChannel, capacity);
  joinQueues(context, worker);
  return worker;
}

function newWorker(wanted: NewWorker, defaultActivity: Activity, at: number): Worker {
  const { sid = createSid('WK'), friendlyName, attributes = '{}', activity = defaultActivity } = wanted;
  return {
    sid,
    friendlyName,
    attributes,
    parsedAttributes: parseAttributes(attributes),
    activity,
    activityChangedAt: at,
    idleSince: at,
    channels: new Map(),
    version: 0,
    createdAt: at,
    updatedAt: at,
  };
}

function setActivity(context: EngineContext, worker: Worker, activity: Activity): void {
  const previous = worker.activity;
  if (previous === activity) return;
  const at = context.clock.now();
  const spentMs = at - worker.activityChangedAt;
  touch(context, worker);
  worker.activity = activity;
  worker.activityChangedAt = at;
  if (activity.available && !previous.available) worker.idleSince = at;
  context.state.routingDue = true;
  const description = `Worker ${worker.friendlyName} updated to ${activity.friendlyName} Activity`;
  emitWorker(context, 'worker.activity.update', worker, description, previousActivityFields(previous, spentMs));
}

function setCapacity(
  context: EngineContext,
  worker: Worker,
  channelName: string,
  { capacity, available }: { readonly capacity?: number; readonly available?: boolean },
): void {
  const workerChannel = channelOf(worker, channelName);
  if (capacity !== undefined) requireCapacity(capacity);
  if (capacity !== undefined && capacity !== workerChannel.capacity) {
    configure(context, worker, workerChannel, capacity);
  }
  if (available === undefined || available === workerChannel.available) return;
  workerChannel.available = available;
  workerChannel.updatedAt = context.clock.now();
  context.state.routingDue = true;
  emitChannel(context, 'worker.channel.availability.update', worker, workerChannel);
}

function configure(context: EngineContext, worker: Worker, workerChannel: WorkerChannel, capacity: number): void {
  const previous = workerChannel.capacity;
  workerChannel.capacity = capacity;
  workerChannel.updatedAt = context.clock.now();
  context.state.routingDue = true;
  emitChannel(context, 'worker.capacity.update', worker, workerChannel, previous);
}

function emitChannel(
  context: EngineContext,
  type: 'worker.capacity.update' | 'worker.channel.availability.update',
  worker: Worker,
  workerChannel: WorkerChannel,
  previousCapacity?: number,
): void {
  const what = type === 'worker.capacity.update' ? 'capacity' : 'availability';
  const description = `Worker ${worker.friendlyName} ${what} updated on channel ${workerChannel.channel.uniqueName}`;
  emitWorker(context, type, worker, description, workerChannelFields(workerChannel, previousCapacity));
}

function remove(context: EngineContext, worker: Worker): void {
  const { workers, queues } = context.state;
  if ([...worker.channels.values()].some((channel) => channel.open.size > 0)) {
    throw refused(`Cannot delete Worker ${worker.sid} while reservations of it are open`);
  }
  workers.delete(worker.sid);
  for (const queue of queues.values()) queue.workers.delete(worker);
  emitWorker(context, 'worker.deleted', worker, `Worker ${worker.friendlyName} deleted`);
}

function touch({ clock }: EngineContext, worker: Worker): void {
  worker.version += 1;
  worker.updatedAt = clock.now();
}

function joinQueues({ state }: EngineContext, worker: Worker): void {
  for (const queue of state.queues.values()) updateMembership(queue, worker);
  state.routingDue = true;
}

const channelOfReservation = ({ worker, task }: Reservation): WorkerChannel =>
  channelOf(worker, task.channel.uniqueName);

function channelOf(worker: Worker, name: string): WorkerChannel {
  const workerChannel = worker.channels.get(name);
  if (workerChannel === undefined) throw refused(`Worker ${worker.sid} has no channel ${name}`);
  return workerChannel;
}

/** Puts the worker into the queue or takes it out, as the queue's expression says. */
export function updateMembership(queue: TaskQueue, worker: Worker): void {
  if (queue.matches(worker.parsedAttributes)) queue.workers.add(worker);
  else queue.workers.delete(worker);
}

function addWorkerChannel({ channels, createdAt }: Worker, channel: TaskChannel): void {
  channels.set(channel.uniqueName, {
    sid: createSid('WC'),
    channel,
    capacity: 1,
    available: true,
    open: new Set(),
    lastReservedAt: null,
    createdAt,
    updatedAt: createdAt,
  });
}

function requireCapacity(capacity: number): void {
  if (!Number.isInteger(capacity) || capacity < 0 || capacity > 50) throw refused('Capacity must be 0 to 50');
}
