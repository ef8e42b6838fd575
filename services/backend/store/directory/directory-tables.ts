import type { ActivitySid, TaskQueueSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { ActivityState, TaskQueueState, WorkerState } from '../../domain/directory/directory-state';
import type { Stamp } from '../../domain/stamp';
import type { NamedSid } from '../../domain/task-router-event';

export interface WorkerTable {
  sid: WorkerSid;
  activity_sid: ActivitySid | null;
  is_deleted: Generated<boolean>;
  /** Capacity by channel. */
  capacities: ColumnType<Record<string, number>, string | undefined, string>;
  state: JSONColumnType<WorkerState>;
}

/** In which activity each event of a worker says that it is: never pruned, as these events are not. */
export interface WorkerActivityTable {
  worker_sid: WorkerSid;
  /** UTC milliseconds. */
  at_ms: number;
  stamp: Stamp;
  activity_sid: ActivitySid;
}

export interface TaskQueueTable {
  sid: TaskQueueSid;
  is_deleted: Generated<boolean>;
  /** Why the expression could not be read; such a queue counts no eligible workers. */
  expression_error: string | null;
  state: JSONColumnType<TaskQueueState>;
}

export interface ActivityTable {
  sid: ActivitySid;
  is_available: Generated<boolean>;
  state: JSONColumnType<ActivityState>;
}

/** What a queue, a worker or an activity is called: the newest word of any event. */
export interface ResourceNameTable {
  sid: NamedSid;
  value: string;
  stamp: Stamp;
}

/** Which workers match the expression of which queue. */
export interface EligibilityTable {
  worker_sid: WorkerSid;
  queue_sid: TaskQueueSid;
}

/** A single row that transactions lock which change who is eligible where. */
export interface DirectoryLockTable {
  id: number;
}
