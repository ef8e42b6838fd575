import type { Route } from '../http/router';
import type { TaskRouter } from '../taskrouter/task-router';
import {
  isOutbound,
  type QueueVisit,
  type Reservation,
  type Task,
  type Transfer,
  type Worker,
} from '../taskrouter/workspace-model';

/** `GET /emulator/truth`: all that an oracle needs, instants in ISO 8601, ended tasks and reservations included. */
export const truthRoutes = (router: TaskRouter): readonly Route[] => [
  { method: 'GET', path: '/emulator/truth', handle: () => ({ status: 200, body: truthOf(router) }) },
];

/** What the engine knows, as of its clock. */
function truthOf({ state, clock }: TaskRouter): object {
  return {
    at: iso(clock.now()),
    queues: [...state.queues.values()].map(({ sid, friendlyName }) => ({ sid, name: friendlyName })),
    workers: [...state.workers.values()].map((worker) => ({
      ...workerTruth(worker),
      queueSids: [...state.queues.values()].filter((queue) => queue.workers.has(worker)).map(({ sid }) => sid),
    })),
    tasks: [...state.tasks.values()].map(taskTruth),
    reservations: [...state.reservations.values()].map(reservationTruth),
  };
}

function workerTruth(worker: Worker): object {
  const channels = [...worker.channels.values()].filter(({ capacity }) => capacity > 0);
  return {
    sid: worker.sid,
    identity: worker.friendlyName,
    name: textOf(worker.parsedAttributes, 'full_name') ?? worker.friendlyName,
    activitySid: worker.activity.sid,
    available: worker.activity.available,
    capacity: Object.fromEntries(channels.map(({ channel, capacity }) => [channel.uniqueName, capacity])),
    channels: channels.map(({ channel }) => channel.uniqueName),
  };
}

const taskTruth = (task: Task): object => ({
  sid: task.sid,
  queueSid: task.queue?.sid ?? null,
  channel: task.channel.uniqueName,
  direction: isOutbound(task) ? 'outbound' : 'inbound',
  party: partyOf(task),
  status: task.status,
  ...(task.endedAt === null || task.reason === null ? {} : { endReason: task.reason }),
  createdAt: iso(task.createdAt),
  ...optionalInstant('endedAt', task.endedAt),
  visits: task.visits.map(visitTruth),
  transfers: task.transfers.map(transferTruth),
});

const visitTruth = ({ queueSid, enteredAt, leftAt, why }: QueueVisit): object => ({
  queueSid,
  enteredAt: iso(enteredAt),
  ...optionalInstant('leftAt', leftAt ?? null),
  ...(why === undefined ? {} : { why }),
});

/**
 * The customer's number or address. `from` of an outbound call is our own number, and of a web chat a name that many
 * visitors may have.
 */
function partyOf(task: Task): string | null {
  const { parsedAttributes: attributes } = task;
  if (isOutbound(task)) return textOf(attributes, 'outbound_to');
  return (
    textOf(attributes, 'customerAddress') ?? (attributes['channelType'] === 'web' ? null : textOf(attributes, 'from'))
  );
}

const transferTruth = ({ mode, from, to, receivedBy, status, createdAt }: Transfer): object => ({
  mode: mode === 'COLD' ? 'cold' : 'warm',
  fromWorkerSid: from.worker.sid,
  fromReservationSid: from.sid,
  ...(to.type === 'WORKER' ? { toWorkerSid: to.worker.sid } : { toQueueSid: to.queue.sid }),
  ...(receivedBy === null ? {} : { toReservationSid: receivedBy.sid }),
  startedAt: iso(createdAt),
  status,
});

const reservationTruth = (reservation: Reservation): object => ({
  sid: reservation.sid,
  taskSid: reservation.task.sid,
  workerSid: reservation.worker.sid,
  queueSid: reservation.queue.sid,
  status: reservation.status,
  createdAt: iso(reservation.createdAt),
  ...optionalInstant('acceptedAt', reservation.acceptedAt),
  ...optionalInstant('wrapupAt', reservation.wrapupAt),
  ...optionalInstant('endedAt', reservation.endedAt),
});

const iso = (atMs: number): string => new Date(atMs).toISOString();

const optionalInstant = (name: string, atMs: number | null): Record<string, string> =>
  atMs === null ? {} : { [name]: iso(atMs) };

function textOf(attributes: Readonly<Record<string, unknown>>, key: string): string | null {
  const value = attributes[key];
  return typeof value === 'string' ? value : null;
}
