import type { HostApp } from '../http/host-app';
import { createRouter } from '../http/router';
import type { TaskRouter } from '../taskrouter/task-router';
import { withBasicAuth } from './basic-auth';
import { directoryRoutes } from './taskrouter-directory';
import { eventRoutes } from './taskrouter-events';
import { workspaceRoutes } from './taskrouter-http';
import { statisticsRoutes } from './taskrouter-statistics';
import { taskRoutes } from './taskrouter-tasks';
import { workerRoutes } from './taskrouter-workers';

/** The public REST API of TaskRouter (`taskrouter.twilio.com`), without its authentication. */
export function taskRouterRest(router: TaskRouter): HostApp {
  const route = workspaceRoutes(router);
  return createRouter('taskrouter.twilio.com', [
    // First: `/TaskQueues/RealTimeStatistics` would otherwise be read as a queue's SID.
    ...statisticsRoutes(route),
    ...directoryRoutes(route),
    ...workerRoutes(route),
    ...taskRoutes(route),
    ...eventRoutes(route),
  ]);
}

/** {@link taskRouterRest} behind the account's credentials, as the `twilio` helper calls it. */
export const taskRouterRestApi = (router: TaskRouter): HostApp => withBasicAuth(taskRouterRest(router));
