import { account } from '../base/account';
import type { Clock } from '../base/clock';
import { grantedService, mintAccessToken, unauthorized, verifyAccessToken, type TokenRefusal } from './access-token';

/** What a valid Sync access token says. */
export interface SyncAccess {
  readonly identity: string;
  readonly accountSid: string;
  readonly serviceSid: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly acl: true;
}

/** Where a token is checked: at what time, and which Sync services there are. */
export interface TokenAudience {
  readonly clock: Pick<Clock, 'now'>;
  /** By SID, unique name, or `default`. */
  find(idOrName: string): { readonly sid: string } | undefined;
}

export interface MintOptions {
  readonly identity: string;
  readonly serviceSid: string;
  readonly ttlSeconds: number;
}

/** A token as `twilio.jwt.AccessToken` with a `SyncGrant` makes it. */
export const mintSyncToken = ({ identity, serviceSid, ttlSeconds }: MintOptions, nowMs: number): string =>
  mintAccessToken({ identity, data_sync: { service_sid: serviceSid } }, ttlSeconds, nowMs);

/** Checks what every access token has, then the Sync grant and its service. */
export function verifySyncToken(token: string, services: TokenAudience): SyncAccess | TokenRefusal {
  const claims = verifyAccessToken(token, services.clock.now());
  if ('error' in claims) return claims;
  const { identity, expiresAt } = claims;
  const service = services.find(grantedService(claims, 'data_sync') ?? '');
  if (!service || identity === '') return unauthorized;
  return { identity, accountSid: account.accountSid, serviceSid: service.sid, expiresAt, acl: true };
}
