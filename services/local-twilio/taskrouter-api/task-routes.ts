import { PAGED } from '../http/documented-calls';
import type { EmulatedRoute } from '../http/documented-host';
import { formOf, type HostRequest } from '../http/host-app';
import type { TaskRouter } from '../taskrouter/task-router';
import { notFound, refused } from '../base/task-router-error';
import type { Reservation, Task } from '../taskrouter/workspace-model';
import { pageOf } from './task-router-page';
import {
  numberOf,
  param,
  requireVersion,
  unsupported,
  versioned,
  type TaskRouterCall,
  type WorkspaceRoute,
} from './workspace-route';

/** TaskRouter deletes closed tasks by itself; until then they can be read. */
const CLOSED_TASK_VISIBLE_MS = 15 * 60_000;

const CREATE_FIELDS = [
  'Attributes',
  'Priority',
  'TaskChannel',
  'Timeout',
  'WorkflowSid',
  'TaskQueueSid',
  'RoutingTarget',
];
const UPDATE_FIELDS = ['AssignmentStatus', 'Attributes', 'Priority', 'Reason'];
const FILTERS = ['AssignmentStatus', 'Priority', 'TaskQueueName', 'TaskQueueSid', 'WorkflowName', 'WorkflowSid'];

/** Tasks and reservations. */
export const taskRoutes = (route: WorkspaceRoute): readonly EmulatedRoute[] => [
  route('GET', '/Tasks', [...FILTERS, ...PAGED], ({ request, router, views }) =>
    pageOf(
      request,
      'tasks',
      router.state.tasks.values(),
      (task) => views.task(task),
      taskFilter(router, request.query),
    ),
  ),
  route('GET', '/Tasks/:sid', [], (call) => {
    const task = visibleTask(call);
    return versioned(200, call.views.task(task), task.version);
  }),
  route('POST', '/Tasks', CREATE_FIELDS, ({ request, router, views }) => {
    const task = createTask(request, router);
    return versioned(201, views.task(task), task.version);
  }),
  route('POST', '/Tasks/:sid', UPDATE_FIELDS, (call) => {
    const task = visibleTask(call);
    updateTask(call, task);
    return versioned(200, call.views.task(task), task.version);
  }),
  route('DELETE', '/Tasks/:sid', [], (call) => {
    const task = visibleTask(call);
    requireVersion(call.request, task);
    call.router.deleteTask(task);
    return { status: 204 };
  }),
  ...(['Tasks', 'Workers'] as const).flatMap((under) => reservationRoutes(route, under)),
];

/** Under a Worker there is no filter by worker: they are all the same worker's. */
const RESERVATION_FILTERS = {
  Tasks: ['ReservationStatus', 'WorkerSid', ...PAGED],
  Workers: ['ReservationStatus', ...PAGED],
};

const reservationRoutes = (route: WorkspaceRoute, under: 'Tasks' | 'Workers'): readonly EmulatedRoute[] => [
  route('GET', `/${under}/:parent/Reservations`, RESERVATION_FILTERS[under], ({ request, params, router, views }) => {
    const filters = request.query;
    const status = filters.get('ReservationStatus');
    const workerSid = filters.get('WorkerSid');
    return pageOf(
      request,
      'reservations',
      reservationsOf(router, under, param(params, 'parent')),
      (reservation) => views.reservation(reservation, under),
      (reservation) =>
        isVisible(router, reservation.task) &&
        (status === null || reservation.status === status) &&
        (workerSid === null || reservation.worker.sid === workerSid),
    );
  }),
  route('GET', `/${under}/:parent/Reservations/:sid`, [], (call) => {
    const reservation = reservationOf(call, under);
    return versioned(200, call.views.reservation(reservation, under), reservation.version);
  }),
  route('POST', `/${under}/:parent/Reservations/:sid`, ['ReservationStatus', 'WorkerActivitySid'], (call) => {
    const reservation = reservationOf(call, under);
    updateReservation(call, reservation);
    return versioned(200, call.views.reservation(reservation, under), reservation.version);
  }),
];

