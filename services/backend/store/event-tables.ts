import type { ReservationSid, TaskQueueSid, TaskSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { ReservationState, TaskPhase, TaskState } from '../domain/task-state';

/** One TaskRouter event as it was received. */
export interface EventTable {
  resource_sid: string;
  event_sid: string;
  type: string;
  at_ms: number;
  received_at: number;
  source: string;
  /** JSON text: JSON escapes NUL bytes and lone surrogates, which neither `text` nor `jsonb` could hold as they are. */
  raw: string;
}

/** An event that could not be understood, kept with the reason. */
export interface EventDeadTable {
  /** SHA-256 of the source and the raw text, so that a repetition is stored once. */
  id: string;
  reason: string;
  received_at: number;
  source: string;
  raw: string;
}

/** What all events of one task say; the columns beside `state` are derived from it for queries. */
export interface TaskTable {
  sid: TaskSid;
  state: JSONColumnType<Omit<TaskState, 'reservations'>>;
  phase: Generated<TaskPhase>;
  /** False once the task is closed. */
  is_open: Generated<boolean>;
  /** Queue of the latest visit. */
  queue_sid: TaskQueueSid | null;
  /** Unique name, kept by the database from `state`. */
  channel: GeneratedAlways<string>;
  entered_at: number | null;
  created_at: number | null;
  /** When its stored events were deleted; null while all of them are there. */
  events_pruned_at: number | null;
}

export interface ReservationTable {
  sid: ReservationSid;
  task_sid: TaskSid;
  worker_sid: WorkerSid | null;
  queue_sid: TaskQueueSid | null;
  /** Channel of the task. */
  channel: string;
  /** True while the reservation takes a place of the worker's capacity. */
  is_open: boolean;
  state: JSONColumnType<ReservationState>;
  created_at: number | null;
  accepted_at: number | null;
  wrapup_at: number | null;
  completed_at: number | null;
  rejected_at: number | null;
  timed_out_at: number | null;
  missed_at: number | null;
  party: string | null;
  direction: string | null;
  outcome: string | null;
}

/** How far this account was compared with TaskRouter; a single row. Instants in UTC milliseconds. */
export interface ReconcileTable {
  id: number;
  /** Every event of TaskRouter's list up to here, by TaskRouter's clock, is stored; null before the first reading. */
  events_until: number | null;
  /** When the latest comparison began. */
  begun_at: number;
  /** When the latest comparison that came to its end began. */
  checked_at: number | null;
  /** When the latest comparison that repaired something began, and how many tasks, workers and queues it repaired. */
  repaired_at: number | null;
  repaired: number;
}

/** What an operator may have to account for. */
export interface AuditTable {
  id: string;
  at: number;
  actor: string;
  action: string;
  resource: string;
}
