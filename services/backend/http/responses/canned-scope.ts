import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FlexTokenCheck } from '../../twilio/flex-token';
import type { CannedCaller } from '../../commands/responses/canned-caller';
import { cannedCallerOf } from './canned-caller-of';
import { allowOrigins, answerPreflight } from '../cors';
import { createRateLimit, refuseExcess, type RateLimitOptions } from '../rate-limit';

/** What all routes of canned responses need. */
export interface CannedScopeOptions {
  readonly flexOrigins: readonly string[];
  readonly checkFlexToken: FlexTokenCheck;
  readonly now: () => number;
}

/** The caller of a request, once its token is checked and it does not ask too often. */
export type CallerOf = (request: FastifyRequest) => Promise<CannedCaller>;

/** A scope whose routes pages of Flex may call, and whose answers nobody keeps. */
export async function cannedScope(
  server: FastifyInstance,
  { flexOrigins }: CannedScopeOptions,
  paths: Readonly<Record<string, string>>,
  addRoutes: (scope: FastifyInstance) => void,
): Promise<void> {
  await server.register((scope, _options, done) => {
    scope.addHook('onSend', async (_request, reply) => {
      void reply.header('Cache-Control', 'no-store');
    });
    allowOrigins(scope, flexOrigins);
    for (const [path, methods] of Object.entries(paths)) answerPreflight(scope, path, methods);
    addRoutes(scope);
    done();
  });
}

/** Callers within a limit of their own. */
export function callersWithin({ checkFlexToken, now }: CannedScopeOptions, options: RateLimitOptions): CallerOf {
  const waitMs = createRateLimit(options);
  // Asked before the body is read and again by the route: one request is one call.
  const known = new WeakMap<FastifyRequest, CannedCaller>();
  return async (request) => {
    const checked = known.get(request);
    if (checked !== undefined) return checked;
    const caller = await cannedCallerOf(checkFlexToken, request.headers.authorization);
    refuseExcess(waitMs(caller.identity, now()));
    known.set(request, caller);
    return caller;
  };
}
