import { answerRefusals } from '../http/answer-refusals';
import { withJsonBody } from '../http/json-body';
import type { Route } from '../http/router';
import type { Simulator } from '../simulator/simulator';
import { SimulatorCommand } from '../simulator/simulator-config';
import { TaskRouterError } from '../base/task-router-error';

/** `GET /emulator/simulator` → state and counts; `POST` configures, starts and stops it. */
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
  ].map(answerRefusals(TaskRouterError));
