import * as v from 'valibot';
import { MAIN_LINE } from '../base/account';
import { answerRefusals } from '../http/answer-refusals';
import type { HostResponse } from '../http/host-app';
import { withJsonBody } from '../http/json-body';
import type { Route } from '../http/router';
import { pendingReservations } from '../taskrouter/routing';
import type { TaskRouter } from '../taskrouter/task-router';
import { TaskRouterError } from '../base/task-router-error';
import { activeTransfer, type Reservation, type Task, type TransferTarget } from '../taskrouter/workspace-model';

const NewTaskRequest = v.strictObject({
  /** Unique name or SID of a task channel, or `whatsapp`, which comes on the task channel `chat`, as in Flex. */
  channel: v.optional(v.string(), 'voice'),
  /** Friendly name or SID of a TaskQueue. */
  queue: v.string(),
  /** Friendly name or SID of the only worker who may get it, as `RoutingTarget` of the REST API; anybody by default. */
  worker: v.optional(v.string()),
  /** The customer's number or name. */
  from: v.optional(v.string(), '+15550001111'),
  attributes: v.optional(v.record(v.string(), v.unknown()), {}),
  priority: v.optional(v.number()),
  timeoutSeconds: v.optional(v.number()),
});

const Reason = v.strictObject({ reason: v.optional(v.string()) });
const Who = v.strictObject({ worker: v.optional(v.string()) });

const TransferRequest = v.strictObject({
  /** Friendly name or SID of the worker who hands on; by default the one who has the task. */
  from: v.optional(v.string()),
  /** Friendly name or SID of a worker, or of a TaskQueue. */
  to: v.string(),
  mode: v.optional(v.picklist(['cold', 'warm']), 'cold'),
});

