/**
 * A Twilio REST call that was not answered with success.
 *
 * Thrown by the transport itself, below the helper library, because the helper's own RestException loses the headers and
 * with them `Retry-After`.
 */
export class TwilioRequestError extends Error {
  override readonly name = 'TwilioRequestError';

  constructor(
    /** HTTP status; null when there was no answer (refused, reset, timed out). */
    readonly status: number | null,
    /** Twilio's error code, such as 54009; null when the answer carried none. */
    readonly code: number | null,
    /** How long Twilio asked to wait, in milliseconds; null when it did not say. */
    readonly retryAfterMs: number | null,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
