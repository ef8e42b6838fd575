import * as v from 'valibot';
import { account } from '../base/account';
import type { Clock } from '../base/clock';
import { withJsonBody } from '../http/json-body';
import type { Route } from '../http/router';
import { mintSyncToken } from '../identity/sync-token';

const TokenRequest = v.strictObject({
  identity: v.pipe(v.string(), v.minLength(1)),
  serviceSid: v.optional(v.string(), account.syncServiceSid),
  /** A token that is already expired may be asked for, to see it refused. */
  ttlSeconds: v.optional(v.pipe(v.number(), v.maxValue(86_400)), 3_600),
});

/** `POST /emulator/tokens` `{identity, serviceSid?, ttlSeconds?}` → `{token}` with a Sync grant. */
export const tokenRoutes = (clock: Clock): readonly Route[] => [
  {
    method: 'POST',
    path: '/emulator/tokens',
    handle: (request) =>
      withJsonBody(request, TokenRequest, (options) => ({
        status: 200,
        body: { token: mintSyncToken(options, clock.now()) },
      })),
  },
];
