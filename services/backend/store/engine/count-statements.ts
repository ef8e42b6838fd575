import type { PostgresPoolClient } from 'kysely';
import type { GuardedPool } from './guarded-pool';

/** The same pool, which tells of every statement before it is sent; the ends of transactions are statements too. */
export function countStatements(pool: GuardedPool, onStatement: () => void): GuardedPool {
  const counted = (client: PostgresPoolClient): PostgresPoolClient => {
    const query = (sql: string, parameters: readonly unknown[]): unknown => {
      onStatement();
      return client.query(sql, parameters);
    };
    return {
      // Cursors, the other overload, are not used.
      query: query as PostgresPoolClient['query'],
      release: () => {
        client.release();
      },
    };
  };
  return {
    connect: async () => counted(await pool.connect()),
    end: () => pool.end(),
    get inUse() {
      return pool.inUse;
    },
    query: (sql, parameters) => {
      onStatement();
      return pool.query(sql, parameters);
    },
  };
}
