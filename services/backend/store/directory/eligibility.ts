import type { TaskQueueSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { parseTargetExpression } from '../../domain/directory/target-expression';
import type { Queryable } from '../transaction';

// Which workers match which queue is kept as rows: evaluating every expression for every worker at each of several
// builds a second would cost more than all the rest of the backend.

/**
 * Makes transactions that change who is eligible run one after the other until they end. Without it, a new worker and a
 * new queue could be committed at the same moment without ever having seen each other. To be taken before any row.
 */
export async function lockDirectory(db: Queryable): Promise<void> {
  await sql`SELECT id FROM directory_lock WHERE id = 1 FOR UPDATE`.execute(db);
}

interface Pair {
  readonly worker_sid: WorkerSid;
  readonly queue_sid: TaskQueueSid;
}

/** What gained or lost a match. */
export interface RevisedEligibility {
  readonly queueSids: readonly TaskQueueSid[];
  readonly workerSids: readonly WorkerSid[];
}

/**
 * Evaluates anew who matches the given queues, and which queues the given workers match. Needs the directory's lock, and
 * the rows already written.
 * @returns the queues that gained or lost a worker, and the workers
 */
export async function reviseEligibility(
  db: Queryable,
  changed: { readonly workerSids: readonly WorkerSid[]; readonly queueSids: readonly TaskQueueSid[] },
): Promise<RevisedEligibility> {
  const { workerSids, queueSids } = changed;
  if (workerSids.length === 0 && queueSids.length === 0) return { queueSids: [], workerSids: [] };
  const isAbout = (workerColumn: string, queueColumn: string) => sql`
    (${sql.ref(workerColumn)} = ANY(${[...workerSids]}::text[]) OR ${sql.ref(queueColumn)} = ANY(${[...queueSids]}::text[]))`;
  const before = await sql<Pair>`
    SELECT worker_sid, queue_sid FROM eligibility WHERE ${isAbout('worker_sid', 'queue_sid')}`.execute(db);
  const after = await matchingPairs(db, new Set(workerSids), new Set(queueSids));
  const gained = difference(after, before.rows);
  const lost = difference(before.rows, after);
  if (lost.length > 0) {
    await sql`
      DELETE FROM eligibility AS e USING json_to_recordset(${JSON.stringify(lost)}::json) AS r (worker_sid text,
        queue_sid text)
      WHERE e.worker_sid = r.worker_sid AND e.queue_sid = r.queue_sid`.execute(db);
  }
  if (gained.length > 0) {
    await sql`
      INSERT INTO eligibility (worker_sid, queue_sid)
      SELECT worker_sid, queue_sid FROM json_to_recordset(${JSON.stringify(gained)}::json) AS r (worker_sid text,
        queue_sid text)
      ON CONFLICT DO NOTHING`.execute(db);
  }
  const pairs = [...gained, ...lost];
  return {
    queueSids: [...new Set(pairs.map((pair) => pair.queue_sid))],
    workerSids: [...new Set(pairs.map((pair) => pair.worker_sid))],
  };
}

async function matchingPairs(
  db: Queryable,
  workerSids: ReadonlySet<WorkerSid>,
  queueSids: ReadonlySet<TaskQueueSid>,
): Promise<Pair[]> {
  const onlyWorkers = queueSids.size === 0 ? sql`AND sid = ANY(${[...workerSids]}::text[])` : sql``;
  const onlyQueues = workerSids.size === 0 ? sql`AND sid = ANY(${[...queueSids]}::text[])` : sql``;
  const workers = await sql<{ sid: WorkerSid; attributes: string | null }>`
    SELECT sid, state -> 'attributes' ->> 'value' AS attributes FROM worker
    WHERE NOT is_deleted ${onlyWorkers}`.execute(db);
  const queues = await sql<{ sid: TaskQueueSid; targetWorkers: string | null }>`
    SELECT sid, state -> 'targetWorkers' ->> 'value' AS "targetWorkers" FROM task_queue
    WHERE NOT is_deleted AND expression_error IS NULL ${onlyQueues}`.execute(db);
  const candidates = workers.rows.map(({ sid, attributes }) => ({ sid, attributes: parsedAttributes(attributes) }));
  return queues.rows.flatMap(({ sid: queueSid, targetWorkers }) => {
    const expression = parseTargetExpression(targetWorkers ?? '');
    if (!expression.ok) return [];
    return candidates
      .filter(({ sid }) => workerSids.has(sid) || queueSids.has(queueSid))
      .filter(({ attributes }) => expression.matches(attributes))
      .map(({ sid }) => ({ worker_sid: sid, queue_sid: queueSid }));
  });
}

/** Attributes that are missing or no JSON match only what needs none, such as `1==1`. */
function parsedAttributes(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
}

function difference(pairs: readonly Pair[], without: readonly Pair[]): Pair[] {
  const keyOf = (pair: Pair): string => `${pair.worker_sid} ${pair.queue_sid}`;
  const excluded = new Set(without.map(keyOf));
  return pairs.filter((pair) => !excluded.has(keyOf(pair)));
}

/** The queues that the workers are eligible for. */
export async function queuesOfWorkers(db: Queryable, sids: readonly WorkerSid[]): Promise<TaskQueueSid[]> {
  if (sids.length === 0) return [];
  const { rows } = await sql<{ sid: TaskQueueSid }>`
    SELECT DISTINCT queue_sid AS sid FROM eligibility WHERE worker_sid = ANY(${[...sids]}::text[])`.execute(db);
  return rows.map(({ sid }) => sid);
}
