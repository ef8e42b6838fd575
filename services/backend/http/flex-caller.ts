import type { FlexTokenCheck, FlexUser } from '../twilio/flex-token';
import { Refusal } from '../base/refusal';

const RETRY_AFTER_SECONDS = 2;

/**
 * Who calls, by the Flex token in the `Authorization` header alone.
 * @throws Refusal `unauthenticated` without a good token, `unavailable` when Twilio cannot tell
 */
export async function flexUserOf(check: FlexTokenCheck, authorization: string | undefined): Promise<FlexUser> {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) {
    throw new Refusal('unauthenticated', 'missing_token', 'Send the Flex token as "Authorization: Bearer …".');
  }
  const result = await check(token);
  switch (result.status) {
    case 'valid':
      return result.user;
    case 'invalid':
      throw new Refusal(
        'unauthenticated',
        'invalid_token',
        'The Flex token is not valid or has expired: sign in again.',
      );
    case 'unavailable':
      throw unavailable(
        'iam_unavailable',
        'Twilio cannot check the Flex token now.',
        result.retryAfterMs,
        result.reason,
      );
  }
}

/** A 503 that says when to try again: after what Twilio asked for, or after 2 s. */
export function unavailable(code: string, message: string, retryAfterMs: number | null, reason: string): Refusal {
  const seconds = retryAfterMs === null ? RETRY_AFTER_SECONDS : Math.ceil(retryAfterMs / 1_000);
  return new Refusal('unavailable', code, `${message} Try again in ${seconds} s.`, seconds, {
    cause: new Error(reason),
  });
}
