import * as v from 'valibot';
import { account } from '../../base/account';
import type { HostResponse } from '../../http/host-app';
import { notEmulated, type PathParams, type Route } from '../../http/router';
import type { FlexTokenClaims } from '../../identity/flex-token';
import type { TaskRouter } from '../../taskrouter/task-router';
import { TaskRouterError } from '../../base/task-router-error';
import { isOpenReservation, type Reservation, type Worker } from '../../taskrouter/workspace-model';
import {
  activityResource,
  reservationResource,
  reservationWithTransfers,
  workerChannelResource,
  workerResource,
} from './bridge-resources';
import { callRoutes, type CallerScope } from './call-operations';
import { list, ok, withParams } from './worker-request';

const WorkerUpdate = v.object({
  ActivitySid: v.optional(v.string()),
  RejectPendingReservations: v.optional(v.union([v.boolean(), v.picklist(['true', 'false'])])),
  Attributes: v.optional(v.union([v.string(), v.record(v.string(), v.unknown())])),
});

const ReservationUpdate = v.object({
  Instruction: v.optional(v.string()),
  ReservationStatus: v.optional(v.string()),
  WorkerActivitySid: v.optional(v.string()),
});

/** Ways to take a call: the emulator has no telephone, so all of them connect the agent at once. */
const ACCEPTING_INSTRUCTIONS = new Set(['conference', 'call', 'dequeue']);

const WORKSPACE = `/Workspaces/${account.workspaceSid}`;
const WORKER = `${WORKSPACE}/Workers/:workerSid`;

/** What a signed-in worker may ask of TaskRouter. Paths are those of the messages, after a slash. */
export function workerOperations(taskRouter: TaskRouter, user: FlexTokenClaims): readonly Route[] {
  const scope = scopeOf(taskRouter, user);
  return [
    ...workerRoutes(taskRouter, scope),
    ...reservationRoutes(taskRouter, scope),
    {
      method: 'GET',
      path: `${WORKSPACE}/Activities`,
      handle: () => list([...taskRouter.state.activities.values()].map(activityResource)),
    },
    ...callRoutes(taskRouter, scope),
  ];
}

function scopeOf(taskRouter: TaskRouter, user: FlexTokenClaims): CallerScope {
  /** Workers act for themselves; supervisors and admins for everybody. @throws TaskRouterError 403 */
  const workerOf = ({ workerSid = '' }: PathParams): Worker => {
    const mayActForOthers = user.roles.includes('supervisor') || user.roles.includes('admin');
    if (workerSid !== user.workerSid && !mayActForOthers) {
      throw new TaskRouterError(403, 20403, `Worker ${String(user.workerSid)} may not act for Worker ${workerSid}`);
    }
    return taskRouter.worker(workerSid);
  };
  return {
    workerOf,
    reservationOf(params, sid) {
      const worker = workerOf(params);
      const reservation = taskRouter.reservation(sid);
      if (reservation.worker !== worker) {
        throw new TaskRouterError(404, 20404, `Reservation ${reservation.sid} is not of Worker ${worker.sid}`);
      }
      return reservation;
    },
  };
}

const workerRoutes = (taskRouter: TaskRouter, { workerOf }: CallerScope): readonly Route[] => [
  {
    method: 'GET',
    path: WORKER,
    // Flex shows who hands a task on, and to whom: every worker may read the others.
    handle: (_request, params) => ok(workerResource(taskRouter.worker(params['workerSid'] ?? ''))),
  },
  {
    method: 'POST',
    path: WORKER,
    handle: (request, params) =>
      withParams(request, WorkerUpdate, (update) => {
        const worker = workerOf(params);
        changeWorker(taskRouter, worker, update);
        return ok(workerResource(worker));
      }),
  },
  {
    method: 'GET',
    path: `${WORKER}/WorkerChannels`,
    handle: (_request, params) => {
      const worker = workerOf(params);
      return list([...worker.channels.values()].map((channel) => workerChannelResource(worker, channel)));
    },
  },
];

function changeWorker(
  taskRouter: TaskRouter,
  worker: Worker,
  { Attributes, ActivitySid, RejectPendingReservations }: v.InferOutput<typeof WorkerUpdate>,
): void {
  if (Attributes !== undefined) {
    taskRouter.setAttributes(worker, typeof Attributes === 'string' ? Attributes : JSON.stringify(Attributes));
  }
  if (ActivitySid === undefined) return;
  taskRouter.setActivity(worker, taskRouter.activity(ActivitySid), {
    rejectPendingReservations: String(RejectPendingReservations) === 'true',
  });
}

function reservationRoutes(taskRouter: TaskRouter, { workerOf, reservationOf }: CallerScope): readonly Route[] {
  const now = (): number => taskRouter.clock.now();
  return [
    {
      method: 'GET',
      path: `${WORKER}/Reservations`,
      handle: (_request, params) => {
        const worker = workerOf(params);
        const open = [...taskRouter.state.reservations.values()].filter(
          (reservation) => reservation.worker === worker && isOpenReservation(reservation),
        );
        return list(open.map((reservation) => reservationWithTransfers(reservation, now())));
      },
    },
    {
      method: 'POST',
      path: `${WORKER}/Reservations/:reservationSid`,
      handle: (request, params) =>
        withParams(request, ReservationUpdate, (update) => {
          const reservation = reservationOf(params, params['reservationSid'] ?? '');
          const missing = changeReservation(taskRouter, reservation, update);
          return missing ?? ok(reservationResource(reservation, now()));
        }),
    },
  ];
}

/** Returns null when the change is made, or the 501 answer for one that is not emulated. */
function changeReservation(
  taskRouter: TaskRouter,
  reservation: Reservation,
  { Instruction, ReservationStatus, WorkerActivitySid }: v.InferOutput<typeof ReservationUpdate>,
): HostResponse | null {
  const verb = Instruction?.toLowerCase() ?? ReservationStatus?.toLowerCase() ?? '';
  if (ACCEPTING_INSTRUCTIONS.has(verb) || verb === 'accepted') taskRouter.acceptReservation(reservation);
  else if (verb === 'rejected' || verb === 'reject') taskRouter.rejectReservation(reservation);
  else if (verb === 'wrapping') taskRouter.wrapUpReservation(reservation);
  else if (verb === 'completed') taskRouter.completeReservation(reservation);
  else return notEmulated(`the reservation update "${verb}" of the event bridge`);
  // "Reject and go to …": a worker who rejects for a reason leaves the queue at once.
  if (WorkerActivitySid !== undefined) {
    taskRouter.setActivity(reservation.worker, taskRouter.activity(WorkerActivitySid));
  }
  return null;
}
