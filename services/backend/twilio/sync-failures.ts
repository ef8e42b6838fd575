import { SyncWriteError, type SyncFailure } from '../outbox/sync-port';
import { TwilioRequestError } from './request-error';

/** Runs calls of the helper, and says in the words of the port why one failed. */
export interface FailureTranslation {
  readonly translated: <T>(call: () => Promise<T>) => Promise<T>;
  /** As `translated`, but null for what does not exist. */
  readonly orNull: <T>(call: () => Promise<T>) => Promise<T | null>;
}

const SERVICE_NOT_FOUND = 54050;

/**
 * Twilio answers 404 with code 20404 alike where an object is missing and where all that holds it is. Therefore nothing
 * counts as missing before its container was seen: a service that is gone must not look like thousands of objects that
 * vanished.
 *
 * @param seeContainer asks for the Sync service or the workspace; many who ask at once share one request
 */
export function translationOf(seeContainer: () => Promise<unknown>): FailureTranslation {
  let seeing: Promise<unknown> | null = null;

  async function confirmed(error: SyncWriteError): Promise<SyncWriteError> {
    if (error.failure !== 'missing') return error;
    try {
      seeing ??= seeContainer().finally(() => {
        seeing = null;
      });
      await seeing;
      return error;
    } catch (cause) {
      if (!(cause instanceof TwilioRequestError)) throw cause;
      const ofContainer = writeErrorOf(cause);
      return ofContainer.failure === 'missing' ? writeErrorOf(cause, 'denied') : ofContainer;
    }
  }

  const translated: FailureTranslation['translated'] = async (call) => {
    try {
      return await call();
    } catch (error) {
      throw error instanceof TwilioRequestError ? await confirmed(writeErrorOf(error)) : error;
    }
  };
  return {
    translated,
    orNull: async (call) => {
      try {
        return await translated(call);
      } catch (error) {
        if (error instanceof SyncWriteError && error.failure === 'missing') return null;
        throw error;
      }
    },
  };
}

function writeErrorOf(cause: TwilioRequestError, failure: SyncFailure = failureOf(cause)): SyncWriteError {
  return new SyncWriteError(failure, cause.status, cause.retryAfterMs, cause.message, { cause });
}

function failureOf({ status, code }: TwilioRequestError): SyncFailure {
  if (status === null || status >= 500) return 'unavailable';
  if (status === 401 || status === 403 || code === SERVICE_NOT_FOUND) return 'denied';
  if (status === 404) return 'missing';
  if (status === 409) return 'exists';
  if (status === 412) return 'conflict';
  return status === 429 ? 'throttled' : 'refused';
}
