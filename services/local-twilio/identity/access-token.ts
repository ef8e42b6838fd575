import { createHmac } from 'node:crypto';
import { account } from '../base/account';
import { isSame } from '../base/is-same';
import { parseJson } from '../base/json';
import { findApiKey } from './api-keys';

/** What a valid access token says, whatever it is for. */
export interface AccessClaims {
  /** Empty when it names none. */
  readonly identity: string;
  /** By the grant's name, such as `data_sync`. */
  readonly grants: Readonly<Record<string, unknown>>;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** Why a token is refused: Twilio's code and sentence, as the reply to `init` carries them. */
export interface TokenRefusal {
  readonly error: { readonly errorCode: 20101 | 20104 | 20151; readonly description: string };
}

const CONTENT_TYPE = 'twilio-fpa;v=1';
const invalid: TokenRefusal = { error: { errorCode: 20101, description: 'Invalid Access Token' } };
const expired: TokenRefusal = {
  error: { errorCode: 20104, description: 'Access Token expired or expiration date invalid' },
};
export const unauthorized: TokenRefusal = {
  error: { errorCode: 20151, description: 'The authorization with Token failed' },
};

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const sign = (content: string, secret: string): string =>
  createHmac('sha256', secret).update(content).digest('base64url');

/** A token as `twilio.jwt.AccessToken` makes it with these grants. */
export function mintAccessToken(grants: object, ttlSeconds: number, nowMs: number): string {
  const iat = Math.floor(nowMs / 1000);
  const header = { cty: CONTENT_TYPE, typ: 'JWT', alg: 'HS256' };
  const payload = {
    jti: `${account.apiKey}-${iat}`,
    grants,
    iat,
    exp: iat + ttlSeconds,
    iss: account.apiKey,
    sub: account.accountSid,
  };
  const content = `${encode(header)}.${encode(payload)}`;
  return `${content}.${sign(content, account.apiSecret)}`;
}

/** Checks signature, content type, key, account and expiry, in this order. */
export function verifyAccessToken(token: string, nowMs: number): AccessClaims | TokenRefusal {
  const [headerPart = '', payloadPart = '', signature = '', ...rest] = token.split('.');
  const header = decode(headerPart);
  const payload = decode(payloadPart);
  if (!header || !payload || rest.length > 0) return invalid;
  if (header['alg'] !== 'HS256' || header['cty'] !== CONTENT_TYPE) return invalid;
  const key = findApiKey(String(payload['iss']));
  if (key === undefined || payload['sub'] !== account.accountSid) return unauthorized;
  if (!isSame(signature, sign(`${headerPart}.${payloadPart}`, key.secret))) return invalid;
  const { exp, nbf } = payload;
  if (typeof exp !== 'number' || exp * 1000 <= nowMs) return expired;
  if (typeof nbf === 'number' && nbf * 1000 > nowMs) return invalid;
  const grants = asRecord(payload['grants']);
  const { identity } = grants;
  return { identity: typeof identity === 'string' ? identity : '', grants, expiresAt: exp * 1000 };
}

/** The service that a grant of this name is for; undefined where there is no such grant. */
export function grantedService({ grants }: AccessClaims, name: string): string | undefined {
  const serviceSid = asRecord(grants[name])['service_sid'];
  return typeof serviceSid === 'string' ? serviceSid : undefined;
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
