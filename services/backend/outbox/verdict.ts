import { sqlStateOf } from '../store/error-code';
import { troubleOf } from '../store/trouble';
import type { ClaimedObject, SetAside } from '../store/outbox/sync-objects';
import { ForeignObjectError } from './writes/evict';
import { backoffMs, foreignMs, setAsideMs } from './pace';
import { SyncWriteError } from './sync-port';

/** What is to become of an object that could not be brought up to date. */
export interface Verdict {
  /** Null = it may succeed at the next attempt; otherwise it is tried slowly, and nothing waits for it. */
  readonly setAside: SetAside | null;
  readonly waitMs: number;
}

/** A builder that throws this will throw it again. */
const FAULTS_OF_CODE = new Set(['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'ValiError', 'ZodError']);
/** Of the data, not of the connection: PostgreSQL's "data exception". */
const DATA_EXCEPTION = '22';
/** Other errors are of the moment at first: a connection that breaks gives many kinds of them. */
const DOUBTFUL_ATTEMPTS = 3;

/**
 * Tells an object's own fault from a fault of the moment or of the whole service. Only its own fault sets an object aside.
 *
 * @param random from 0 to 1; spreads retries
 */
export function verdictOn(error: unknown, object: ClaimedObject, random: number): Verdict {
  if (error instanceof ForeignObjectError) {
    return { setAside: 'foreign', waitMs: foreignMs(object.setAside === 'foreign' ? object.refusals : 0) };
  }
  if (isOwnFault(error, object.attempts)) return { setAside: 'refused', waitMs: setAsideMs(object.refusals) };
  const retryAfterMs = error instanceof SyncWriteError ? error.retryAfterMs : null;
  return { setAside: null, waitMs: backoffMs(object.attempts, random, retryAfterMs) };
}

function isOwnFault(error: unknown, attempts: number): boolean {
  if (error instanceof SyncWriteError) return error.failure === 'refused';
  if (!(error instanceof Error)) return true;
  if (troubleOf(error) !== null) return false;
  // The name, not the class: what Node throws is of another realm where tests run.
  if (FAULTS_OF_CODE.has(error.name)) return true;
  const sqlState = sqlStateOf(error);
  if (sqlState !== null) return sqlState.startsWith(DATA_EXCEPTION);
  return attempts + 1 >= DOUBTFUL_ATTEMPTS;
}
