import { createHmac, randomUUID } from 'node:crypto';
import { jwt } from 'twilio';
import type { TwilioConfig } from './twilio-config';

/** Lifetime of a Sync token of a Flex user: 1 hour. Revoking a role takes effect within it. */
const ACCESS_TOKEN_TTL_SECONDS = 3_600;

export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** Signs an access token that lets `identity` use the Sync service and nothing else. */
export function issueSyncToken(
  config: TwilioConfig,
  identity: string,
  now: number,
  ttlSeconds = ACCESS_TOKEN_TTL_SECONDS,
): IssuedToken {
  const accessToken = new jwt.AccessToken(config.accountSid, config.apiKey, config.apiSecret, {
    identity,
    ttl: ttlSeconds,
  });
  accessToken.addGrant(new jwt.AccessToken.SyncGrant({ serviceSid: config.syncServiceSid }));
  return {
    token: withUniqueId(accessToken.toJwt(), config),
    expiresAt: now + ttlSeconds * 1_000,
  };
}

/**
 * The helper's `jti` is the key and the second, so two tokens of one second would share it: a log or a revocation list
 * could not tell two agents apart. The claims stay as the helper made them; only the id is replaced.
 */
function withUniqueId(token: string, { apiKey, apiSecret }: TwilioConfig): string {
  const [header = '', payload = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const replaced = Buffer.from(JSON.stringify({ ...claims, jti: `${apiKey}-${randomUUID()}` })).toString('base64url');
  const signature = createHmac('sha256', apiSecret).update(`${header}.${replaced}`).digest('base64url');
  return `${header}.${replaced}.${signature}`;
}
