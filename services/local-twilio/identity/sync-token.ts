import { createHmac, timingSafeEqual } from 'node:crypto';
import { account } from '../base/account';
import type { Clock } from '../base/clock';
import { parseJson } from '../base/json';

/** What a valid Sync access token says. */
export interface SyncAccess {
  readonly identity: string;
  readonly accountSid: string;
  readonly serviceSid: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly acl: true;
}

/** Why a token is refused: Twilio's code and sentence, as the reply to `init` carries them. */
export interface TokenRefusal {
  readonly error: { readonly errorCode: 20101 | 20104 | 20151; readonly description: string };
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

const CONTENT_TYPE = 'twilio-fpa;v=1';
const invalid: TokenRefusal = { error: { errorCode: 20101, description: 'Invalid Access Token' } };
const expired: TokenRefusal = {
  error: { errorCode: 20104, description: 'Access Token expired or expiration date invalid' },
};
const unauthorized: TokenRefusal = { error: { errorCode: 20151, description: 'The authorization with Token failed' } };

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const sign = (content: string): string => createHmac('sha256', account.apiSecret).update(content).digest('base64url');

/** A token as `twilio.jwt.AccessToken` with a `SyncGrant` makes it. */
export function mintSyncToken({ identity, serviceSid, ttlSeconds }: MintOptions, nowMs: number): string {
  const iat = Math.floor(nowMs / 1000);
  const header = { cty: CONTENT_TYPE, typ: 'JWT', alg: 'HS256' };
  const payload = {
    jti: `${account.apiKey}-${iat}`,
    grants: { identity, data_sync: { service_sid: serviceSid } },
    iat,
    exp: iat + ttlSeconds,
    iss: account.apiKey,
    sub: account.accountSid,
  };
  const content = `${encode(header)}.${encode(payload)}`;
  return `${content}.${sign(content)}`;
}

/** Checks signature, content type, key, account, expiry and Sync grant, in this order. */
export function verifySyncToken(token: string, services: TokenAudience): SyncAccess | TokenRefusal {
  const [headerPart = '', payloadPart = '', signature = '', ...rest] = token.split('.');
  const header = decode(headerPart);
  const payload = decode(payloadPart);
  if (!header || !payload || rest.length > 0) return invalid;
  if (header['alg'] !== 'HS256' || header['cty'] !== CONTENT_TYPE) return invalid;
  if (payload['iss'] !== account.apiKey || payload['sub'] !== account.accountSid) return unauthorized;
  if (!isSameText(signature, sign(`${headerPart}.${payloadPart}`))) return invalid;
  const { exp, nbf } = payload;
  const now = services.clock.now();
  if (typeof exp !== 'number' || exp * 1000 <= now) return expired;
  if (typeof nbf === 'number' && nbf * 1000 > now) return invalid;
  const grants = asRecord(payload['grants']);
  const serviceId = asRecord(grants['data_sync'])['service_sid'];
  const { identity } = grants as { identity?: unknown };
  const service = typeof serviceId === 'string' ? services.find(serviceId) : undefined;
  if (!service || typeof identity !== 'string' || identity === '') return unauthorized;
  return { identity, accountSid: account.accountSid, serviceSid: service.sid, expiresAt: exp * 1000, acl: true };
}

function decode(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = parseJson(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? asRecord(value) : null;
  } catch {
    return null;
  }
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

function isSameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
