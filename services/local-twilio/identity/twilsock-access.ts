import { account } from '../base/account';
import { isRefused, verifyFlexToken } from './flex-token';
import type { Authenticate } from './twilsock-caller';

/** The Sync service behind Flex UI's own live queries and statistics. Nobody else's objects are in it. */
export const INSIGHTS_SERVICE_SID = 'IS00000000000000000000000000000003';

const SERVICE_OF_PRODUCT: ReadonlyMap<string, string> = new Map([
  ['flex_insights', INSIGHTS_SERVICE_SID],
  ['ip_messaging', account.chatServiceSid],
]);

/**
 * Twilsock accepts a Flex token for Flex UI's own products; Sync's product `data_sync` takes Sync tokens only, which
 * `syncTokens` checks. A product that Flex registers without one of its own (its telemetry) sees the insights service.
 */
export const flexOrSync =
  (syncTokens: Authenticate, now: () => number): Authenticate =>
  (token, product) => {
    if (product === 'data_sync') return syncTokens(token, product);
    const claims = verifyFlexToken(token, now());
    if (isRefused(claims)) return { error: { errorCode: claims.code, description: claims.message } };
    return {
      identity: claims.identity,
      accountSid: claims.accountSid,
      serviceSid: SERVICE_OF_PRODUCT.get(product) ?? INSIGHTS_SERVICE_SID,
      expiresAt: claims.expiresAt,
      // Twilio's own services are not under an access control list of ours.
      acl: false,
      roles: claims.roles,
    };
  };
