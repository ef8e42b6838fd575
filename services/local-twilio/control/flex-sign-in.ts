import * as v from 'valibot';
import { answerRefusals } from '../http/answer-refusals';
import { withJsonBody } from '../http/json-body';
import type { Route } from '../http/router';
import { FLEX_ROLES } from '../identity/flex-token';
import { DESKTOPS, signIn, workerNameOf, type FlexSession, type SignIn } from '../identity/flex-users';
import type { TaskRouter } from '../taskrouter/task-router';
import { TaskRouterError } from '../base/task-router-error';

const YEAR_SECONDS = 31_536_000;

const SignInRequest = v.strictObject({
  as: v.picklist(FLEX_ROLES, `expected one of ${FLEX_ROLES.join(', ')}`),
  worker: v.optional(v.string()),
  ttlSeconds: v.optional(v.pipe(v.number(), v.minValue(-YEAR_SECONDS), v.maxValue(YEAR_SECONDS))),
});

/** `POST /emulator/flex-sign-in` `{as, worker?, ttlSeconds?}` → `{session}`: what the page keeps for Flex UI. */
export const flexSignInRoutes = (taskRouter: TaskRouter, now: () => number): readonly Route[] => [
  answerRefusals(TaskRouterError)({
    method: 'POST',
    path: '/emulator/flex-sign-in',
    handle: (request) =>
      withJsonBody(request, SignInRequest, (wanted) => ({
        status: 200,
        body: { session: sessionFor(taskRouter, wanted, now()) },
      })),
  }),
];

/** @throws TaskRouterError 404 when there is no such worker */
function sessionFor({ state }: TaskRouter, wanted: SignIn, nowMs: number): FlexSession {
  const name = workerNameOf(wanted);
  const worker = [...state.workers.values()].find(({ friendlyName }) => friendlyName === name);
  if (worker !== undefined) return signIn(worker, wanted, nowMs);
  const known = DESKTOPS.map((desktop) => desktop.worker).join(', ');
  throw new TaskRouterError(404, 20404, `There is no worker "${name}" to sign in as; desktops are: ${known}`);
}
