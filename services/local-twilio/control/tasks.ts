import * as v from 'valibot';
import type { HostResponse } from '../http/host-app';
import type { Route } from '../http/router';
import { TaskRouterError } from '../taskrouter/errors';
import type { Reservation, Task } from '../taskrouter/model';
import { pendingReservations } from '../taskrouter/routing';
import type { TaskRouter } from '../taskrouter/task-router';
import { withJsonBody } from './json-body';
import { withTaskRouterErrors } from './task-router-errors';

const NewTaskRequest = v.strictObject({
  /** Unique name or SID of a task channel. */
  channel: v.optional(v.string(), 'voice'),
  /** Friendly name or SID of a TaskQueue. */
  queue: v.string(),
  /** The customer's number or name. */
  from: v.optional(v.string(), '+15550001111'),
  attributes: v.optional(v.record(v.string(), v.unknown()), {}),
  priority: v.optional(v.number()),
  timeoutSeconds: v.optional(v.number()),
});

const Reason = v.strictObject({ reason: v.optional(v.string()) });
const Who = v.strictObject({ worker: v.optional(v.string()) });

/** `POST /emulator/tasks` and `POST /emulator/tasks/{WT}/…`: drives one task by hand. */
export function taskRoutes(router: TaskRouter): readonly Route[] {
  const onTask = <Schema extends v.GenericSchema>(
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

  const create: Route = {
    method: 'POST',
    path: '/emulator/tasks',
    handle: (request) =>
      withJsonBody(request, NewTaskRequest, ({ channel, queue, from, attributes, priority, timeoutSeconds }) => {
        const { friendlyName } = router.queue(queue);
        const task = router.createTask({
          channel: router.channel(channel),
          attributes: JSON.stringify({ direction: 'inbound', from, name: from, ...attributes, queue: friendlyName }),
          ...(priority === undefined ? {} : { priority }),
          ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
        });
        return { status: 201, body: { taskSid: task.sid } };
      }),
  };

  const routes = [
    create,
    onTask('cancel', Reason, (task, { reason }) => {
      router.cancelTask(task, reason ?? null);
    }),
    onTask('hangup', v.strictObject({}), (task) => {
      hangUp(router, task);
    }),
    onTask('accept', Who, (task, { worker }) => {
      router.acceptReservation(offerTo(router, task, worker));
    }),
    onTask('reject', Who, (task, { worker }) => {
      router.rejectReservation(offerTo(router, task, worker));
    }),
    onTask('wrapup', Reason, (task, { reason }) => {
      router.wrapUpTask(task, reason ?? null);
    }),
    onTask('complete', Reason, (task, { reason }) => {
      router.completeTask(task, reason ?? null);
    }),
    onTask('delete', v.strictObject({}), (task) => {
      router.deleteTask(task);
    }),
  ];
  return routes.map(withTaskRouterErrors);
}

/** The customer leaves: a waiting task is abandoned, a conversation goes to wrap-up. */
function hangUp(router: TaskRouter, task: Task): void {
  if (task.status === 'assigned') router.wrapUpTask(task, 'hangup');
  else router.cancelTask(task, 'hangup');
}

/** The open offer to this worker, or the only one; a worker that is not available comes to work for it. */
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
