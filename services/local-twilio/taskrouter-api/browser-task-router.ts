import type { HostApp } from '../http/host-app';
import { flexUserOf } from '../identity/flex-credentials';
import { isRefused } from '../identity/flex-token';
import type { TaskRouter } from '../taskrouter/task-router';
import { taskRouterRest, taskRouterRestApi } from './task-router-rest';

/** The REST API of TaskRouter, which Flex UI reads with its Flex token where a server shows the account's secret. */
export function browserTaskRouter(taskRouter: TaskRouter, now: () => number): HostApp {
  const open = taskRouterRest(taskRouter);
  const guarded = taskRouterRestApi(taskRouter);
  return (request) => {
    const mayRead = request.method === 'GET' && !isRefused(flexUserOf(request, now()));
    return mayRead ? open(request) : guarded(request);
  };
}
