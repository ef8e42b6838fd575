import {
  partyKey,
  type ReservationSid,
  type TaskQueueSid,
  type TaskSid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import {
  channelOf,
  emptyReservation,
  emptyTask,
  isClosed,
  isOpenReservation,
  taskPhase,
  type KnownTask,
  type ReservationState,
  type TaskPhase,
  type TaskState,
} from '../domain/task-state';
import { knownTask } from '../domain/known-task';
import { endingOf } from '../domain/calls/recent-call';
import { beginningOf, visitsOf } from '../domain/queues/visits';
import { lockStates } from './lock-states';
import type { Queryable } from './transaction';
import type { Write } from './write-together';

/** A task's row: its state, and what queries look for. */
interface TaskRow {
  readonly sid: TaskSid;
  /** The reservations are left out: they have rows of their own. Empty while nothing is known but that the task exists. */
  readonly state: (Omit<TaskState, 'reservations'> & { readonly reservations: undefined }) | Record<string, never>;
  readonly phase: TaskPhase;
  readonly is_open: boolean;
  readonly queue_sid: TaskQueueSid | null;
  /** As the database makes it from `state`; a rebuild compares it. */
  readonly channel: string;
  readonly entered_at: number | null;
  readonly created_at: number | null;
}

/** A reservation's row. */
export interface ReservationRow {
  readonly sid: ReservationSid;
  readonly task_sid: TaskSid;
  readonly worker_sid: WorkerSid | null;
  readonly queue_sid: TaskQueueSid | null;
  readonly channel: string;
  readonly is_open: boolean;
  /** What events said of it; nothing for one that is only estimated. */
  readonly state: ReservationState;
  /** When it was offered; null while no milestone is known. */
  readonly created_at: number | null;
  readonly accepted_at: number | null;
  readonly wrapup_at: number | null;
  readonly completed_at: number | null;
  readonly rejected_at: number | null;
  readonly timed_out_at: number | null;
  /** When an agent who accepted it was done with it, wrap-up counted; null while that is not so. */
  readonly released_at: number | null;
  /** When it rang out without an answer, or the customer left. */
  readonly missed_at: number | null;
  /** One spelling of the customer's address; null for nobody in particular. */
  readonly party: string | null;
  readonly direction: string;
  readonly outcome: string;
}

/**
 * Loads tasks and locks them until the transaction ends; creates the rows that are missing. New rows are made and
 * existing ones locked in the order of their SIDs, so that transactions wait for each other but never in a circle.
 */
export async function lockTasks(db: Queryable, sids: Iterable<TaskSid>): Promise<Map<TaskSid, TaskState>> {
  const tasks = await lockStates(db, 'task', [...new Set(sids)].sort());
  const known = tasks.filter(({ isNew }) => !isNew).map(({ sid }) => sid);
  const byTask = await readReservations(db, known);
  return new Map(
    tasks.map(({ sid, state }) => [sid, { ...emptyTask(sid), ...state, reservations: byTask.get(sid) ?? [] }]),
  );
}

/** After the tasks are locked: a statement sees what was committed before it began, also by whoever held the lock. */
async function readReservations(
  db: Queryable,
  taskSids: readonly TaskSid[],
): Promise<Map<TaskSid, ReservationState[]>> {
  if (taskSids.length === 0) return new Map();
  const { rows } = await sql<{ taskSid: TaskSid; state: ReservationState }>`
    SELECT task_sid AS "taskSid", state FROM reservation WHERE task_sid = ANY(${[...taskSids]}::text[])
    ORDER BY sid`.execute(db);
  const byTask = new Map<TaskSid, ReservationState[]>();
  for (const { taskSid, state } of rows) {
    byTask.set(taskSid, [...(byTask.get(taskSid) ?? []), { ...emptyReservation(state.sid), ...state }]);
  }
  return byTask;
}

/** Loads tasks without a lock. One statement, and therefore one moment: a task and its reservations cannot disagree. */
export async function readTasks(db: Queryable, sids: readonly TaskSid[]): Promise<Map<TaskSid, TaskState>> {
  if (sids.length === 0) return new Map();
  const { rows } = await sql<{ sid: TaskSid; state: Partial<TaskState>; reservations: readonly ReservationState[] }>`
    SELECT t.sid, t.state, coalesce((
      SELECT json_agg(r.state ORDER BY r.sid) FROM reservation AS r WHERE r.task_sid = t.sid
    ), '[]') AS reservations
    FROM task AS t WHERE t.sid = ANY(${[...sids]}::text[])`.execute(db);
  return new Map(
    rows.map(({ sid, state, reservations }) => [
      sid,
      {
        ...emptyTask(sid),
        ...state,
        reservations: reservations.map((reservation) => ({ ...emptyReservation(reservation.sid), ...reservation })),
      },
    ]),
  );
}

/** Writes tasks that the transaction has locked, and those of their reservations that are given. */
export function taskWrites(tasks: readonly TaskState[], reservations: readonly ReservationRow[]): Write[] {
  return [
    ...(tasks.length === 0 ? [] : [{ name: 'saved_task', statement: taskUpdate(tasks) }]),
    ...(reservations.length === 0 ? [] : [{ name: 'saved_reservation', statement: reservationUpsert(reservations) }]),
  ];
}

const taskUpdate = (tasks: readonly TaskState[]) => sql`
  UPDATE task SET state = r.state, phase = r.phase, is_open = r.is_open, queue_sid = r.queue_sid,
    entered_at = r.entered_at, created_at = r.created_at
  FROM json_to_recordset(${JSON.stringify(tasks.map(taskRow))}::json) AS r (sid text, state jsonb, phase text,
    is_open boolean, queue_sid text, entered_at bigint, created_at bigint)
  WHERE task.sid = r.sid`;

const reservationUpsert = (reservations: readonly ReservationRow[]) => sql`
  INSERT INTO reservation (sid, task_sid, worker_sid, queue_sid, channel, is_open, state, created_at, accepted_at,
    wrapup_at, completed_at, rejected_at, timed_out_at, released_at, missed_at, party, direction, outcome)
  SELECT sid, task_sid, worker_sid, queue_sid, channel, is_open, state, created_at, accepted_at, wrapup_at, completed_at,
    rejected_at, timed_out_at, released_at, missed_at, party, direction, outcome
  FROM json_to_recordset(${JSON.stringify(reservations)}::json) AS r (sid text, task_sid text, worker_sid text,
    queue_sid text, channel text, is_open boolean, state jsonb, created_at bigint, accepted_at bigint,
    wrapup_at bigint, completed_at bigint, rejected_at bigint, timed_out_at bigint, released_at bigint,
    missed_at bigint, party text, direction text, outcome text)
  ORDER BY sid
  ON CONFLICT (sid) DO UPDATE SET task_sid = excluded.task_sid, worker_sid = excluded.worker_sid,
    queue_sid = excluded.queue_sid, channel = excluded.channel, is_open = excluded.is_open, state = excluded.state,
    created_at = excluded.created_at, accepted_at = excluded.accepted_at, wrapup_at = excluded.wrapup_at,
    completed_at = excluded.completed_at, rejected_at = excluded.rejected_at, timed_out_at = excluded.timed_out_at,
    released_at = excluded.released_at, missed_at = excluded.missed_at, party = excluded.party, direction = excluded.direction, outcome = excluded.outcome`;

/** The rows of a task's reservations. */
export function reservationRows(state: TaskState): ReservationRow[] {
  const task = knownTask(state);
  const told = new Map(state.reservations.map((reservation) => [reservation.sid, reservation]));
  const party = partyKey(task.address?.value ?? null);
  return task.reservations.map((reservation) => ({
    ...rowEnding(task, reservation),
    sid: reservation.sid,
    task_sid: task.sid,
    worker_sid: reservation.worker?.value ?? null,
    queue_sid: reservation.queue?.value ?? null,
    channel: channelOf(task),
    is_open: isOpenReservation(task, reservation),
    state: told.get(reservation.sid) ?? emptyReservation(reservation.sid),
    created_at: beginningOf(reservation),
    accepted_at: reservation.acceptedAtMs,
    wrapup_at: reservation.wrapUpAtMs,
    completed_at: reservation.completedAtMs,
    rejected_at: reservation.rejectedAtMs,
    timed_out_at: reservation.timedOutAtMs,
    party,
    direction: task.direction?.value ?? 'inbound',
  }));
}

function rowEnding(
  task: KnownTask,
  reservation: ReservationState,
): Pick<ReservationRow, 'outcome' | 'missed_at' | 'released_at'> {
  const { outcome, endedAtMs } = endingOf(task, reservation);
  return {
    outcome,
    missed_at: outcome === 'missed' ? endedAtMs : null,
    released_at: reservation.acceptedAtMs === null ? null : endedAtMs,
  };
}

/** The row of a task. */
export function taskRow(task: TaskState): TaskRow {
  const isBlank = JSON.stringify(task) === JSON.stringify(emptyTask(task.sid));
  return { sid: task.sid, state: isBlank ? {} : { ...task, reservations: undefined }, ...standingOf(task) };
}

/** Where a task stands, as far as the figures of "now" show it. */
export function standingOf(state: TaskState): Omit<TaskRow, 'sid' | 'state'> {
  const task = knownTask(state);
  const current = visitsOf(task).at(-1);
  return {
    phase: taskPhase(task),
    is_open: !isClosed(task),
    queue_sid: current?.queueSid ?? null,
    channel: channelOf(task),
    entered_at: current?.enteredAtMs ?? null,
    created_at: task.createdAtMs,
  };
}
