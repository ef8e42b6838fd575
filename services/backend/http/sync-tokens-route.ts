import {
  SYNC_TOKENS_PATH,
  SyncTokensRequest,
  type SyncToken,
  type SyncTokensResponse,
} from '@flex-sync-suite/shared/contract';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { FlexTokenCheck, FlexUser } from '../twilio/flex-token';
import type { SyncTokenIssuer } from '../twilio/sync-token-issuer';
import { allowOrigins, answerPreflight } from './cors';
import { flexUserOf, unavailable } from './flex-caller';
import { Refusal } from '../base/refusal';
import { createRateLimit, refuseExcess } from './rate-limit';

export interface SyncTokensRouteOptions {
  readonly flexOrigins: readonly string[];
  readonly checkFlexToken: FlexTokenCheck;
  readonly issuer: SyncTokenIssuer;
  /** Whether permissions count for nothing: every token would read and write everything. */
  readonly isAclDisabled: () => Promise<boolean>;
  readonly now: () => number;
}

/** The account is looked at again this often. */
const ACL_RETRY_AFTER_SECONDS = 15;
const BODY_LIMIT_BYTES = 4_096;

/** A page asks twice when it loads and once an hour: 60 at once are many reloads, one more a second is a loop. */
const CALLS_PER_IDENTITY = { burst: 60, refillMs: 1_000 };

/**
 * `POST /sync-tokens` trades a Flex token for Sync tokens. Worker and roles come from the validated Flex token alone;
 * the body only names the scopes.
 */
export async function syncTokensRoute(server: FastifyInstance, options: SyncTokensRouteOptions): Promise<void> {
  const waitMs = createRateLimit(CALLS_PER_IDENTITY);

  await server.register((scope, _options, done) => {
    allowOrigins(scope, options.flexOrigins);
    answerPreflight(scope, SYNC_TOKENS_PATH, 'POST');
    scope.post(SYNC_TOKENS_PATH, { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
      const user = await flexUserOf(options.checkFlexToken, request.headers.authorization);
      refuseExcess(waitMs(user.identity, options.now()));
      if (await options.isAclDisabled()) {
        throw new Refusal(
          'unavailable',
          'sync_acl_disabled',
          'Enable ACL on the Sync service.',
          ACL_RETRY_AFTER_SECONDS,
        );
      }
      const parsed = v.safeParse(SyncTokensRequest, request.body);
      if (!parsed.success) {
        throw new Refusal('invalid', 'invalid_request', 'Send {"scopes":[…]} with "shared", "personal" or both.');
      }
      const response: SyncTokensResponse = { scopes: {} };
      for (const name of new Set(parsed.output.scopes)) response.scopes[name] = await tokenFor(name, user);
      return reply.header('Cache-Control', 'no-store').send(response);
    });
    done();
  });

  async function tokenFor(scope: 'shared' | 'personal', user: FlexUser): Promise<SyncToken> {
    const result = await options.issuer[scope](user);
    switch (result.status) {
      case 'issued':
        return result.token;
      case 'no-worker':
        throw new Refusal('forbidden', 'no_worker', 'This Flex user has no TaskRouter worker, so nothing is personal.');
      case 'no-profile':
        throw new Refusal('forbidden', 'no_profile', 'None of the roles admin, supervisor and agent is assigned.');
      case 'unavailable':
        throw unavailable('not_ready', 'The permissions cannot be given now.', result.retryAfterMs, result.reason);
    }
  }
}
