import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import { Connection } from './connection';
import { createPreparer } from './prepared';
import { StoreUnavailable, type Trouble } from '../../base/store-unavailable';
import { asUnavailable, troubleOf } from '../trouble';

/** Connections, one at a time, and statements that need none in particular. */
export interface GuardedPool extends PostgresPool {
  /** @throws StoreUnavailable when the database is away; an error of the driver when the statement is wrong */
  query<R extends QueryResultRow>(sql: string, parameters?: readonly unknown[]): Promise<QueryResult<R>>;
  /** How many have a connection or wait for one. */
  readonly inUse: number;
}

export interface GuardOptions {
  /** @throws StoreUnavailable, or an error of the driver */
  readonly take: () => Promise<PoolClient>;
  /** Ends the pool beneath. */
  readonly end: () => Promise<void>;
  /** Told of each trouble that a statement meets. */
  readonly noticed: (trouble: Trouble) => void;
  /** How long an answer may take; no limit by default. */
  readonly answerLimitMs?: number;
  /** What is said first on each new connection. */
  readonly setUp?: string;
}

/**
 * Uses of a connection after which its statements are planned anew. What is best for an empty table is wrong for one that
 * grew, and only statistics would tell, which the embedded engine hardly gathers and a server not at once. To plan the
 * statements of a busy minute again takes some 10 ms.
 */
const PLANS_LAST = 200;

/**
 * The one place between the SQL and the driver: what the driver throws because the database is away becomes
 * {@link StoreUnavailable}, and a connection of which nobody knows what it will still answer is never used again.
 */
export function createGuardedPool({ take, end, noticed, answerLimitMs, setUp }: GuardOptions): GuardedPool {
  const prepare = createPreparer();
  const firstWords = createFirstWords(setUp);
  let inUse = 0;
  const released = (): void => {
    inUse -= 1;
  };

  async function connect(): Promise<PostgresPoolClient> {
    inUse += 1;
    const client = await take().catch((error: unknown) => {
      released();
      const trouble = troubleOf(error);
      if (trouble !== null) noticed(trouble);
      throw asUnavailable(error);
    });
    const own = guard(client, { prepare, noticed, answerLimitMs, released });
    const words = firstWords(client);
    if (words === undefined) return own;
    try {
      await own.query(words, []);
    } catch (error) {
      released();
      client.release(true);
      throw error;
    }
    return own;
  }

  return {
    connect,
    end,
    get inUse() {
      return inUse;
    },
    query: async <R extends QueryResultRow>(sql: string, parameters: readonly unknown[] = []) => {
      const client = await connect();
      try {
        return (await client.query<R>(sql, parameters)) as unknown as QueryResult<R>;
      } finally {
        client.release();
      }
    },
  };
}

interface ClientGuard extends Pick<GuardOptions, 'noticed'> {
  readonly prepare: ReturnType<typeof createPreparer>;
  readonly answerLimitMs: number | undefined;
  readonly released: () => void;
}

/** A connection that its pool makes anew when nobody knows what it will still answer. */
function guard(client: PoolClient, { prepare, noticed, answerLimitMs, released }: ClientGuard): PostgresPoolClient {
  let isSpoilt = false;

  async function query(sql: string, parameters: readonly unknown[]): Promise<QueryResult> {
    let isLate = false as boolean;
    const limit = setTimeoutIf(answerLimitMs, () => {
      isLate = true;
      // With a statement under way this cuts the connection, which fails the statement.
      void client.end().catch(() => undefined);
    });
    try {
      const result = await client.query(prepare(sql, parameters));
      if (client instanceof Connection) client.heardAt = performance.now();
      return result;
    } catch (error) {
      const trouble = isLate ? lateAfter(answerLimitMs) : troubleOf(error);
      // A transaction that could not be rolled back would go on for the next who gets the connection.
      isSpoilt ||= trouble?.kind === 'away' || /^rollback/i.test(sql);
      if (trouble !== null) noticed(trouble);
      throw isLate ? new StoreUnavailable(lateAfter(answerLimitMs), { cause: error }) : asUnavailable(error);
    } finally {
      clearTimeout(limit);
    }
  }

  return {
    // Cursors, the other overload, are not used.
    query: query as unknown as PostgresPoolClient['query'],
    release: () => {
      released();
      client.release(isSpoilt);
    },
  };
}

/** What is to be said before a connection is used. */
function createFirstWords(setUp: string | undefined): (client: PoolClient) => string | undefined {
  const uses = new WeakMap<PoolClient, number>();
  return (client) => {
    const before = uses.get(client) ?? 0;
    uses.set(client, before + 1);
    if (before === 0) return setUp;
    return before % PLANS_LAST === 0 ? 'DISCARD PLANS' : undefined;
  };
}

const setTimeoutIf = (limitMs: number | undefined, action: () => void): NodeJS.Timeout | undefined =>
  limitMs === undefined ? undefined : setTimeout(action, limitMs);

const lateAfter = (limitMs = 0): Trouble => ({
  kind: 'away',
  reason: `it did not answer within ${limitMs / 1_000} s`,
});
