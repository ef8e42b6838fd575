import type { HostApp } from '../http/host-app';
import type { TaskRouter } from '../taskrouter/task-router';
import { withBasicAuth } from './basic-auth';
import { createDocumentedHost } from './documented/documented-host';
import { TASK_ROUTER_CALLS } from './documented/task-router-calls';
import { directoryRoutes } from './taskrouter-directory';
import { eventRoutes } from './taskrouter-events';
import { workspaceRoutes } from './taskrouter-http';
import { statisticsRoutes } from './taskrouter-statistics';
import { taskRoutes } from './taskrouter-tasks';
import { workerRoutes } from './taskrouter-workers';

/** The public REST API of TaskRouter (`taskrouter.twilio.com`), without its authentication. */
export function taskRouterRest(router: TaskRouter): HostApp {
  const route = workspaceRoutes(router);
  return createDocumentedHost({
    host: 'taskrouter.twilio.com',
    calls: TASK_ROUTER_CALLS,
    routes: [directoryRoutes, workerRoutes, taskRoutes, statisticsRoutes, eventRoutes].flatMap((of) => of(route)),
  });
}

/** {@link taskRouterRest} behind the account's credentials, as the `twilio` helper calls it. */
export const taskRouterRestApi = (router: TaskRouter): HostApp => withBasicAuth(taskRouterRest(router));