const OutboundRequest = v.strictObject({
  worker: v.string(),
  /** The customer's number. */
  to: v.pipe(v.string(), v.minLength(1)),
  /** Friendly name or SID of the TaskQueue that the call counts for; the first queue by default. */
  queue: v.optional(v.string()),
  attributes: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** `POST /emulator/tasks`, `POST /emulator/tasks/{WT}/…` and `POST /emulator/outbound`: drives one task by hand. */
export const taskControlRoutes = (router: TaskRouter): readonly Route[] =>
  [
    createRoute(router),
    callOutRoute(router),
    ...offerRoutes(router),
    ...transferRoutes(router),
    ...endRoutes(router),
  ].map(answerRefusals(TaskRouterError));

const createRoute = (router: TaskRouter): Route => ({
  method: 'POST',
  path: '/emulator/tasks',
  handle: (request) =>
    withJsonBody(request, NewTaskRequest, (wanted) => {
      const { channel, queue, worker, from, attributes, priority, timeoutSeconds } = wanted;
      const { friendlyName } = router.queue(queue);
      const isWhatsApp = channel === 'whatsapp';
      const task = router.createTask({
        channel: router.channel(isWhatsApp ? 'chat' : channel),
        attributes: JSON.stringify({
          direction: 'inbound',
          from,
          to: MAIN_LINE,
          name: from,
          ...(isWhatsApp ? { channelType: 'whatsapp' } : {}),
          ...attributes,
          queue: friendlyName,
        }),
        ...(worker === undefined ? {} : { routingTarget: router.worker(worker) }),
        ...(priority === undefined ? {} : { priority }),
        ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
      });
      return { status: 201, body: { taskSid: task.sid } };
    }),
});

const callOutRoute = (router: TaskRouter): Route => ({
  method: 'POST',
  path: '/emulator/outbound',
  handle: (request) =>
    withJsonBody(request, OutboundRequest, ({ worker, to, queue, attributes }) => {
      const caller = router.worker(worker);
      const { sid: firstQueue = '' } = [...router.state.queues.values()][0] ?? {};
      const task = router.createTask({
        channel: router.channel('voice'),
        queue: router.queue(queue ?? firstQueue),
        routingTarget: caller,
        attributes: JSON.stringify({ ...attributes, direction: 'outbound', outbound_to: to, from: MAIN_LINE }),
      });
      return { status: 201, body: { taskSid: task.sid } };
    }),
});

/** One action on a task, `POST /emulator/tasks/{WT}/{action}`; it answers the state after it. */
const onTask = <Schema extends v.GenericSchema>(
  router: TaskRouter,
  action: string,
  schema: Schema,
  act: (task: Task, body: v.InferOutput<Schema>) => void,
): Route => ({
  method: 'POST',
  path: `/emulator/tasks/:sid/${action}`,
  handle: (request, params) =>
    withJsonBody(request, schema, (body) => {
      const task = router.task(params['sid'] ?? '');
      act(task, body);
      return stateOf(task);
    }),
});

/** What becomes of an offer. */
const offerRoutes = (router: TaskRouter): readonly Route[] => [
  onTask(router, 'accept', Who, (task, { worker }) => {
    router.acceptReservation(offerTo(router, task, worker));
  }),
  onTask(router, 'reject', Who, (task, { worker }) => {
    router.rejectReservation(offerTo(router, task, worker));
  }),
  onTask(router, 'rescind', Who, (task, { worker }) => {
    router.rescindReservation(offerTo(router, task, worker));
  }),
  onTask(router, 'timeout', Who, (task, { worker }) => {
    router.timeOutReservation(offerTo(router, task, worker));
  }),
];

const transferRoutes = (router: TaskRouter): readonly Route[] => [
  onTask(router, 'transfer', TransferRequest, (task, { from, to, mode }) => {
    router.startTransfer(holderOf(router, task, from), {
      to: targetOf(router, to),
      mode: mode === 'cold' ? 'COLD' : 'WARM',
    });
  }),
  onTask(router, 'cancel-transfer', v.strictObject({}), (task) => {
    const transfer = activeTransfer(task);
    if (transfer === null) throw new TaskRouterError(409, 20409, `Task ${task.sid} is not being transferred`);
    router.cancelTransfer(transfer);
  }),
];

/** Ways in which a task comes to its end. */
const endRoutes = (router: TaskRouter): readonly Route[] => [
  onTask(router, 'cancel', Reason, (task, { reason }) => {
    router.cancelTask(task, reason ?? null);
  }),
  onTask(router, 'hangup', v.strictObject({}), (task) => {
    router.hangUp(task, 'hangup');
  }),
  onTask(router, 'wrapup', Reason, (task, { reason }) => {
    router.wrapUpTask(task, reason ?? null);
  }),
  onTask(router, 'complete', Reason, (task, { reason }) => {
    router.completeTask(task, reason ?? null);
  }),
  onTask(router, 'delete', v.strictObject({}), (task) => {
    router.deleteTask(task);
  }),
];

/** The reservation of the worker who talks. */
function holderOf(router: TaskRouter, task: Task, who: string | undefined): Reservation {
  const worker = who === undefined ? null : router.worker(who);
  const holder = task.reservations.find(
    (reservation) => reservation.status === 'accepted' && (worker === null || reservation.worker === worker),
  );
  if (holder !== undefined) return holder;
  const message = worker === null ? 'Nobody talks' : `${worker.friendlyName} does not talk`;
  throw new TaskRouterError(409, 20409, `${message} on task ${task.sid} (${task.status})`);
}

/** A worker if there is one of this name or SID, else a TaskQueue. */
function targetOf(router: TaskRouter, nameOrSid: string): TransferTarget {
  const { workers } = router.state;
  const isWorker = workers.has(nameOrSid) || [...workers.values()].some((worker) => worker.friendlyName === nameOrSid);
  return isWorker
    ? { type: 'WORKER', worker: router.worker(nameOrSid) }
    : { type: 'QUEUE', queue: router.queue(nameOrSid) };
}

/** The open offer to the named worker, or the first one to anybody. A named worker who is not available is made so first. */
function offerTo(router: TaskRouter, task: Task, who: string | undefined): Reservation {
  const worker = who === undefined ? null : router.worker(who);
  const find = (): Reservation | undefined =>
    pendingReservations(task).find((reservation) => worker === null || reservation.worker === worker);
  if (worker !== null && find() === undefined && !worker.activity.available) {
    router.setActivity(worker, router.builtInActivity('Available'));
  }
  const reservation = find();
  if (reservation !== undefined) return reservation;
  const asked = pendingReservations(task).map((offer) => offer.worker.friendlyName);
  throw new TaskRouterError(
    409,
    20409,
    `Task ${task.sid} (${task.status}) is not offered to ${worker?.friendlyName ?? 'anybody'}` +
      (asked.length > 0 ? `, but to ${asked.join(', ')}` : ''),
  );
}

const stateOf = (task: Task): HostResponse => ({
  status: 200,
  body: {
    taskSid: task.sid,
    status: task.status,
    reservations: task.reservations.map(({ sid, status, worker }) => ({ sid, status, worker: worker.friendlyName })),
  },
});
