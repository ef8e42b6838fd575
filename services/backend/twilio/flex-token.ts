import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { TwilioConfig } from './twilio-config';
import { basicAuthorization, type TwilioHttpClient } from './http-client';
import { TwilioRequestError } from './request-error';

/** Who holds a Flex token, as Twilio says it, never as the browser says it. */
export interface FlexUser {
  readonly identity: string;
  readonly roles: readonly string[];
  /** Null for a user without a worker, such as a supervisor who takes no tasks. */
  readonly workerSid: string | null;
}

export type FlexTokenResult =
  { readonly status: 'valid'; readonly user: FlexUser } | { readonly status: 'invalid' } | FlexTokenUnavailable;

interface FlexTokenUnavailable {
  readonly status: 'unavailable';
  readonly retryAfterMs: number | null;
  readonly reason: string;
}

export type FlexTokenCheck = (token: string) => Promise<FlexTokenResult>;

/** A role taken away, or a logout, takes effect at the latest after this. */
const CACHE_MAX_MS = 60_000;
const CACHE_MAX_ENTRIES = 10_000;
/** More than these at once are answered with "unavailable", so that a flood of junk tokens cannot exhaust the sockets. */
const MAX_CONCURRENT_CHECKS = 64;
/** Flex tokens are far shorter; nothing longer is worth a request. */
const MAX_TOKEN_LENGTH = 8_192;

const Expiration = v.union([
  v.pipe(
    v.string(),
    v.transform((text) => Date.parse(text)),
    v.number(),
  ),
  v.pipe(
    v.number(),
    v.transform((seconds) => seconds * 1_000),
  ),
]);

const ValidationAnswer = v.variant('valid', [
  v.object({
    valid: v.literal(true),
    expiration: Expiration,
    identity: v.pipe(v.string(), v.minLength(1)),
    roles: v.optional(v.array(v.string()), []),
    worker_sid: v.nullish(v.pipe(v.string(), v.regex(/^WK[0-9a-f]{32}$/))),
  }),
  v.object({ valid: v.literal(false) }),
]);

/**
 * Asks Twilio whether a Flex token is good (`POST https://iam.twilio.com/v1/Accounts/{AC}/Tokens/validate`, as the npm
 * package `twilio-flex-token-validator` does). A good answer is remembered under the token's hash until the token expires,
 * at most 60 s; a bad one is not remembered. Tokens are never logged.
 */
export function createFlexTokenCheck(config: TwilioConfig, http: TwilioHttpClient, now: () => number): FlexTokenCheck {
  const cache = new Map<string, { user: FlexUser; until: number }>();
  let running = 0;

  return async (token) => {
    if (token === '' || token.length > MAX_TOKEN_LENGTH) return { status: 'invalid' };
    const key = createHash('sha256').update(token).digest('base64');
    const cached = cache.get(key);
    if (cached !== undefined && cached.until > now()) return { status: 'valid', user: cached.user };
    cache.delete(key);
    if (running >= MAX_CONCURRENT_CHECKS) {
      return { status: 'unavailable', retryAfterMs: null, reason: 'too many token checks at once' };
    }
    running += 1;
    try {
      return remember(key, await validate(config, http, token));
    } finally {
      running -= 1;
    }
  };

  function remember(key: string, result: Validation): FlexTokenResult {
    if (result.status !== 'valid') return result;
    if (result.expiresAt <= now()) return { status: 'invalid' };
    const oldest = cache.size >= CACHE_MAX_ENTRIES ? cache.keys().next().value : undefined;
    if (oldest !== undefined) cache.delete(oldest);
    cache.set(key, { user: result.user, until: Math.min(result.expiresAt, now() + CACHE_MAX_MS) });
    return { status: 'valid', user: result.user };
  }
}

type Validation =
  | { readonly status: 'valid'; readonly user: FlexUser; readonly expiresAt: number }
  | { readonly status: 'invalid' }
  | FlexTokenUnavailable;

/** One request to IAM, with what its answer says of the token. */
async function validate(config: TwilioConfig, http: TwilioHttpClient, token: string): Promise<Validation> {
  let body: string;
  try {
    const answer = await http.send({
      method: 'POST',
      url: `https://iam.twilio.com/v1/Accounts/${config.accountSid}/Tokens/validate`,
      headers: {
        Authorization: basicAuthorization(config.accountSid, config.authToken),
        'Content-Type': 'application/json',
        Accept: 'application/json',
      },
      body: JSON.stringify({ token }),
    });
    body = answer.body;
  } catch (error) {
    if (!(error instanceof TwilioRequestError)) throw error;
    // 400 speaks of the token. 401 and 403 speak of our own credentials: a fault of the installation, not of the user.
    if (error.status === 400) return { status: 'invalid' };
    return { status: 'unavailable', retryAfterMs: error.retryAfterMs, reason: error.message };
  }
  const parsed = v.safeParse(ValidationAnswer, parseJson(body));
  if (!parsed.success) return { status: 'unavailable', retryAfterMs: null, reason: 'unreadable answer of IAM' };
  if (!parsed.output.valid) return { status: 'invalid' };
  const { identity, roles, worker_sid: workerSid, expiration } = parsed.output;
  return { status: 'valid', user: { identity, roles, workerSid: workerSid ?? null }, expiresAt: expiration };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
