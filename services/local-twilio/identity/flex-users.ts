import { createHash } from 'node:crypto';
import { account } from '../base/account';
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

/** A worker, as much of it as a session tells. */
export interface SigningIn {
  readonly sid: string;
  readonly friendlyName: string;
}

/** Name of the worker that is to be signed in. */
export const workerNameOf = ({ as, worker }: SignIn): string =>
  worker ?? DESKTOPS.find((desktop) => desktop.as === as)?.worker ?? '';

/** Signs a worker in. */
export function signIn(worker: SigningIn, request: SignIn, nowMs: number): FlexSession {
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
