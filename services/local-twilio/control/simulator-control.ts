import type { Route } from '../http/router';
import { SimulatorCommand } from '../simulator/simulator-config';
import type { Simulator } from '../simulator/simulator';
import { withJsonBody } from '../http/json-body';
import { withTaskRouterErrors } from './task-router-errors';

/** `GET /emulator/simulator` → state and counts; `POST` changes settings, starts and stops. */
export const simulatorRoutes = (simulator: Simulator): readonly Route[] =>
  [
    {
      method: 'GET' as const,
      path: '/emulator/simulator',
      handle: () => ({ status: 200, body: simulator.state }),
    },
    {
      method: 'POST' as const,
      path: '/emulator/simulator',
      handle: (request: Parameters<Route['handle']>[0]) =>
        withJsonBody(request, SimulatorCommand, (command) => {
          simulator.command(command);
          return { status: 200, body: simulator.state };
        }),
    },
  ].map(withTaskRouterErrors);
