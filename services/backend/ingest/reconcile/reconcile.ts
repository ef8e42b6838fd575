import type { Home } from '../home';
import type { Ingest } from '../ingest';
import type { Logger } from '../../base/log';
import type { Metrics } from '../../base/metrics';
import { pause, type Clock } from '../../base/clock';
import { repeat } from '../../base/repeat';
import type { Database } from '../../store/database';
import { newestEventAt } from '../../store/events';
import { countQueues, recordCheck } from '../../store/reconcile-state';
import { takeTurn } from '../../store/turns';
import { createCatchUp } from './catch-up';
import { compareQueues, type Differences } from './compare-queues';
import { repairTasks } from './repair-tasks';
import type { TaskRouterLists } from './task-router-port';

export interface ReconcileOptions {
  readonly database: Database;
  readonly lists: TaskRouterLists;
  readonly ingest: Pick<Ingest, 'accept'>;
  readonly home: Home;
  /** Reads queues, workers and activities anew. @returns how many of them were not as we knew them */
  readonly readDirectory: () => Promise<number>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
}

export interface Reconcile {
  /** Resolves when the first comparison has ended, or has failed. */
  readonly first: Promise<void>;
  /** Callbacks may be lost: compares at once, not only when it is time again. */
  readonly afterGap: () => void;
  close(): Promise<void>;
}

/** Between two comparisons, however many processes share the database. */
const INTERVAL_MS = 2 * 60_000;
/** How often it is looked whether one is due; and the wait after one that failed. */
const LOOK_MS = 15_000;
/** A callback on its way makes a difference that is none: what differs twice, this far apart, does. */
const SETTLE_MS = 5_000;

/**
 * Compares the backend's state with TaskRouter at the start, after every gap and every two minutes, and repairs it: first
 * by the events that no callback brought, then, where the figures of a queue still differ twice, task by task. What it
 * repairs goes through the same ingest as callbacks, so that doing it twice, or before a late callback, changes nothing.
 */
export function startReconcile(options: ReconcileOptions): Reconcile {
  const { database, clock, log, metrics } = options;
  const closing = new AbortController();
  /** Whether callbacks may have been lost since the last comparison: nobody listened before the start. */
  let isGap = true;
  let endFirst = (): void => undefined;
  const first = new Promise<void>((resolve) => {
    endFirst = resolve;
  });

  const timer = repeat({ clock, log, name: 'reconcile', intervalMs: LOOK_MS }, async () => {
    const now = clock.now();
    const before = isGap ? now : now - INTERVAL_MS;
    if (!(await takeTurn(database.kysely, 'reconcile', { now, before }))) return;
    const wasGap = isGap;
    isGap = false;
    try {
      await check(options, wasGap, closing.signal);
    } catch (error) {
      if (wasGap) isGap = true;
      metrics.reconcileFailures.inc();
      log.warn({ err: error }, 'the comparison with TaskRouter did not come to its end; trying again');
    } finally {
      endFirst();
    }
  });

  return {
    first,
    afterGap: () => {
      isGap = true;
      timer.again();
    },
    close: async () => {
      closing.abort();
      await timer.close();
      endFirst();
    },
  };
}

/** One comparison. @throws TwilioRequestError when TaskRouter does not answer */
async function check(options: ReconcileOptions, isGap: boolean, closing: AbortSignal): Promise<void> {
  const { database, lists, clock, log, metrics } = options;
  const catchUp = createCatchUp(options);
  const at = Math.max(clock.now(), (await newestEventAt(database.kysely)) ?? 0);
  const repaired = new Set<string>();
  const count = (kind: string, found: number): void => {
    if (found > 0) metrics.drift.inc({ kind }, found);
  };

  let unread: Error | null = null;
  try {
    const caughtUp = await catchUp.sinceLastTime(at, isGap);
    count('event', caughtUp.events);
    for (const sid of caughtUp.resources) repaired.add(sid);
  } catch (error) {
    unread = error instanceof Error ? error : new Error(String(error));
  }

  const differing = await differTwice();
  if (closing.aborted) return;
  // What TaskRouter says of open tasks puts the board right also while its events cannot be read.
  const repair = { database, lists, ingest: options.ingest, catchUp: unread === null ? catchUp : null };
  const drift = await repairTasks(repair, differing.tasks, at);
  for (const [sid, kind] of drift) {
    count(kind, 1);
    repaired.add(sid);
  }
  if (differing.workers.size > 0) {
    const changed = await options.readDirectory();
    count('directory', changed);
    if (changed > 0) for (const sid of differing.workers) repaired.add(sid);
  }

  if (repaired.size > 0)
    log.warn({ repaired: repaired.size, isGap }, 'a comparison with TaskRouter repaired the state');
  if (unread !== null) throw unread;
  await recordCheck(database.kysely, at, repaired.size);
  metrics.reconciledAt.set(at / 1_000);

  async function differTwice(): Promise<Differences> {
    const once = await differencesAmong(options, null);
    if (once.tasks.size === 0 && once.workers.size === 0) return once;
    await pause(clock, SETTLE_MS, closing);
    const again = await differencesAmong(options, new Set([...once.tasks, ...once.workers]));
    return { tasks: inBoth(once.tasks, again.tasks), workers: inBoth(once.workers, again.workers) };
  }
}

const inBoth = (a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> =>
  new Set([...a].filter((sid) => b.has(sid)));

/** Compares all queues, or some. */
async function differencesAmong(
  { database, lists }: Pick<ReconcileOptions, 'database' | 'lists'>,
  only: ReadonlySet<string> | null,
): Promise<Differences> {
  const ours = (await countQueues(database.kysely)).filter(({ sid }) => only?.has(sid) ?? true);
  return compareQueues(ours, await lists.queueCounts(ours.map(({ sid }) => sid)));
}
