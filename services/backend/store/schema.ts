import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type {
  ActivitySid,
  LibraryId,
  LibraryKind,
  ReservationSid,
  ResponseContent,
  ResponseId,
  ResponseStatus,
  ResponseUse,
  TaskQueueSid,
  TaskSid,
  WorkerSid,
} from '@flex-sync-suite/shared/contract';
import type { ActivityState, TaskQueueState, WorkerState } from '../domain/directory/directory-state';
import type { Stamp } from '../domain/stamp';
import type { NamedSid } from '../domain/task-router-event';
import type { ReservationState, TaskPhase, TaskState } from '../domain/task-state';
import type { ObjectKind } from './outbox/sync-keys';

// Instants are UTC milliseconds in bigint columns (names end in _at), read as numbers: safe until the year 287396.

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
  missed_at: number | null;
  party: string | null;
  direction: string | null;
  outcome: string | null;
}

/** A row to lock for each party that was ever in contact. */
export interface ContactPartyTable {
  party: string;
}

/** What an agent wrote about a call. */
export interface CallNoteTable {
  reservation_sid: ReservationSid;
  note: string | null;
  disposition: string | null;
  is_disposition_chosen: boolean;
  /** Number of edits. */
  revision: number;
  updated_at: number;
  updated_by: string;
}

/** What an operator may have to account for. */
export interface AuditTable {
  id: string;
  at: number;
  actor: string;
  action: string;
  resource: string;
}

