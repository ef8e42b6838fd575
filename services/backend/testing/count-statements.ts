import type { KyselyPlugin } from 'kysely';
import type { Database } from '../store/database';

/** What the database was asked. */
export interface Work {
  /** Without the beginning and the end of transactions. */
  readonly statements: number;
  /** Rows that it answered. */
  readonly rows: number;
}

/** The database, and what it is asked through it from now on. */
export function countStatements(database: Database): { readonly database: Database; readonly work: () => Work } {
  let [statements, rows] = [0, 0];
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: ({ result }) => {
      statements += 1;
      rows += result.rows.length;
      return Promise.resolve(result);
    },
  };
  return {
    database: { ...database, kysely: database.kysely.withPlugin(plugin) },
    work: () => ({ statements, rows }),
  };
}
