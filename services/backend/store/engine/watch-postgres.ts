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

/**
 * Looks at the database every second, through a connection of its own, so that everybody else knows at once whether asking
 * makes sense, and nobody has to find out by waiting.
 */
export function watchPostgres({ open, onAway, onTrouble }: PostgresWatchOptions): PostgresWatch {
  let trouble: Trouble | null = { kind: 'away', reason: 'it was not reached yet' };
  let standing: Connection | null = null;
  const attempts = new Set<Connection>();
  let looks = 0;
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;
  let isClosed = false;

  function next(delayMs: number): void {
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(() => void (trouble === null ? lookAgain() : tryAgain()), delayMs);
  }

  /** While all is well: through the connection that stands. */
  async function lookAgain(): Promise<void> {
    isLooking = true;
    const begunAt = performance.now();
    const connection = standing ?? begin();
    const found = await ask(connection, looks % THOROUGH_EVERY === 0);
    isLooking = false;
    looks += 1;
    standing = found === null ? connection : null;
    if (found !== null && !isClosed) {
      become(found);
      if (found.kind === 'away') onAway(begunAt);
    }
    next(trouble === null ? LOOK_MS : 0);
  }

  /** While something is wrong: through new connections, several at once; the first that finds all well counts. */
  async function tryAgain(): Promise<void> {
    next(AGAIN_MS);
    if (attempts.size >= MOST_ATTEMPTS) return;
    const connection = begin();
    const found = await ask(connection, true);
    // Another attempt may have been faster.
    if (trouble === null || isClosed) {
      connection.cut();
      return;
    }
    become(found);
    if (found !== null) return;
    standing = connection;
    next(LOOK_MS);
  }

  function begin(): Connection {
    const connection = open();
    attempts.add(connection);
    connection.once('end', () => attempts.delete(connection));
    return connection;
  }

  /** A connection that did not find all well is cut. */
  async function ask(connection: Connection, isThorough: boolean): Promise<Trouble | null> {
    const answer = async (): Promise<Trouble | null> => {
      if (connection !== standing) await connection.connect();
      return probe((sql) => connection.query<{ isReadOnly?: boolean }>(sql), isThorough);
    };
    const found = await within(ANSWER_LIMIT_MS, answer().catch(troubleFrom));
    attempts.delete(connection);
    if (found !== null) connection.cut();
    connection.heardAt = performance.now();
    return found === 'late' ? LATE : found;
  }

  function become(found: Trouble | null): void {
    const isNews = found?.kind !== trouble?.kind;
    trouble = found;
    if (isNews) onTrouble(found);
  }

  return {
    trouble: () => trouble,
    noticed: (found) => {
      if (isClosed) return;
      if (isLasting(found)) {
        if (trouble === null) become(found);
        if (!isLooking) next(AGAIN_MS);
      } else if (found.kind === 'away' && trouble === null && !isLooking) next(0);
    },
    missed: (found) => {
      trouble = found;
    },
    start: () => {
      trouble = null;
      next(LOOK_MS);
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      standing?.cut();
      for (const attempt of attempts) attempt.cut();
    },
  };
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
