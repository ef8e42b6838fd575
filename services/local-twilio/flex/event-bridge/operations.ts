import * as v from 'valibot';
import { account } from '../../account';
import type { HostRequest, HostResponse } from '../../http/host-app';
import { notEmulated, type PathParams, type Route } from '../../http/router';
import { TaskRouterError } from '../../taskrouter/errors';
import { isOpenReservation, type Reservation, type Worker } from '../../taskrouter/model';
import type { TaskRouter } from '../../taskrouter/task-router';
import type { FlexTokenClaims } from '../flex-token';
import { activityResource, reservationResource, workerChannelResource, workerResource } from './resources';

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

/** What a signed-in worker may ask of TaskRouter. Paths are those of the messages, after a slash. */
export function workerOperations(taskRouter: TaskRouter, user: FlexTokenClaims): readonly Route[] {
  const now = (): number => taskRouter.clock.now();

  /** Workers act for themselves; supervisors and admins for everybody. */
  const workerOf = ({ workerSid = '' }: PathParams): Worker => {
    const mayActForOthers = user.roles.includes('supervisor') || user.roles.includes('admin');
    if (workerSid !== user.workerSid && !mayActForOthers) {
      throw new TaskRouterError(403, 20403, `Worker ${String(user.workerSid)} may not act for Worker ${workerSid}`);
    }
    return taskRouter.worker(workerSid);
  };

  const reservationOf = (params: PathParams): Reservation => {
    const worker = workerOf(params);
    const reservation = taskRouter.reservation(params['reservationSid'] ?? '');
    if (reservation.worker !== worker) {
      throw new TaskRouterError(404, 20404, `Reservation ${reservation.sid} is not of Worker ${worker.sid}`);
    }
    return reservation;
  };

  const workspace = `/Workspaces/${account.workspaceSid}`;
  const worker = `${workspace}/Workers/:workerSid`;
  return [
    {
      method: 'GET',
      path: worker,
      handle: (_request, params) => ok(workerResource(workerOf(params))),
    },
    {
      method: 'POST',
      path: worker,
      handle: (request, params) =>
        withParams(request, WorkerUpdate, (update) => {
          const target = workerOf(params);
          if (update.Attributes !== undefined) {
            const { Attributes } = update;
            taskRouter.setAttributes(target, typeof Attributes === 'string' ? Attributes : JSON.stringify(Attributes));
          }
          if (update.ActivitySid !== undefined) {
            taskRouter.setActivity(target, taskRouter.activity(update.ActivitySid), {
              rejectPendingReservations: String(update.RejectPendingReservations) === 'true',
            });
          }
          return ok(workerResource(target));
        }),
    },
    {
      method: 'GET',
      path: `${workspace}/Activities`,
      handle: () => list([...taskRouter.state.activities.values()].map(activityResource)),
    },
    {
      method: 'GET',
      path: `${worker}/WorkerChannels`,
      handle: (_request, params) => {
        const target = workerOf(params);
        return list([...target.channels.values()].map((channel) => workerChannelResource(target, channel)));
      },
    },
    {
      method: 'GET',
      path: `${worker}/Reservations`,
      handle: (_request, params) => {
        const target = workerOf(params);
        const open = [...taskRouter.state.reservations.values()].filter(
          (reservation) => reservation.worker === target && isOpenReservation(reservation),
        );
        return list(open.map((reservation) => reservationResource(reservation, now())));
      },
    },
    {
      method: 'POST',
      path: `${worker}/Reservations/:reservationSid`,
      handle: (request, params) =>
        withParams(request, ReservationUpdate, (update) => {
          const reservation = reservationOf(params);
          const missing = changeReservation(taskRouter, reservation, update);
          return missing ?? ok(reservationResource(reservation, now()));
        }),
    },
    {
      method: 'GET',
      path: '/v1/Interactions/:interactionSid/Channels',
      // Flex asks for the conference of every voice task this way; calls here have none, and its canvas stays empty.
      handle: () => ok({ channels: [] }),
    },
  ];
}

/** Returns the answer for what is not emulated, else null. */
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

const ok = (body: object): HostResponse => ({ status: 200, body });

const list = (contents: readonly object[]): HostResponse => ok({ contents, total: contents.length, after_sid: null });

function withParams<Schema extends v.GenericSchema>(
  request: HostRequest,
  schema: Schema,
  handle: (params: v.InferOutput<Schema>) => HostResponse,
): HostResponse {
  const parsed = v.safeParse(schema, JSON.parse(request.body));
  if (parsed.success) return handle(parsed.output);
  throw new TaskRouterError(400, 20001, `${v.getDotPath(parsed.issues[0]) ?? 'params'}: ${parsed.issues[0].message}`);
}
