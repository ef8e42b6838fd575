import { rebuildState, type Progress } from './ingest/rebuild/rebuild';
import { runOnDatabase, type CommandProcess } from './run-on-database';
import { migrateDatabase } from './store/migrate';

const PROGRESS_INTERVAL_MS = 1_000;

/**
 * `npm run backend -- rebuild`: recomputes state from the stored events.
 * @returns the exit code
 */
export function runRebuild(process: CommandProcess): Promise<number> {
  const { tell, signal, now } = process;
  const startedAt = now();
  return runOnDatabase(process, async (database) => {
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
    return `rebuilt: ${tally.tasks} tasks looked at, ${tally.rows} rows differed, ${tally.sums} sums corrected, ${seconds} s`;
  });
}

function atMostOnceASecond(tell: (line: string) => void, now: () => number): (progress: Progress) => void {
  let toldAt = now();
  return ({ what, done, total }) => {
    if (now() - toldAt < PROGRESS_INTERVAL_MS) return;
    toldAt = now();
    tell(`rebuild: ${what}, ${done} of ${total}`);
  };
}
