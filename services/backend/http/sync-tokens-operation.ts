import {
  SYNC_TOKENS_PATH,
  SyncTokensRequest,
  SyncTokensResponse,
  type SyncToken,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../base/refusal';
import type { Caller } from '../commands/caller';
import type { SyncTokenIssuer } from '../twilio/sync-token-issuer';
import { unavailable } from './flex-caller';
import { requireAcl } from './require-acl';
import { serving, type ServedOperation } from './operations/operation';

export interface SyncTokensOptions {
  readonly issuer: SyncTokenIssuer;
  /** Whether permissions count for nothing: every token would read and write everything. */
  readonly isAclDisabled: () => Promise<boolean>;
}

const BODY_LIMIT_BYTES = 4_096;

/** A page asks twice when it loads and once an hour: 60 at once are many reloads, one more a second is a loop. */
const CALLS_PER_IDENTITY = { burst: 60, refillMs: 1_000 };

/** Worker and roles come from the validated Flex token alone; the body only names the scopes. */
export const syncTokensOperation = ({ issuer, isAclDisabled }: SyncTokensOptions): ServedOperation =>
  serving(
    {
      method: 'post',
      path: SYNC_TOKENS_PATH,
      summary: 'Trades the Flex token for Sync tokens with the least permissions.',
      body: SyncTokensRequest,
      bodyLimitBytes: BODY_LIMIT_BYTES,
      answer: SyncTokensResponse,
      errors: [403],
      limit: CALLS_PER_IDENTITY,
    },
    async ({ caller, body }) => {
      await requireAcl(isAclDisabled);
      const response: SyncTokensResponse = { scopes: {} };
      for (const name of new Set(body.scopes)) response.scopes[name] = await tokenFor(issuer, name, caller);
      return response;
    },
  );

async function tokenFor(issuer: SyncTokenIssuer, scope: 'shared' | 'personal', caller: Caller): Promise<SyncToken> {
  const result = await issuer[scope](caller);
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
