/**
 * What went wrong with one Sync object.
 *
 * - `not-found`: no object of that name exists (yet)
 * - `forbidden`: the token's identity has no permission for it
 * - `removed`: it existed and was removed, by somebody or by its TTL
 * - `invalid-data`: its data does not match the schema of the definition
 * - `rate-limited`: Sync throttled the reads for longer than the SDK retries
 * - `too-many-subscriptions`: this connection follows as many objects as Sync lets one connection follow
 * - `disconnected`: the connection went away before the answer came
 * - `conflict`: a conditional write met a newer revision
 * - `unknown`: anything else; the reason tells
 */
export type SyncErrorCode =
  | 'not-found'
  | 'forbidden'
  | 'removed'
  | 'invalid-data'
  | 'rate-limited'
  | 'too-many-subscriptions'
  | 'disconnected'
  | 'conflict'
  | 'unknown';

/** Codes for which nobody but a person can help: a grant, a payload that matches its schema, fewer objects on the page. */
const NEEDS_A_PERSON: ReadonlySet<SyncErrorCode> = new Set(['forbidden', 'invalid-data', 'too-many-subscriptions']);

/**
 * The one error class of the Sync layer. Tell errors apart by `code`, never by `instanceof`: every plugin bundle
 * carries its own copy of this class.
 */
export class SyncError extends Error {
  override readonly name = 'SyncError';
  readonly code: SyncErrorCode;
  /** True when waiting may help. While somebody is subscribed the store tries again, but after `too-many-subscriptions`. */
  readonly retriable: boolean;
  /** What the SDK or the host reported. */
  readonly reason: unknown;

  constructor(code: SyncErrorCode, message: string, reason?: unknown) {
    super(message);
    this.code = code;
    this.retriable = !NEEDS_A_PERSON.has(code);
    this.reason = reason;
  }
}

/** More than 2,000 subscriptions of one connection (https://www.twilio.com/docs/api/errors/54419). */
const TOO_MANY_SUBSCRIPTIONS = 54_419;

const CODE_BY_HTTP_STATUS: Readonly<Record<number, SyncErrorCode>> = {
  401: 'forbidden',
  403: 'forbidden',
  404: 'not-found',
  412: 'conflict',
  429: 'rate-limited',
};

/**
 * After 90 s of 429 on a GET the SDK gives up with status 0 and this text, and the 429 is lost
 * (@twilio/operation-retrier 5 source).
 */
const GAVE_UP_RETRYING = /maximum attempt/i;

/** Translates what the SDK rejects with; `what` names the object in the message. */
export function toSyncError(reason: unknown, what: string): SyncError {
  const status = numberField(reason, 'status');
  const message = `${what}: ${errorMessage(reason)}`;
  if (numberField(reason, 'code') === TOO_MANY_SUBSCRIPTIONS) {
    return new SyncError('too-many-subscriptions', message, reason);
  }
  if (GAVE_UP_RETRYING.test(message)) return new SyncError('rate-limited', message, reason);
  // The SDK reports everything that happened before an HTTP answer as status 0, or as an error without a status.
  if (status === undefined || status === 0) return new SyncError('disconnected', message, reason);
  return new SyncError(CODE_BY_HTTP_STATUS[status] ?? 'unknown', message, reason);
}

/** True when a host's `getToken` says that this person may not have a token at all; told by shape, see {@link SyncError}. */
export function isForbidden(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'forbidden';
}

/** The text of anything that was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function numberField(value: unknown, name: string): number | undefined {
  if (typeof value !== 'object' || value === null || !(name in value)) return undefined;
  const field: unknown = Reflect.get(value, name);
  return typeof field === 'number' ? field : undefined;
}
