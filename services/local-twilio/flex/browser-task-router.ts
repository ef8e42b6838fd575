import type { HostApp } from '../http/host-app';
import { taskRouterRest, taskRouterRestApi } from '../rest/taskrouter';
import type { TaskRouter } from '../taskrouter/task-router';
import { flexUserOf } from './credentials';
import { isRefused } from './flex-token';

/** The REST API of TaskRouter, which Flex UI reads with its Flex token where a server shows the account's secret. */
export function browserTaskRouter(taskRouter: TaskRouter, now: () => number): HostApp {
  const open = taskRouterRest(taskRouter);
  const guarded = taskRouterRestApi(taskRouter);
  return (request) => {
    const mayRead = request.method === 'GET' && !isRefused(flexUserOf(request, now()));
    return mayRead ? open(request) : guarded(request);
  };
}
