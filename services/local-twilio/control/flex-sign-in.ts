import * as v from 'valibot';
import { FLEX_ROLES } from '../identity/flex-token';
import { signIn } from '../identity/flex-users';
import type { Route } from '../http/router';
import type { TaskRouter } from '../taskrouter/task-router';
import { withJsonBody } from '../http/json-body';
import { withTaskRouterErrors } from './task-router-errors';

const YEAR_SECONDS = 31_536_000;

const SignInRequest = v.strictObject({
  as: v.picklist(FLEX_ROLES, `expected one of ${FLEX_ROLES.join(', ')}`),
  worker: v.optional(v.string()),
  ttlSeconds: v.optional(v.pipe(v.number(), v.minValue(-YEAR_SECONDS), v.maxValue(YEAR_SECONDS))),
});

/** `POST /emulator/flex-sign-in` `{as, worker?, ttlSeconds?}` → `{session}`: what the page keeps for Flex UI. */
export const flexSignInRoutes = (taskRouter: TaskRouter, now: () => number): readonly Route[] => [
  withTaskRouterErrors({
    method: 'POST',
    path: '/emulator/flex-sign-in',
    handle: (request) =>
      withJsonBody(request, SignInRequest, (wanted) => ({
        status: 200,
        body: { session: signIn(taskRouter, wanted, now()) },
      })),
  }),
];