function createTask(request: HostRequest, router: TaskRouter): Task {
  const form = formOf(request);
  const { workflow } = router.state;
  const workflowSid = form.get('WorkflowSid') ?? workflow.sid;
  if (workflowSid !== workflow.sid) throw refused(`WorkflowSid ${workflowSid} is not valid`);
  const queueSid = form.get('TaskQueueSid');
  const routingTarget = form.get('RoutingTarget');
  const priority = numberOf(form, 'Priority');
  const timeoutSeconds = numberOf(form, 'Timeout');
  return router.createTask({
    attributes: form.get('Attributes') ?? '{}',
    channel: router.channel(form.get('TaskChannel') ?? 'default'),
    ...(priority === undefined ? {} : { priority }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(queueSid === null ? {} : { queue: router.queue(queueSid) }),
    ...(routingTarget === null ? {} : { routingTarget: router.worker(routingTarget) }),
  });
}

function updateTask({ request, router }: TaskRouterCall, task: Task): void {
  const form = formOf(request);
  requireVersion(request, task);
  const status = form.get('AssignmentStatus');
  const reason = form.get('Reason');
  if (status !== null) moveTask(router, task, status, reason);
  const attributes = form.get('Attributes');
  const priority = numberOf(form, 'Priority');
  if (attributes !== null) router.setTaskAttributes(task, attributes);
  if (priority !== undefined) router.setTaskPriority(task, priority);
}

function moveTask(router: TaskRouter, task: Task, status: string, reason: string | null): void {
  switch (status) {
    case 'canceled':
      router.cancelTask(task, reason);
      return;
    case 'wrapping':
      router.wrapUpTask(task, reason);
      return;
    case 'completed':
      router.completeTask(task, reason);
      return;
    default:
      throw refused(`AssignmentStatus ${status} is not valid: use canceled, wrapping or completed`);
  }
}

function updateReservation({ request, router }: TaskRouterCall, reservation: Reservation): void {
  const form = formOf(request);
  requireVersion(request, reservation);
  const activitySid = form.get('WorkerActivitySid');
  const activity = activitySid === null ? null : router.activity(activitySid);
  const status = form.get('ReservationStatus');
  if (status === null) throw refused('Missing required parameter ReservationStatus in the post body');
  switch (status) {
    case 'accepted':
      router.acceptReservation(reservation);
      break;
    case 'rejected':
      // The activity changes first: otherwise the task would be offered again to the worker who has just rejected it.
      if (reservation.status === 'pending' && activity !== null) router.setActivity(reservation.worker, activity);
      router.rejectReservation(reservation);
      break;
    case 'wrapping':
      router.wrapUpReservation(reservation);
      break;
    case 'completed':
      router.completeReservation(reservation);
      break;
    default:
      throw unsupported(request, `ReservationStatus=${status}`);
  }
  if (activity !== null) router.setActivity(reservation.worker, activity);
}

function taskFilter(router: TaskRouter, filters: URLSearchParams): (task: Task) => boolean {
  const statuses = filters.getAll('AssignmentStatus').flatMap((value) => value.split(','));
  const priority = numberOf(filters, 'Priority');
  const is = (name: string, value: string | undefined): boolean => (filters.get(name) ?? value) === value;
  const { workflow } = router.state;
  return (task) =>
    isVisible(router, task) &&
    (statuses.length === 0 || statuses.includes(task.status)) &&
    (priority === undefined || task.priority === priority) &&
    is('TaskQueueSid', task.queue?.sid) &&
    is('TaskQueueName', task.queue?.friendlyName) &&
    is('WorkflowSid', workflow.sid) &&
    is('WorkflowName', workflow.friendlyName);
}

function isVisible({ clock }: TaskRouter, { status, endedAt }: Task): boolean {
  return status !== 'deleted' && (endedAt === null || clock.now() - endedAt < CLOSED_TASK_VISIBLE_MS);
}

const visibleTask = ({ router, params }: TaskRouterCall): Task => requireVisible(router, param(params, 'sid'));

/** @throws TaskRouterError 404 for a task that TaskRouter would have deleted by now */
function requireVisible(router: TaskRouter, sid: string): Task {
  const task = router.task(sid);
  if (!isVisible(router, task)) throw notFound(`Tasks/${task.sid}`);
  return task;
}

function reservationsOf(router: TaskRouter, under: 'Tasks' | 'Workers', parent: string): readonly Reservation[] {
  if (under === 'Tasks') return requireVisible(router, parent).reservations;
  const worker = router.worker(parent);
  return [...router.state.reservations.values()].filter((reservation) => reservation.worker === worker);
}

function reservationOf({ router, params }: TaskRouterCall, under: 'Tasks' | 'Workers'): Reservation {
  const [parent, sid] = [param(params, 'parent'), param(params, 'sid')];
  const found = router.reservation(sid);
  const isThere = isVisible(router, found.task) && (under === 'Tasks' ? found.task.sid : found.worker.sid) === parent;
  if (!isThere) throw notFound(`Reservations/${sid}`);
  return found;
}
