import type { HostApp } from '../http/host-app';
import type { TaskRouter } from '../taskrouter/task-router';
import { withBasicAuth } from '../identity/basic-auth';
import { createDocumentedHost } from '../http/documented-host';
import { TASK_ROUTER_CALLS } from './task-router-calls';
import { directoryRoutes } from './directory-routes';
import { eventRoutes } from './event-routes';
import { workspaceRoutes } from './workspace-route';
import { statisticsRoutes } from './statistics-routes';
import { taskRoutes } from './task-routes';
import { workerRoutes } from './worker-routes';

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
