import { PAGED } from '../http/documented-calls';
import type { EmulatedRoute } from '../http/documented-host';
import { formOf } from '../http/host-app';
import type { TaskRouter } from '../taskrouter/task-router';
import { notFound, refused } from '../base/task-router-error';
import type { TaskQueue } from '../taskrouter/workspace-model';
import { pageOf } from './task-router-page';
import { booleanOf, numberOf, param, type WorkspaceRoute } from './workspace-route';

/** Workspace, Workflows, Activities, TaskChannels and TaskQueues. */
export const directoryRoutes = (route: WorkspaceRoute): readonly EmulatedRoute[] => [
  ...workspaceAndWorkflows(route),
  ...activities(route),
  ...taskQueues(route),
];

const WORKSPACE_FIELDS = [
  'FriendlyName',
  'EventCallbackUrl',
  'EventsFilter',
  'DefaultActivitySid',
  'TimeoutActivitySid',
];

const workspaceAndWorkflows = (route: WorkspaceRoute): readonly EmulatedRoute[] => [
  route('GET', '', [], ({ views }) => ({ status: 200, body: views.workspace() })),
  route('POST', '', WORKSPACE_FIELDS, ({ request, router, views }) => {
    const form = formOf(request);
    const url = form.get('EventCallbackUrl');
    if (url !== null && url !== '' && !/^https?:\/\//u.test(url)) throw refused(`Invalid EventCallbackUrl ${url}`);
    const defaultActivity = form.get('DefaultActivitySid');
    const timeoutActivity = form.get('TimeoutActivitySid');
    const { workspace } = router.state;
    Object.assign(workspace, {
      friendlyName: form.get('FriendlyName') ?? workspace.friendlyName,
      eventCallbackUrl: url ?? workspace.eventCallbackUrl,
      eventsFilter: form.get('EventsFilter') ?? workspace.eventsFilter,
      defaultActivity: defaultActivity === null ? workspace.defaultActivity : router.activity(defaultActivity),
      timeoutActivity: timeoutActivity === null ? workspace.timeoutActivity : router.activity(timeoutActivity),
      updatedAt: router.clock.now(),
    });
    return { status: 200, body: views.workspace() };
  }),
  route('GET', '/Workflows', ['FriendlyName', ...PAGED], ({ request, router, views }) => {
    const name = request.query.get('FriendlyName');
    const { workflow } = router.state;
    return pageOf(
      request,
      'workflows',
      [workflow],
      () => views.workflow(),
      ({ friendlyName }) => name === null || name === friendlyName,
    );
  }),
  route('GET', '/Workflows/:sid', [], ({ params, router, views }) => {
    requireWorkflow(router, param(params, 'sid'));
    return { status: 200, body: views.workflow() };
  }),
  route('POST', '/Workflows/:sid', ['Configuration', 'ReEvaluateTasks'], ({ request, params, router, views }) => {
    requireWorkflow(router, param(params, 'sid'));
    const form = formOf(request);
    const reEvaluates = booleanOf(form, 'ReEvaluateTasks') ?? false;
    const configuration = form.get('Configuration');
    if (configuration !== null) router.configureWorkflow(configuration, reEvaluates);
    return { status: 200, body: views.workflow() };
  }),
  route('GET', '/TaskChannels', PAGED, ({ request, router, views }) =>
    pageOf(request, 'channels', router.state.channels.values(), (channel) => views.channel(channel)),
  ),
  route('GET', '/TaskChannels/:sid', [], ({ params, router, views }) => ({
    status: 200,
    body: views.channel(router.channel(param(params, 'sid'))),
  })),
];

/** @throws TaskRouterError 404 */
function requireWorkflow({ state }: TaskRouter, sid: string): void {
  if (sid !== state.workflow.sid) throw notFound(`Workflows/${sid}`);
}

const activities = (route: WorkspaceRoute): readonly EmulatedRoute[] => [
  route('GET', '/Activities', ['FriendlyName', 'Available', ...PAGED], ({ request, router, views }) => {
    const filters = request.query;
    const name = filters.get('FriendlyName');
    const available = booleanOf(filters, 'Available');
    return pageOf(
      request,
      'activities',
      router.state.activities.values(),
      (activity) => views.activity(activity),
      (activity) =>
        (name === null || activity.friendlyName === name) &&
        (available === undefined || activity.available === available),
    );
  }),
  route('GET', '/Activities/:sid', [], ({ params, router, views }) => ({
    status: 200,
    body: views.activity(router.activity(param(params, 'sid'))),
  })),
  route('POST', '/Activities', ['FriendlyName', 'Available'], ({ request, router, views }) => {
    const form = formOf(request);
    const available = booleanOf(form, 'Available') ?? false;
    return { status: 201, body: views.activity(router.createActivity(form.get('FriendlyName') ?? '', available)) };
  }),
  route('POST', '/Activities/:sid', ['FriendlyName'], ({ request, params, router, views }) => {
    const activity = router.activity(param(params, 'sid'));
    const name = formOf(request).get('FriendlyName');
    if (name !== null) router.renameActivity(activity, name);
    return { status: 200, body: views.activity(activity) };
  }),
  route('DELETE', '/Activities/:sid', [], ({ params, router }) => {
    router.removeActivity(router.activity(param(params, 'sid')));
    return { status: 204 };
  }),
];

const QUEUE_FIELDS = ['FriendlyName', 'TargetWorkers', 'MaxReservedWorkers'];

const taskQueues = (route: WorkspaceRoute): readonly EmulatedRoute[] => [
  route('GET', '/TaskQueues', ['FriendlyName', 'WorkerSid', ...PAGED], ({ request, router, views }) => {
    const filters = request.query;
    const name = filters.get('FriendlyName');
    const workerSid = filters.get('WorkerSid');
    const worker = workerSid === null ? null : router.worker(workerSid);
    return pageOf(
      request,
      'task_queues',
      router.state.queues.values(),
      (queue) => views.queue(queue),
      (queue) => (name === null || queue.friendlyName === name) && (worker === null || queue.workers.has(worker)),
    );
  }),
  route('GET', '/TaskQueues/:sid', [], ({ params, router, views }) => ({
    status: 200,
    body: views.queue(router.queue(param(params, 'sid'))),
  })),
  route('POST', '/TaskQueues', QUEUE_FIELDS, ({ request, router, views }) => {
    const form = formOf(request);
    const queue = router.createQueue({ friendlyName: form.get('FriendlyName') ?? '', ...queueChange(form) });
    return { status: 201, body: views.queue(queue) };
  }),
  route('POST', '/TaskQueues/:sid', QUEUE_FIELDS, ({ request, params, router, views }) => {
    const queue: TaskQueue = router.queue(param(params, 'sid'));
    const form = formOf(request);
    const friendlyName = form.get('FriendlyName');
    router.updateQueue(queue, { ...(friendlyName === null ? {} : { friendlyName }), ...queueChange(form) });
    return { status: 200, body: views.queue(queue) };
  }),
  route('DELETE', '/TaskQueues/:sid', [], ({ params, router }) => {
    router.removeQueue(router.queue(param(params, 'sid')));
    return { status: 204 };
  }),
];

function queueChange(form: URLSearchParams): { targetWorkers?: string; maxReservedWorkers?: number } {
  const targetWorkers = form.get('TargetWorkers');
  const maxReservedWorkers = numberOf(form, 'MaxReservedWorkers');
  return {
    ...(targetWorkers === null ? {} : { targetWorkers }),
    ...(maxReservedWorkers === undefined ? {} : { maxReservedWorkers }),
  };
}
