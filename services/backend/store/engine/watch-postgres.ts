import type { Connection } from './connection';
import { messageOf } from '../error-code';
import { isLasting, probe } from './probe';
import { type Trouble } from '../../base/store-unavailable';
import { troubleOf } from '../trouble';

export interface PostgresWatch {
  /** Why the database cannot be worked with now; null when it can. */
  readonly trouble: () => Trouble | null;
  /** A statement met a trouble. */
  readonly noticed: (trouble: Trouble) => void;
  /** The database could not be reached yet. */
  readonly missed: (trouble: Trouble) => void;
  /** To be called once the database was reached. */
  readonly start: () => void;
  readonly close: () => void;
}

export interface PostgresWatchOptions {
  /** Begins a connection of its own. */
  readonly open: () => Connection;
  /** Told that the database went away, and since when nothing was heard of it. */
  readonly onAway: (unheardSince: number) => void;
  /** Told of each trouble when it begins, and (null) when it is over. */
  readonly onTrouble: (trouble: Trouble | null) => void;
}

const LOOK_MS = 1_000;
const THOROUGH_EVERY = 10;
const ANSWER_LIMIT_MS = 3_000;
/** While the database is away a new attempt begins this often, beside those that still wait for an answer. */
const AGAIN_MS = 500;
const MOST_ATTEMPTS = 6;

/** What is known of the database, and how it is looked at. */
interface Watch extends PostgresWatchOptions {
  trouble: Trouble | null;
  /** The connection through which it is looked at while all is well. */
  standing: Connection | null;
  readonly attempts: Set<Connection>;
  looks: number;
  timer: NodeJS.Timeout | undefined;
  isLooking: boolean;
  isClosed: boolean;
}

/**
 * Looks at the database every second, through a connection of its own, so that everybody else knows at once whether asking
 * makes sense, and nobody has to find out by waiting.
 */
export function watchPostgres(options: PostgresWatchOptions): PostgresWatch {
  const watch: Watch = {
    ...options,
    trouble: { kind: 'away', reason: 'it was not reached yet' },
    standing: null,
    attempts: new Set(),
    looks: 0,
    timer: undefined,
    isLooking: false,
    isClosed: false,
  };
  return {
    trouble: () => watch.trouble,
    noticed: (found) => {
      noticed(watch, found);
    },
    missed: (found) => {
      watch.trouble = found;
    },
    start: () => {
      watch.trouble = null;
      next(watch, LOOK_MS);
    },
    close: () => {
      watch.isClosed = true;
      clearTimeout(watch.timer);
      watch.standing?.cut();
      for (const attempt of watch.attempts) attempt.cut();
    },
  };
}

function noticed(watch: Watch, found: Trouble): void {
  if (watch.isClosed) return;
  if (isLasting(found)) {
    if (watch.trouble === null) become(watch, found);
    if (!watch.isLooking) next(watch, AGAIN_MS);
  } else if (found.kind === 'away' && watch.trouble === null && !watch.isLooking) next(watch, 0);
}

function next(watch: Watch, delayMs: number): void {
  clearTimeout(watch.timer);
  if (watch.isClosed) return;
  watch.timer = setTimeout(() => void (watch.trouble === null ? lookAgain(watch) : tryAgain(watch)), delayMs);
}

/** While all is well: through the connection that stands. */
async function lookAgain(watch: Watch): Promise<void> {
  watch.isLooking = true;
  const begunAt = performance.now();
  const connection = watch.standing ?? begin(watch);
  const found = await ask(watch, connection, watch.looks % THOROUGH_EVERY === 0);
  watch.isLooking = false;
  watch.looks += 1;
  watch.standing = found === null ? connection : null;
  if (found !== null && !watch.isClosed) {
    become(watch, found);
    if (found.kind === 'away') watch.onAway(begunAt);
  }
  next(watch, watch.trouble === null ? LOOK_MS : 0);
}

/** While something is wrong: through new connections, several at once; the first that finds all well counts. */
async function tryAgain(watch: Watch): Promise<void> {
  next(watch, AGAIN_MS);
  if (watch.attempts.size >= MOST_ATTEMPTS) return;
  const connection = begin(watch);
  const found = await ask(watch, connection, true);
  // Another attempt may have been faster.
  if (watch.trouble === null || watch.isClosed) {
    connection.cut();
    return;
  }
  become(watch, found);
  if (found !== null) return;
  watch.standing = connection;
  next(watch, LOOK_MS);
}

function begin({ open, attempts }: Watch): Connection {
  const connection = open();
  attempts.add(connection);
  connection.once('end', () => attempts.delete(connection));
  return connection;
}

/** A connection that did not find all well is cut. */
async function ask(watch: Watch, connection: Connection, isThorough: boolean): Promise<Trouble | null> {
  const answer = async (): Promise<Trouble | null> => {
    if (connection !== watch.standing) await connection.connect();
    return probe((sql) => connection.query<{ isReadOnly?: boolean }>(sql), isThorough);
  };
  const found = await within(ANSWER_LIMIT_MS, answer().catch(troubleFrom));
  watch.attempts.delete(connection);
  if (found !== null) connection.cut();
  connection.heardAt = performance.now();
  return found === 'late' ? LATE : found;
}

function become(watch: Watch, found: Trouble | null): void {
  const isNews = found?.kind !== watch.trouble?.kind;
  watch.trouble = found;
  if (isNews) watch.onTrouble(found);
}

const LATE: Trouble = { kind: 'away', reason: `it did not answer within ${ANSWER_LIMIT_MS / 1_000} s` };

const troubleFrom = (error: unknown): Trouble => troubleOf(error) ?? { kind: 'away', reason: messageOf(error) };

/** An answer that is there already when the time is over counts: this process may be what was busy. */
async function within<T>(limitMs: number, answer: Promise<T>): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => setImmediate(() => setImmediate(resolve, 'late')), limitMs);
  });
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}
