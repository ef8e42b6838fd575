import type { Logger } from '../base/log';
import type { ClaimedObject } from '../store/outbox/sync-objects';
import type { Concurrency } from './pace';
import { SyncWriteError } from './sync-port';
import { verdictOn, type Verdict } from './verdict';
import type { VerifiedObjects } from './verified-objects';

/** From this many failures in a row an object is in trouble rather than unlucky. */
const ALARMING_ATTEMPTS = 5;

export interface FailureContext {
  readonly log: Logger;
  readonly concurrency: Concurrency;
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
}

/** What is to become of an object that failed, and what the operator should know of it. */
export function judgeFailure(
  { log, concurrency, random }: FailureContext,
  verified: VerifiedObjects,
  object: ClaimedObject,
  error: unknown,
): Verdict & { readonly error: string } {
  const verdict = verdictOn(error, object, random());
  const message = error instanceof Error ? error.message : String(error);
  const failure = error instanceof SyncWriteError ? error.failure : null;
  if (failure === 'throttled') concurrency.throttled();
  // What we believed about the object may be what made the attempt fail; not so where it was not even looked at.
  else verified.doubt(object.key);
  const facts = { err: error, objectKey: object.key, attempts: object.attempts + 1, waitMs: verdict.waitMs };
  if (verdict.setAside === null) {
    log[object.attempts >= ALARMING_ATTEMPTS ? 'error' : 'warn'](facts, 'Sync was not written');
  } else if (object.setAside !== verdict.setAside || object.lastError !== message) {
    log.error(facts, 'an object is set aside and tried again slowly; all others go on');
  }
  return { ...verdict, error: message };
}
