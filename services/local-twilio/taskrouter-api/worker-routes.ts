import { PAGED } from '../http/documented-calls';
import type { EmulatedRoute } from '../http/documented-host';
import { formOf } from '../http/host-app';
import { compileExpression } from '../taskrouter/expression';
import type { TaskRouter } from '../taskrouter/task-router';
import { notFound } from '../base/task-router-error';
import type { Worker, WorkerChannel } from '../taskrouter/workspace-model';
import { pageOf } from './task-router-page';
import { booleanOf, numberOf, param, requireVersion, versioned, type WorkspaceRoute } from './workspace-route';

const FILTERS = [
  'ActivityName',
  'ActivitySid',
  'Available',
  'FriendlyName',
  'TargetWorkersExpression',
  'TaskQueueName',
  'TaskQueueSid',
  ...PAGED,
];

const UPDATE_FIELDS = ['ActivitySid', 'Attributes', 'FriendlyName', 'RejectPendingReservations'];

/** Workers and their channels. */
export const workerRoutes = (route: WorkspaceRoute): readonly EmulatedRoute[] => [
  ...routesOfWorkers(route),
  ...routesOfChannels(route),
];

const routesOfWorkers = (route: WorkspaceRoute): readonly EmulatedRoute[] => [
  route('GET', '/Workers', FILTERS, ({ request, router, views }) =>
    pageOf(
      request,
      'workers',
      router.state.workers.values(),
      (worker) => views.worker(worker),
      workerFilter(router, request.query),
    ),
  ),
  route('GET', '/Workers/:sid', [], ({ params, router, views }) => {
    const worker = router.worker(param(params, 'sid'));
    return versioned(200, views.worker(worker), worker.version);
  }),
  route('POST', '/Workers', ['FriendlyName', 'ActivitySid', 'Attributes'], ({ request, router, views }) => {
    const form = formOf(request);
    const activitySid = form.get('ActivitySid');
    const worker = router.createWorker({
      friendlyName: form.get('FriendlyName') ?? '',
      attributes: form.get('Attributes') ?? '{}',
      ...(activitySid === null ? {} : { activity: router.activity(activitySid) }),
    });
    return versioned(201, views.worker(worker), worker.version);
  }),
  route('POST', '/Workers/:sid', UPDATE_FIELDS, ({ request, params, router, views }) => {
    const worker = router.worker(param(params, 'sid'));
    const form = formOf(request);
    requireVersion(request, worker);
    const activitySid = form.get('ActivitySid');
    const activity = activitySid === null ? null : router.activity(activitySid);
    const attributes = form.get('Attributes');
    const friendlyName = form.get('FriendlyName');
    const rejectPendingReservations = booleanOf(form, 'RejectPendingReservations') ?? false;
    if (attributes !== null) router.setAttributes(worker, attributes);
    if (friendlyName !== null) router.renameWorker(worker, friendlyName);
    if (activity !== null) router.setActivity(worker, activity, { rejectPendingReservations });
    return versioned(200, views.worker(worker), worker.version);
  }),
  route('DELETE', '/Workers/:sid', [], ({ request, params, router }) => {
    const worker = router.worker(param(params, 'sid'));
    requireVersion(request, worker);
    router.removeWorker(worker);
    return { status: 204 };
  }),
];

const routesOfChannels = (route: WorkspaceRoute): readonly EmulatedRoute[] => [
  route('GET', '/Workers/:sid/Channels', PAGED, ({ request, params, router, views }) => {
    const worker = router.worker(param(params, 'sid'));
    return pageOf(request, 'channels', worker.channels.values(), (channel) => views.workerChannel(worker, channel));
  }),
  route('GET', '/Workers/:sid/Channels/:channel', [], ({ params, router, views }) => {
    const worker = router.worker(param(params, 'sid'));
    return { status: 200, body: views.workerChannel(worker, channelOf(worker, param(params, 'channel'))) };
  }),
  route('POST', '/Workers/:sid/Channels/:channel', ['Capacity', 'Available'], ({ request, params, router, views }) => {
    const worker = router.worker(param(params, 'sid'));
    const channel = channelOf(worker, param(params, 'channel'));
    const form = formOf(request);
    const capacity = numberOf(form, 'Capacity');
    const available = booleanOf(form, 'Available');
    router.setCapacity(worker, channel.channel.uniqueName, {
      ...(capacity === undefined ? {} : { capacity }),
      ...(available === undefined ? {} : { available }),
    });
    return { status: 200, body: views.workerChannel(worker, channel) };
  }),
];

function workerFilter(router: TaskRouter, filters: URLSearchParams): (worker: Worker) => boolean {
  const queueKey = filters.get('TaskQueueSid') ?? filters.get('TaskQueueName');
  const queue = queueKey === null ? null : router.queue(queueKey);
  const expression = filters.get('TargetWorkersExpression');
  const matches = expression === null ? null : compileExpression(expression);
  const available = booleanOf(filters, 'Available');
  const is = (name: string, value: string): boolean => (filters.get(name) ?? value) === value;
  return (worker) =>
    is('ActivitySid', worker.activity.sid) &&
    is('ActivityName', worker.activity.friendlyName) &&
    is('FriendlyName', worker.friendlyName) &&
    (available === undefined || worker.activity.available === available) &&
    (queue === null || queue.workers.has(worker)) &&
    (matches === null || matches(worker.parsedAttributes));
}

/** By the SID of the WorkerChannel or of its TaskChannel, or by unique name. */
function channelOf(worker: Worker, key: string): WorkerChannel {
  const found = [...worker.channels.values()].find(
    ({ sid, channel }) => sid === key || channel.sid === key || channel.uniqueName === key,
  );
  if (found === undefined) throw notFound(`Workers/${worker.sid}/Channels/${key}`);
  return found;
}
