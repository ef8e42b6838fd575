import { account } from '../base/account';
import { grantedService, unauthorized, verifyAccessToken } from './access-token';
import type { TwilsockAccess, TwilsockRefusal } from './twilsock-caller';

/** What a token with a `ChatGrant` lets do: Conversations, in the name of its identity, without a role. */
export function verifyChatToken(token: string, nowMs: number): TwilsockAccess | TwilsockRefusal {
  const claims = verifyAccessToken(token, nowMs);
  if ('error' in claims) return claims;
  const { identity, expiresAt } = claims;
  if (identity === '' || grantedService(claims, 'chat') !== account.chatServiceSid) return unauthorized;
  // Conversations' own objects are not under an access control list of ours.
  return { identity, accountSid: account.accountSid, serviceSid: account.chatServiceSid, expiresAt, acl: false };
}

/** A Flex token has two parts; an access token is a JWT. */
export const isAccessToken = (token: string): boolean => token.split('.').length === 3;
