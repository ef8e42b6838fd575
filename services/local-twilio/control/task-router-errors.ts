import type { HostResponse } from '../http/host-app';
import type { Route } from '../http/router';
import { TaskRouterError } from '../taskrouter/task-router-error';

/** Turns the engine's refusals into answers of the control plane. */
export const withTaskRouterErrors = (route: Route): Route => ({
  ...route,
  handle: async (request, params) => {
    try {
      return await route.handle(request, params);
    } catch (error) {
      if (error instanceof TaskRouterError) return answerTo(error);
      throw error;
    }
  },
});

const answerTo = ({ status, code, message }: TaskRouterError): HostResponse => ({
  status,
  body: { status, code, message },
});
