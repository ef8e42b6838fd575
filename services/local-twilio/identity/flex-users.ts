import { createHash } from 'node:crypto';
import { account } from '../base/account';
import { TaskRouterError } from '../taskrouter/task-router-error';
import type { TaskRouter } from '../taskrouter/task-router';
import { mintFlexToken, type FlexRole, type FlexTokenClaims } from './flex-token';

/** The local users for whom the landing page offers a desktop; each is the worker of the same name. */
export const DESKTOPS = [
  { as: 'supervisor', worker: 'sam', label: 'Supervisor Sam' },
  { as: 'agent', worker: 'alice', label: 'Agent Alice' },
  { as: 'agent', worker: 'bob', label: 'Agent Bob' },
  { as: 'admin', worker: 'ada', label: 'Administrator Ada' },
] as const satisfies readonly { as: FlexRole; worker: string; label: string }[];

/** A supervisor of Flex also takes tasks. */
const ROLES: Readonly<Record<FlexRole, readonly FlexRole[]>> = {
  agent: ['agent'],
  supervisor: ['supervisor', 'agent'],
  admin: ['admin'],
};

/** Flex tokens live this long before Flex refreshes them. */
const FLEX_TOKEN_TTL_SECONDS = 12 * 60 * 60;

export interface SignIn {
  readonly as: FlexRole;
  /** Friendly name of a worker; the first desktop of that role by default. */
  readonly worker?: string | undefined;
  /** Lifetime of the token; {@link FLEX_TOKEN_TTL_SECONDS} by default, negative for one that is already expired. */
  readonly ttlSeconds?: number | undefined;
}

/** What Flex UI keeps as its session. */
export interface FlexSession {
  readonly token: string;
  readonly identity: string;
  readonly roles: readonly FlexRole[];
  /** ISO 8601. */
  readonly expiration: string;
  readonly flexUserSid: string;
}

/** Signs a worker in. @throws TaskRouterError 404 when there is no such worker */
export function signIn(taskRouter: TaskRouter, request: SignIn, nowMs: number): FlexSession {
  const name = request.worker ?? DESKTOPS.find(({ as }) => as === request.as)?.worker ?? '';
  const worker = [...taskRouter.state.workers.values()].find(({ friendlyName }) => friendlyName === name);
  if (worker === undefined) {
    const known = DESKTOPS.map((desktop) => desktop.worker).join(', ');
    throw new TaskRouterError(404, 20404, `There is no worker "${name}" to sign in as; desktops are: ${known}`);
  }
  return sessionOf({
    accountSid: account.accountSid,
    identity: worker.friendlyName,
    roles: [...ROLES[request.as]],
    workerSid: worker.sid,
    flexUserSid: `FU${createHash('sha256').update(worker.friendlyName).digest('hex').slice(0, 32)}`,
    expiresAt: nowMs + (request.ttlSeconds ?? FLEX_TOKEN_TTL_SECONDS) * 1000,
  });
}

/** A session with a new token for the same user. */
export const refreshSession = (claims: FlexTokenClaims, nowMs: number): FlexSession =>
  sessionOf({ ...claims, expiresAt: nowMs + FLEX_TOKEN_TTL_SECONDS * 1000 });

function sessionOf(claims: FlexTokenClaims): FlexSession {
  return {
    token: mintFlexToken(claims),
    identity: claims.identity,
    roles: claims.roles,
    expiration: new Date(claims.expiresAt).toISOString(),
    flexUserSid: claims.flexUserSid,
  };
}
