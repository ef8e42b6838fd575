import * as v from 'valibot';
import { account } from '../../base/account';
import { notEmulated, type PathParams, type Route } from '../../http/router';
import type { TaskRouter } from '../../taskrouter/task-router';
import { refused, TaskRouterError } from '../../base/task-router-error';
import type { Reservation, Task, TransferTarget, Worker } from '../../taskrouter/workspace-model';
import { taskResource, transferResource } from './bridge-resources';
import { ok, withParams } from './worker-request';

const NewTask = v.strictObject({
  Attributes: v.optional(v.union([v.string(), v.record(v.string(), v.unknown())]), {}),
  RoutingTarget: v.string(),
  TaskQueueSid: v.string(),
  WorkflowSid: v.string(),
  TaskChannelUniqueName: v.optional(v.string()),
  TaskChannelSid: v.optional(v.string()),
});

const NewTransfer = v.strictObject({
  ReservationSid: v.string(),
  TaskSid: v.string(),
  To: v.string(),
  Mode: v.optional(v.picklist(['COLD', 'WARM']), 'WARM'),
  Priority: v.optional(v.union([v.number(), v.pipe(v.string(), v.transform(Number))])),
  Attributes: v.optional(v.unknown()),
});

const TransferUpdate = v.strictObject({ TaskSid: v.string(), TransferStatus: v.string() });
const OfReservation = v.object({ ReservationSid: v.string() });
const OfTask = v.object({ TaskSid: v.string() });

/** Finds what a command is about. Both functions refuse what does not belong to the caller. */
export interface CallerScope {
  readonly workerOf: (params: PathParams) => Worker;
  readonly reservationOf: (params: PathParams, sid: string) => Reservation;
}

const WORKSPACE = `/Workspaces/${account.workspaceSid}`;
const WORKER = `${WORKSPACE}/Workers/:workerSid`;

/** Outbound calls, transfers, and what Flex does to the conference of a call. twilio-taskrouter 2.1.1 sends them. */
export const callRoutes = (taskRouter: TaskRouter, scope: CallerScope): readonly Route[] => [
  outboundRoute(taskRouter, scope),
  ...transferRoutes(taskRouter, scope),
  ...conferenceRoutes(taskRouter, scope),
];

const outboundRoute = (taskRouter: TaskRouter, { workerOf }: CallerScope): Route => ({
  method: 'POST',
  path: `${WORKSPACE}/Tasks`,
  handle: (request) =>
    withParams(request, NewTask, (wanted) => {
      if (wanted.WorkflowSid !== account.workflowSid) {
        throw refused(`WorkflowSid ${wanted.WorkflowSid} is not valid`);
      }
      const { Attributes, RoutingTarget } = wanted;
      const task = taskRouter.createTask({
        attributes: typeof Attributes === 'string' ? Attributes : JSON.stringify(Attributes),
        channel: taskRouter.channel(wanted.TaskChannelUniqueName ?? wanted.TaskChannelSid ?? 'default'),
        queue: taskRouter.queue(wanted.TaskQueueSid),
        routingTarget: workerOf({ workerSid: RoutingTarget }),
      });
      return ok(taskResource(task, taskRouter.clock.now()));
    }),
});

const transferRoutes = (taskRouter: TaskRouter, { reservationOf }: CallerScope): readonly Route[] => [
  {
    method: 'POST',
    path: `${WORKER}/Transfers`,
    handle: (request, params) =>
      withParams(request, NewTransfer, ({ ReservationSid, To, Mode, Priority, Attributes }) => {
        if (Attributes !== undefined) return notEmulated('Attributes of a transfer');
        const transfer = taskRouter.startTransfer(reservationOf(params, ReservationSid), {
          to: targetOf(taskRouter, To),
          mode: Mode,
          ...(Priority === undefined ? {} : { priority: Priority }),
        });
        return ok(transferResource(transfer));
      }),
  },
  {
    method: 'POST',
    path: `${WORKER}/Transfers/:transferSid`,
    handle: (request, params) =>
      withParams(request, TransferUpdate, ({ TransferStatus }) => {
        if (TransferStatus !== 'canceled') throw refused(`TransferStatus ${TransferStatus} is not valid`);
        const transfer = taskRouter.transfer(params['transferSid'] ?? '');
        reservationOf(params, transfer.from.sid);
        taskRouter.cancelTransfer(transfer);
        return ok(transferResource(transfer));
      }),
  },
];

/** Hold, mute, beep and the end of a conference: calls here have none, so nothing changes. */
const conferenceRoutes = (taskRouter: TaskRouter, { workerOf, reservationOf }: CallerScope): readonly Route[] => [
  {
    method: 'POST',
    path: `${WORKER}/WorkerParticipant`,
    handle: (request, params) =>
      withParams(request, OfReservation, ({ ReservationSid }) => {
        reservationOf(params, ReservationSid);
        return ok({});
      }),
  },
  {
    method: 'POST',
    path: `${WORKER}/CustomerParticipant`,
    handle: (request, params) =>
      withParams(request, OfTask, ({ TaskSid }) => {
        const task = heldTask(taskRouter, workerOf(params), TaskSid);
        return ok(taskResource(task, taskRouter.clock.now()));
      }),
  },
];

const targetOf = (taskRouter: TaskRouter, sid: string): TransferTarget =>
  sid.startsWith('WQ')
    ? { type: 'QUEUE', queue: taskRouter.queue(sid) }
    : { type: 'WORKER', worker: taskRouter.worker(sid) };

/** @throws TaskRouterError 404 for a task that the worker has nothing to do with */
function heldTask(taskRouter: TaskRouter, holder: Worker, sid: string): Task {
  const task = taskRouter.task(sid);
  if (task.reservations.some((reservation) => reservation.worker === holder)) return task;
  throw new TaskRouterError(404, 20404, `Task ${sid} is not of Worker ${holder.sid}`);
}
