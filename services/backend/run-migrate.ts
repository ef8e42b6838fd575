import { runOnDatabase, type CommandProcess } from './run-on-database';
import { migrateDatabase } from './store/migrate';

/**
 * `npm run backend -- migrate`: brings the tables up to date and ends, for installations whose backend runs as a user that
 * may not change tables (docs/deployment.md).
 * @returns the exit code
 */
export const runMigrate = (process: CommandProcess): Promise<number> =>
  runOnDatabase(process, async (database) => {
    const done = await migrateDatabase(database);
    const last = done.at(-1);
    return last === undefined ? 'migrated: nothing was to be done' : `migrated: ${done.length} done, up to ${last}`;
  });
