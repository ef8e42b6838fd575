import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** A connection to the database of a stage, with the drivers that the backend brings. */
export interface DatabaseRows {
  query(sql: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
  close(): Promise<void>;
}

type Queried = Pick<DatabaseRows, 'query'>;

/** Opens the database that the environment names as the backend's does; an embedded one must not be in use. */
export async function openDatabaseRows(environment: NodeJS.ProcessEnv): Promise<DatabaseRows> {
  const { DATABASE_URL, DATA_DIR = '' } = environment;
  const fromBackend = createRequire(path.resolve(__dirname, '..', '..', 'services', 'backend', 'package.json'));
  if (DATABASE_URL !== undefined) {
    const { Pool } = fromBackend('pg') as { Pool: new (options: object) => Queried & { end(): Promise<void> } };
    const pool = new Pool({ connectionString: DATABASE_URL, max: 8 });
    return { query: (sql, values) => pool.query(sql, values), close: () => pool.end() };
  }
  const { PGlite } = fromBackend('@electric-sql/pglite') as { PGlite: { create(at: string): Promise<DatabaseRows> } };
  mkdirSync(DATA_DIR, { recursive: true });
  return PGlite.create(path.join(DATA_DIR, 'postgres'));
}
