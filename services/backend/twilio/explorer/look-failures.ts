import { Refusal } from '../../base/refusal';
import { TwilioRequestError } from '../request-error';

/** Waits that Sync does not tell of. */
const RETRY_AFTER_SECONDS = 2;

/**
 * What a call of the helper resolves with.
 * @returns null for what is not there
 * @throws Refusal `too-often` with the code `sync_throttled` for 429, `unavailable` without an answer and for a key that
 * may not, `unprocessable` for anything else that Sync does not do
 */
export async function orNull<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof TwilioRequestError)) throw error;
    if (error.status === 404) return null;
    throw refusalOf(error);
  }
}

/** As {@link orNull}, of a name that somebody typed: Sync has nothing under one that it does not take. */
export async function namedOrNull<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await orNull(call);
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'unprocessable') return null;
    throw error;
  }
}

/** Why Sync did not do it, for who asked. */
export function refusalOf(error: TwilioRequestError): Refusal {
  const { status, code, retryAfterMs } = error;
  const retryAfterSeconds = retryAfterMs === null ? RETRY_AFTER_SECONDS : Math.max(1, Math.ceil(retryAfterMs / 1_000));
  if (status === null || status >= 500) {
    const message = 'Sync does not answer now. Look again in a moment.';
    return new Refusal('unavailable', 'sync_unavailable', message, { cause: error, retryAfterSeconds });
  }
  if (status === 429) {
    const message = `Sync was asked too often, by whomever. Look again in ${String(retryAfterSeconds)} s.`;
    return new Refusal('too-often', 'sync_throttled', message, { cause: error, retryAfterSeconds });
  }
  if (status === 401 || status === 403) {
    const message = 'Sync does not let this backend look. Tell your administrator to check the API key.';
    return new Refusal('unavailable', 'sync_denied', message, { cause: error });
  }
  const answer = `it answered ${String(status)}${code === null ? '' : `, code ${String(code)}`}`;
  return new Refusal('unprocessable', 'sync_refused', `Sync did not do it: ${answer}.`, { cause: error });
}
