import { createDocumentedHost } from '../http/documented-host';
import type { HostApp } from '../http/host-app';
import { withBasicAuth } from '../identity/basic-auth';
import type { TaskRouter } from '../taskrouter/task-router';
import { directoryRoutes } from './directory-routes';
import { eventRoutes } from './event-routes';
import { statisticsRoutes } from './statistics-routes';
import { TASK_ROUTER_CALLS } from './task-router-calls';
import { taskRoutes } from './task-routes';
import { workerRoutes } from './worker-routes';
import { workspaceRoutes } from './workspace-route';

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
