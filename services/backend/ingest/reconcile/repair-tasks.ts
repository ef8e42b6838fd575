import type { CallbackForm } from '../normalize-callback';
import type { Ingest } from '../ingest';
import { inLanes } from '../../base/in-lanes';
import type { Database } from '../../store/database';
import { openTasksOf, readStandingTask, type StandingTask } from '../../store/reconcile-state';
import type { CatchUp } from './catch-up';
import { phaseOf } from './compare-queues';
import { estimateForms, goneForms } from './estimate-forms';
import type { ListedTask, TaskRouterLists } from './task-router-port';

/** What was wrong with a task: its events were missing, it was over, it was unknown, or it stood elsewhere. */
export type TaskDrift = 'task-events' | 'task-gone' | 'task-unknown' | 'task-state';

export interface RepairOptions {
  readonly database: Database;
  readonly lists: TaskRouterLists;
  readonly ingest: Pick<Ingest, 'accept'>;
  /** Null while TaskRouter's list of events cannot be read: what its other lists say puts a task right all the same. */
  readonly catchUp: Pick<CatchUp, 'ofTask'> | null;
}

/** A look at this many tasks at once keeps far from what TaskRouter's REST API allows. */
const LANES = 4;
const DAY_MS = 24 * 3_600_000;

/**
 * Looks at each task of a queue on which TaskRouter and we do not agree, and puts it right: with the events of it that are
 * missing, and where TaskRouter has none, with what its lists let conclude.
 *
 * @param at the present, in UTC milliseconds: a task that is gone was over by then
 * @returns what was wrong, by the SID of the task
 */
export async function repairTasks(
  options: RepairOptions,
  queueSids: Iterable<string>,
  at: number,
): Promise<ReadonlyMap<string, TaskDrift>> {
  const suspects = new Set<string>();
  for (const queueSid of queueSids) {
    for (const sid of await disagreements(options, queueSid)) suspects.add(sid);
  }
  const drift = new Map<string, TaskDrift>();
  await inLanes(LANES, [...suspects].sort(), async (sid) => {
    const found = await repairTask(options, sid, at);
    if (found !== null) drift.set(sid, found);
  });
  return drift;
}

/** SIDs of the tasks that are open on one side only, or open in another phase. */
async function disagreements({ database, lists }: RepairOptions, queueSid: string): Promise<string[]> {
  const theirs = new Map((await lists.openTasks(queueSid)).map((task) => [task.sid, task]));
  const ours = await openTasksOf(database.kysely, queueSid);
  const known = new Set<string>(ours.map(({ sid }) => sid));
  const differing = ours.filter((task) => !isSameStanding(task, theirs.get(task.sid) ?? null));
  return [...differing.map(({ sid }) => sid), ...[...theirs.keys()].filter((sid) => !known.has(sid))];
}

async function repairTask(options: RepairOptions, sid: string, at: number): Promise<TaskDrift | null> {
  const { database, lists } = options;
  const before = await readStandingTask(database.kysely, sid);
  const listed = await lists.task(sid);
  const sinceMs = Math.min(listed?.createdAtMs ?? at - DAY_MS, before?.createdAtMs ?? at - DAY_MS);
  const events = (await options.catchUp?.ofTask(sid, sinceMs))?.events ?? 0;
  const after = await readStandingTask(database.kysely, sid);
  if (isSameStanding(after, listed)) return events > 0 ? 'task-events' : null;
  if (listed === null) {
    return (await accept(options, goneForms(sid, at))) > 0 ? 'task-gone' : null;
  }
  const stored = await accept(options, estimateForms(listed, await lists.reservations(sid)));
  if (stored === 0) return null;
  return before === null ? 'task-unknown' : 'task-state';
}

async function accept({ ingest }: RepairOptions, forms: readonly CallbackForm[]): Promise<number> {
  return (await ingest.accept(forms.map((form) => ({ source: 'reconcile', form })))).stored;
}

/** Whether both stand in the same phase of the same queue, or are both over. A phase that counts nowhere is never the same. */
function isSameStanding(ours: StandingTask | null, theirs: ListedTask | null): boolean {
  const phase = theirs === null ? null : phaseOf(theirs.status);
  if (phase === null) return ours === null || ours.phase === 'closed';
  return ours !== null && ours.phase === phase && ours.queueSid === theirs?.queueSid;
}
