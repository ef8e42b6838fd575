import { account } from '../base/account';
import { isAccessToken, verifyChatToken } from './chat-token';
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
 * `syncTokens` checks; Conversations takes the access tokens of customers, too. A product that Flex registers without one of its own (its telemetry) sees the insights service.
 */
export const flexOrSync =
  (syncTokens: Authenticate, now: () => number): Authenticate =>
  (token, product) => {
    if (product === 'data_sync') return syncTokens(token, product);
    if (product === 'ip_messaging' && isAccessToken(token)) return verifyChatToken(token, now());
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
