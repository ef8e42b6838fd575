import { parseDatabaseConfig } from './config';
import { openDatabase, type Database } from './store/database';
import { migrateDatabase } from './store/migrate';
import { rebuildState, type Progress } from './ingest/rebuild/rebuild';

/** What the command takes from its process. */
export interface RebuildProcess {
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

const PROGRESS_INTERVAL_MS = 1_000;

/**
 * `npm run backend -- rebuild`: recomputes state from the stored events. It needs the database alone: no account, no port.
 * @returns the exit code
 */
export async function runRebuild(process: RebuildProcess): Promise<number> {
  const { environment, engineThread, tell, report, signal, now } = process;
  const parsed = parseDatabaseConfig(environment);
  if (!parsed.ok) {
    parsed.problems.forEach(tell);
    return 1;
  }
  const startedAt = now();
  let database: Database | null = null;
  try {
    database = await openDatabase({ ...parsed.config, engineThread });
    await migrateDatabase(database);
    const tally = await rebuildState({
      database,
      now,
      onProgress: atMostOnceASecond(tell, now),
      signal,
    });
    for (const sid of tally.unreadable) {
      tell(
        `Task ${sid} has no stored events any more and its rows cannot be read: it is counted nowhere. Delete them.`,
      );
    }
    const seconds = ((now() - startedAt) / 1_000).toFixed(1);
    report(
      `rebuilt: ${tally.tasks} tasks looked at, ${tally.rows} rows differed, ${tally.sums} sums corrected, ${seconds} s`,
    );
    return 0;
  } catch (error) {
    tell(signal.aborted ? 'Stopped before the end: run it again, it does the rest.' : sentenceOf(error));
    return 1;
  } finally {
    await database?.close();
  }
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function atMostOnceASecond(tell: (line: string) => void, now: () => number): (progress: Progress) => void {
  let toldAt = now();
  return ({ what, done, total }) => {
    if (now() - toldAt < PROGRESS_INTERVAL_MS) return;
    toldAt = now();
    tell(`rebuild: ${what}, ${done} of ${total}`);
  };
}