export interface WorkerTable {
  sid: WorkerSid;
  activity_sid: ActivitySid | null;
  is_deleted: Generated<boolean>;
  /** Capacity by channel. */
  capacities: ColumnType<Record<string, number>, string | undefined, string>;
  state: JSONColumnType<WorkerState>;
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

/** How many tasks of a channel ever entered a queue. */
export interface QueueChannelTable {
  queue_sid: TaskQueueSid;
  channel: string;
  tasks: number;
}

/** Figures of one queue in one minute; the counters of the contract's `QueueWindow`. */
export interface QueueMinuteTable {
  queue_sid: TaskQueueSid;
  /** Minutes since 1970-01-01T00:00Z. */
  minute: number;
  offered: number;
  answered: number;
  answered_in_time: number;
  abandoned: number;
  short_abandoned: number;
  flowed_out: number;
  completed: number;
  handled: number;
  answer_wait_ms: number;
  handle_ms: number;
}

/** The same summed for quarters of an hour; the database keeps it by triggers on `queue_minute`. */
export interface QueueQuarterTable extends Omit<QueueMinuteTable, 'minute'> {
  /** Quarters of an hour since 1970-01-01T00:00Z. */
  quarter: number;
}

/**
 * One row per Sync object: outbox, conflation, lease and per-object rate limiter at once. Also one for the attributes of
 * each worker, and one for the permissions of each identity.
 */
export interface SyncObjectTable {
  object_key: string;
  kind: ObjectKind;
  /** Raised by every change; the object is dirty while it is above `synced`. */
  version: Generated<number>;
  synced: Generated<number>;
  /** Keys of the items that a mark changed, by the version it made; see `changedParts`. */
  changes: ColumnType<Readonly<Record<string, readonly string[]>> | null, string | null | undefined, string | null>;
  /** When the oldest change that is not in Sync yet was marked; null while the object is clean. */
  dirty_since: number | null;
  /** No write before this instant. */
  next_at: Generated<number>;
  lease_until: number | null;
  lease_owner: string | null;
  attempts: Generated<number>;
  /** SID in Sync; null while Sync does not have it, or nobody has looked since. */
  sid: string | null;
  /** Sync's revision (ETag) after the last write; of a Map or List only that it exists, and whether items wait. */
  revision: string | null;
  payload_hash: string | null;
  /**
   * The `v` of the last payload, null before the first; never lowered. Of permissions: the version up to which the identity
   * may read what a page needs at once.
   */
  payload_v: number | null;
  expires_at: number | null;
  last_error: string | null;
  /** 0 = somebody waits for it (the board, an edit), 1 = one of thousands, 2 = attributes; set back by a claim. */
  rank: Generated<number>;
  /** Why it is tried slowly, apart from all others: `refused` for its own sake, or in a place that a stranger took; null = it is not. */
  set_aside: 'refused' | 'foreign' | null;
  /** How often in a row it was set aside. */
  refusals: Generated<number>;
  /** When it was set aside last. */
  refused_at: number | null;
  /** When Sync took a write of it last. */
  written_at: number | null;
}

/** A read permission that Sync has confirmed, or refused for good. */
export interface SyncGrantTable {
  object_key: string;
  identity: string;
  /** SID of the object that it is of; it counts for no other. Null for what a process of an older version gave: given again. */
  sid: string | null;
  /** When Sync refused it; null = it is given. */
  refused_at: number | null;
}

/** An access profile that was issued at least once. */
export interface AccessProfileTable {
  identity: string;
  role: string;
  libraries: JSONColumnType<readonly string[]>;
  created_at: number;
  /** When a token of it was issued last; behind by a few minutes at most. */
  issued_at: number;
}

/** A library of canned responses. */
export interface LibraryTable {
  id: LibraryId;
  name: string;
  kind: LibraryKind;
  /** Raised by every change of the library itself; not by those of its responses. */
  revision: number;
  created_at: number;
  created_by: string;
}

/** Agents of a team library, and the leads of a team or global one. */
export interface LibraryMemberTable {
  library_id: LibraryId;
  worker_sid: WorkerSid;
  is_lead: boolean;
}

export interface ResponseTable {
  id: ResponseId;
  library_id: LibraryId;
  status: ResponseStatus;
  revision: number;
  title: string;
  /** The title without case and accents, in the order of its code units. */
  title_key: string;
  shortcut: string | null;
  /** The shortcut without case: one of a library among those that are not retired. */
  shortcut_key: string | null;
  category: string | null;
  tags: JSONColumnType<ResponseContent['tags']>;
  channels: JSONColumnType<ResponseContent['channels']>;
  variants: JSONColumnType<ResponseContent['variants']>;
  /** All its text without case and accents. */
  search_text: string;
  /** How many shingles each of the variants has (`shingleCounts`); null for what a process of an older version wrote. */
  shingle_counts: number[] | null;
  owner: string;
  created_at: number;
  updated_at: number;
  updated_by: string;
  /** The List it has a place in; null unless published. */
  list_n: number | null;
}

/** A response as each of its revisions left it. */
export interface ResponseVersionTable {
  response_id: ResponseId;
  revision: number;
  status: ResponseStatus;
  content: JSONColumnType<ResponseContent>;
  at: number;
  by: string;
}

/** That an agent used a response. Holds nothing of the conversation. */
export interface ResponseUseTable {
  /** Given by the browser, so that a repetition counts once. */
  id: string;
  response_id: ResponseId;
  worker_sid: WorkerSid;
  way: ResponseUse['way'];
  was_edited: boolean;
  at: number;
}

export interface FavoriteTable {
  worker_sid: WorkerSid;
  response_id: ResponseId;
  is_favorite: boolean;
}

/** A single row that transactions lock which change who is eligible where. */
export interface DirectoryLockTable {
  id: number;
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

/** The tables of the backend. */
export interface Schema {
  event: EventTable;
  event_dead: EventDeadTable;
  task: TaskTable;
  reservation: ReservationTable;
  worker: WorkerTable;
  task_queue: TaskQueueTable;
  activity: ActivityTable;
  resource_name: ResourceNameTable;
  eligibility: EligibilityTable;
  queue_channel: QueueChannelTable;
  queue_minute: QueueMinuteTable;
  queue_quarter: QueueQuarterTable;
  sync_object: SyncObjectTable;
  sync_grant: SyncGrantTable;
  access_profile: AccessProfileTable;
  directory_lock: DirectoryLockTable;
  contact_party: ContactPartyTable;
  call_note: CallNoteTable;
  audit: AuditTable;
  library: LibraryTable;
  library_member: LibraryMemberTable;
  response: ResponseTable;
  response_version: ResponseVersionTable;
  response_use: ResponseUseTable;
  favorite: FavoriteTable;
  reconcile: ReconcileTable;
}
