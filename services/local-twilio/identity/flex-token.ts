import { createHmac } from 'node:crypto';
import * as v from 'valibot';
import { account } from '../base/account';
import { isSame } from '../base/is-same';

/** Roles of a Flex user, as Flex names them. */
export const FLEX_ROLES = ['agent', 'supervisor', 'admin'] as const;
export type FlexRole = (typeof FLEX_ROLES)[number];

const Claims = v.object({
  accountSid: v.string(),
  identity: v.string(),
  roles: v.array(v.picklist(FLEX_ROLES)),
  workerSid: v.nullable(v.string()),
  flexUserSid: v.string(),
  /** Epoch milliseconds. */
  expiresAt: v.number(),
});

/** What a Flex token says about its user. */
export type FlexTokenClaims = v.InferOutput<typeof Claims>;

/** Twilio's code and sentence for a token that is not accepted. */
export interface FlexTokenRefusal {
  readonly code: 20101 | 20104;
  readonly message: string;
}

const INVALID: FlexTokenRefusal = { code: 20101, message: 'Invalid Access Token' };
const EXPIRED: FlexTokenRefusal = { code: 20104, message: 'Access Token expired or expiration date invalid' };

// The key follows from the account's fixed secret: a session outlives a restart, as it does with Twilio.
const KEY = createHmac('sha256', account.apiSecret).update('flex-token').digest();

const sign = (payload: string): string => createHmac('sha256', KEY).update(payload).digest('base64url');

/**
 * A signed Flex token. Twilio's are encrypted (JWE), so clients treat them as opaque; this one has two parts, and
 * nobody can take it for a JWT to be read.
 */
export function mintFlexToken(claims: FlexTokenClaims): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${payload}.${sign(payload)}`;
}

/** Checks signature, account and expiry. */
export function verifyFlexToken(token: string, nowMs: number): FlexTokenClaims | FlexTokenRefusal {
  const [payload = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0 || !isSame(signature, sign(payload))) return INVALID;
  const parsed = v.safeParse(Claims, JSON.parse(Buffer.from(payload, 'base64url').toString()));
  if (!parsed.success || parsed.output.accountSid !== account.accountSid) return INVALID;
  return parsed.output.expiresAt > nowMs ? parsed.output : EXPIRED;
}

/** Tells a refusal from claims. */
export const isRefused = (outcome: FlexTokenClaims | FlexTokenRefusal): outcome is FlexTokenRefusal =>
  'code' in outcome;
