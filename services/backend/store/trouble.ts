import { StartError } from '../base/start-error';
import { StoreUnavailable, type Trouble } from '../base/store-unavailable';
import { errnoOf, messageOf, sqlStateOf } from './error-code';

export const FULL: Trouble = { kind: 'full', reason: 'the disk of the database is full' };
export const READ_ONLY: Trouble = { kind: 'read-only', reason: 'the database is read-only, as a replica is' };

/** https://www.postgresql.org/docs/current/errcodes-appendix.html, by class or whole code; the longest match counts. */
const BY_SQLSTATE: readonly (readonly [prefix: string, kind: Trouble['kind']])[] = [
  ['25006', 'read-only'],
  ['53100', 'full'],
  ['57014', 'busy'],
  ['55P03', 'busy'],
  ['25P0', 'busy'],
  ['57P', 'away'],
  ['08', 'away'],
  ['28', 'away'],
  ['3D000', 'away'],
  ['53', 'away'],
  ['58', 'away'],
];

/** What the driver says without a code: https://github.com/brianc/node-postgres, client.js and pg-pool. */
const DRIVER_MESSAGES =
  /^Connection terminated|^timeout exceeded when trying to connect|^timeout expired|is not queryable|Query read timeout|does not support SSL|error establishing an SSL connection|Cannot use a pool after calling end/;

/**
 * The trouble that an error of the driver tells of; null when the statement or its data are at fault. To be asked about
 * errors of the driver alone: other parts of the system fail with the same system errors.
 */
export function troubleOf(error: unknown): Trouble | null {
  if (error instanceof StoreUnavailable) return error.trouble;
  const state = sqlStateOf(error);
  if (state !== null) {
    const kind = BY_SQLSTATE.find(([prefix]) => state.startsWith(prefix))?.[1];
    if (kind === 'full' || (kind === 'away' && messageOf(error).includes('No space left'))) return FULL;
    if (kind === 'read-only') return READ_ONLY;
    return kind === undefined ? null : { kind, reason: messageOf(error) };
  }
  const isOfSystem = errnoOf(error)?.startsWith('E') === true || errnoOf(error)?.startsWith('CERT_') === true;
  return isOfSystem || DRIVER_MESSAGES.test(messageOf(error)) ? { kind: 'away', reason: messageOf(error) } : null;
}

/** The error itself, or {@link StoreUnavailable} in its place. */
export function asUnavailable(error: unknown): unknown {
  const trouble = troubleOf(error);
  return trouble === null || error instanceof StoreUnavailable
    ? error
    : new StoreUnavailable(trouble, { cause: error });
}

/** What no repetition changes when a connection is made, as the sentence that ends the start; null for anything else. */
export function refusalOf(error: unknown): StartError | null {
  const state = sqlStateOf(error);
  const what =
    state === '28P01' || state === '28000'
      ? 'refuses the user or the password'
      : state === '3D000'
        ? 'does not have the database'
        : null;
  if (what === null) return null;
  const message = `The server of DATABASE_URL ${what} that it names: ${messageOf(error)}. Correct DATABASE_URL.`;
  return new StartError(message, { cause: error });
}
