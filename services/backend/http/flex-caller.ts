import { WorkerSid } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { Refusal } from '../base/refusal';
import type { Caller } from '../commands/caller';
import type { FlexTokenCheck } from '../twilio/flex-token';

const RETRY_AFTER_SECONDS = 2;

/**
 * Who calls, by the Flex token in the `Authorization` header alone.
 * @throws Refusal `unauthenticated` without a good token, `unavailable` when Twilio cannot tell
 */
export async function flexCallerOf(check: FlexTokenCheck, authorization: string | undefined): Promise<Caller> {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) {
    throw new Refusal('unauthenticated', 'missing_token', 'Send the Flex token as "Authorization: Bearer …".');
  }
  const result = await check(token);
  switch (result.status) {
    case 'valid': {
      const { identity, roles, workerSid } = result.user;
      const parsed = v.safeParse(v.nullable(WorkerSid), workerSid);
      const worker = parsed.success ? parsed.output : null;
      return { identity, roles, workerSid: worker, actor: worker ?? identity };
    }
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

/** A refusal that says when to try again: after what Twilio asked for, or after 2 s. */
export function unavailable(code: string, message: string, retryAfterMs: number | null, reason: string): Refusal {
  const retryAfterSeconds = retryAfterMs === null ? RETRY_AFTER_SECONDS : Math.ceil(retryAfterMs / 1_000);
  return new Refusal('unavailable', code, `${message} Try again in ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
    cause: new Error(reason),
  });
}
