import { createSid } from '../base/account';
import { emitWorker, type EngineContext } from './engine-context';
import { previousActivityFields, workerChannelFields } from './events';
import { parseAttributes } from './parse-attributes';
import { refused, TaskRouterError } from './task-router-error';
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

export function createWorkerOperations(context: EngineContext): WorkerOperations {
  const { state, clock } = context;

  const joinQueues = (worker: Worker): void => {
    for (const queue of state.queues.values()) updateMembership(queue, worker);
    state.routingDue = true;
  };

  const channelOf = (worker: Worker, name: string): WorkerChannel => {
    const workerChannel = worker.channels.get(name);
    if (workerChannel === undefined) throw refused(`Worker ${worker.sid} has no channel ${name}`);
    return workerChannel;
  };

  const touch = (worker: Worker): void => {
    worker.version += 1;
    worker.updatedAt = clock.now();
  };

  const emitChannel = (
    type: 'worker.capacity.update' | 'worker.channel.availability.update',
    worker: Worker,
    workerChannel: WorkerChannel,
    previousCapacity?: number,
  ): void => {
    const what = type === 'worker.capacity.update' ? 'capacity' : 'availability';
    const description = `Worker ${worker.friendlyName} ${what} updated on channel ${workerChannel.channel.uniqueName}`;
    emitWorker(context, type, worker, description, workerChannelFields(workerChannel, previousCapacity));
  };

  const configure = (worker: Worker, workerChannel: WorkerChannel, capacity: number): void => {
    const previous = workerChannel.capacity;
    workerChannel.capacity = capacity;
    workerChannel.updatedAt = clock.now();
    state.routingDue = true;
    emitChannel('worker.capacity.update', worker, workerChannel, previous);
  };

  const setCapacity: WorkerOperations['setCapacity'] = (worker, channelName, { capacity, available }) => {
    const workerChannel = channelOf(worker, channelName);
    if (capacity !== undefined) requireCapacity(capacity);
    if (capacity !== undefined && capacity !== workerChannel.capacity) configure(worker, workerChannel, capacity);
    if (available === undefined || available === workerChannel.available) return;
    workerChannel.available = available;
    workerChannel.updatedAt = clock.now();
    state.routingDue = true;
    emitChannel('worker.channel.availability.update', worker, workerChannel);
  };

  return {
    create({
      sid = createSid('WK'),
      friendlyName,
      attributes = '{}',
      activity = state.workspace.defaultActivity,
      capacities = {},
    }) {
      if (friendlyName === '') throw refused('Missing required parameter FriendlyName in the post body');
      if ([...state.workers.values()].some((other) => other.friendlyName === friendlyName)) {
        throw new TaskRouterError(409, 20409, `A Worker named ${friendlyName} already exists in this Workspace`);
      }
      const at = clock.now();
      const worker: Worker = {
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
      for (const channel of state.channels.values()) addWorkerChannel(worker, channel, at);
      const configured = Object.entries(capacities).map(([name, capacity]) => {
        requireCapacity(capacity);
        return [channelOf(worker, name), capacity] as const;
      });
      state.workers.set(worker.sid, worker);
      emitWorker(context, 'worker.created', worker, `Worker ${friendlyName} created`);
      for (const [workerChannel, capacity] of configured) configure(worker, workerChannel, capacity);
      joinQueues(worker);
      return worker;
    },
    setActivity(worker, activity) {
      const previous = worker.activity;
      if (previous === activity) return;
      const at = clock.now();
      const spentMs = at - worker.activityChangedAt;
      touch(worker);
      worker.activity = activity;
      worker.activityChangedAt = at;
      if (activity.available && !previous.available) worker.idleSince = at;
      state.routingDue = true;
      const description = `Worker ${worker.friendlyName} updated to ${activity.friendlyName} Activity`;
      emitWorker(context, 'worker.activity.update', worker, description, previousActivityFields(previous, spentMs));
    },
    setAttributes(worker, attributes) {
      worker.parsedAttributes = parseAttributes(attributes);
      worker.attributes = attributes;
      touch(worker);
      joinQueues(worker);
      emitWorker(context, 'worker.attributes.update', worker, `Worker ${worker.friendlyName} attributes updated`);
    },
    rename(worker, friendlyName) {
      worker.friendlyName = friendlyName;
      touch(worker);
    },
    setCapacity,
    remove(worker) {
      if ([...worker.channels.values()].some((channel) => channel.open.size > 0)) {
        throw refused(`Cannot delete Worker ${worker.sid} while reservations of it are open`);
      }
      state.workers.delete(worker.sid);
      for (const queue of state.queues.values()) queue.workers.delete(worker);
      emitWorker(context, 'worker.deleted', worker, `Worker ${worker.friendlyName} deleted`);
    },
    occupy(reservation) {
      const { worker, task } = reservation;
      const workerChannel = channelOf(worker, task.channel.uniqueName);
      worker.idleSince = clock.now();
      workerChannel.lastReservedAt = clock.now();
      workerChannel.open.add(reservation);
    },
    release(reservation) {
      const { worker, task } = reservation;
      const workerChannel = channelOf(worker, task.channel.uniqueName);
      worker.idleSince = clock.now();
      workerChannel.open.delete(reservation);
      state.routingDue = true;
    },
  };
}

/** Puts the worker into the queue or takes it out, as the queue's expression says. */
export function updateMembership(queue: TaskQueue, worker: Worker): void {
  if (queue.matches(worker.parsedAttributes)) queue.workers.add(worker);
  else queue.workers.delete(worker);
}

const addWorkerChannel = (worker: Worker, channel: TaskChannel, at: number): void => {
  worker.channels.set(channel.uniqueName, {
    sid: createSid('WC'),
    channel,
    capacity: 1,
    available: true,
    open: new Set(),
    lastReservedAt: null,
    createdAt: at,
    updatedAt: at,
  });
};

function requireCapacity(capacity: number): void {
  if (!Number.isInteger(capacity) || capacity < 0 || capacity > 50) throw refused('Capacity must be 0 to 50');
}
