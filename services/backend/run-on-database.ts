import { parseDatabaseConfig, type Config } from './config';
import { openDatabase, type Database } from './store/database';

/** What a command that ends by itself takes from its process. */
export interface CommandProcess {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Bundle of the thread that runs the embedded database; without one it runs in this thread. */
  readonly engineThread?: string;
  /** Takes one line about what is going on. */
  readonly tell: (line: string) => void;
  /** Takes the one line that sums it up. */
  readonly report: (line: string) => void;
  /** Asks it to stop. */
  readonly signal: AbortSignal;
  /** UTC milliseconds. */
  readonly now: () => number;
}

/** What the environment says of the database, the only thing that these commands need: no account, no port. */
export type DatabasePlace = Pick<Config, 'databaseUrl' | 'dataDir'>;

/**
 * Runs a command with the place of the database.
 * @param command gives back the line that sums it up; what it throws is told
 * @returns the exit code
 */
export async function runAtDatabase(
  { environment, tell, report, signal }: CommandProcess,
  command: (place: DatabasePlace) => Promise<string>,
): Promise<number> {
  const parsed = parseDatabaseConfig(environment);
  if (!parsed.ok) {
    parsed.problems.forEach(tell);
    return 1;
  }
  try {
    report(await command(parsed.config));
    return 0;
  } catch (error) {
    tell(signal.aborted ? 'Stopped before the end: run it again, it does the rest.' : sentenceOf(error));
    return 1;
  }
}

/** As {@link runAtDatabase}, with the database opened. */
export const runOnDatabase = (
  process: CommandProcess,
  command: (database: Database) => Promise<string>,
): Promise<number> =>
  runAtDatabase(process, async (place) => {
    const database = await openDatabase({ ...place, engineThread: process.engineThread });
    try {
      return await command(database);
    } finally {
      await database.close();
    }
  });

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
