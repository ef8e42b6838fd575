import { resolve } from 'node:path';
import { StartError } from './base/start-error';
import { runAtDatabase, type CommandProcess, type DatabasePlace } from './run-on-database';
import { openDatabase } from './store/database';
import { backUpDataDir, restoreDataDir } from './store/engine/data-dir-archive';

/**
 * `npm run backup -- <file>`: the embedded database as one file, while no backend has it.
 * @returns the exit code
 */
export const runBackup = (process: CommandProcess, file: string): Promise<number> =>
  runAtDatabase(process, async (place) => {
    const { bytes } = await backUpDataDir(embeddedIn(place), resolve(file));
    return `backed up: ${resolve(file)}, ${(bytes / 1e6).toFixed(1)} MB. It holds customers' data: keep it as you keep the database.`;
  });

/**
 * `npm run restore -- <file>`: the embedded database of a backup, in an empty `DATA_DIR`. It is opened to be sure that it can be.
 * @returns the exit code
 */
export const runRestore = (process: CommandProcess, file: string): Promise<number> =>
  runAtDatabase(process, async (place) => {
    const dataDir = embeddedIn(place);
    await restoreDataDir(resolve(file), dataDir);
    const database = await openDatabase({ dataDir, engineThread: process.engineThread });
    try {
      const { rows } = await database.pool.query<{ readonly events: number; readonly tasks: number }>(COUNTS);
      return `restored: ${rows[0]?.events ?? 0} events and ${rows[0]?.tasks ?? 0} tasks are in ${dataDir}`;
    } finally {
      await database.close();
    }
  });

const COUNTS = 'SELECT (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM task) AS tasks';

function embeddedIn({ databaseUrl, dataDir }: DatabasePlace): string {
  if (databaseUrl === undefined) return resolve(dataDir);
  throw new StartError(
    'DATABASE_URL: this command is for the embedded database in DATA_DIR. A PostgreSQL is backed up with its own tools, ' +
      'pg_dump or those of whoever runs it.',
  );
}
