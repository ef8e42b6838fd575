import type { Database } from '../../store/database';
import { settlePolicies } from '../../store/queues/settle-policies';
import { createMentions } from './mentions';
import { rebuildEligibility, rebuildWorkersAndActivities } from './rebuild-directory';
import { rebuildNames } from './rebuild-names';
import { rebuildQueues } from './rebuild-queues';
import { rebuildParties, rebuildSums } from './rebuild-sums';
import { rebuildTasks } from './rebuild-tasks';
import type { Tally } from './walk';

/** How far a rebuild is. */
export interface Progress {
  /** What it is looking at, in words. */
  readonly what: string;
  readonly done: number;
  /** About how many there are. */
  readonly total: number;
}

export interface RebuildOptions {
  readonly database: Database;
  /** UTC milliseconds; for the marks on Sync objects. */
  readonly now: () => number;
  readonly onProgress?: (progress: Progress) => void;
  /** Ends it between two transactions. What is written by then is right; a later run does the rest. */
  readonly signal?: AbortSignal;
}

/**
 * Recomputes everything that is derived from the stored events, byte for byte as ingest would have it, and marks the Sync
 * objects that show what differed. Ingest may go on meanwhile: nothing of it is lost or counted twice, and rows that are
 * right are neither locked nor written.
 *
 * Order: rows of tasks, then of the directory, then names, then what is computed from both (who is eligible, policies, sums). Run again, after
 * whatever end, it changes only what is still wrong.
 * @throws the signal's reason when it was told to stop
 */
export async function rebuildState(options: RebuildOptions): Promise<Readonly<Tally>> {
  const { database, now, onProgress, signal } = options;
  const tally: Tally = { tasks: 0, rows: 0, sums: 0, unreadable: new Set() };
  const step = (what: string, done: number, total: number): void => {
    onProgress?.({ what, done, total: Math.max(done, total) });
    signal?.throwIfAborted();
  };
  const context = { db: database.patient, now, tally, step };
  const mentions = createMentions();
  await rebuildTasks(context, mentions);
  await rebuildWorkersAndActivities(context, mentions);
  await rebuildQueues(context, mentions);
  await rebuildNames(context, mentions);
  await rebuildEligibility(context);
  // Before the sums, which are judged by them.
  const settled = await settlePolicies(context.db, {
    now,
    step: (done, total) => {
      step('policies of queues', done, total);
    },
  });
  tally.rows += settled.length;
  await rebuildSums(context);
  await rebuildParties(context);
  return tally;
}
