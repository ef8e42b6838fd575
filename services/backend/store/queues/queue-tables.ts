import type {
  BoardQuery,
  GroupOfQueue,
  QueueGroup,
  QueueRule,
  TaskQueueSid,
  TaskSid,
  ViewAudience,
  WorkerSid,
} from '@flex-sync-suite/shared/contract';
import type { EndedVisit } from '../../domain/queues/contributions';
import type { QueuePolicies } from '../../domain/queues/queue-policies';

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
  abandoned_in_time: number;
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

/** A stay of a task in a queue that is over. */
export interface QueueVisitTable {
  task_sid: TaskSid;
  /** Of all visits of the task, from 0. */
  number: number;
  queue_sid: TaskQueueSid;
  channel: string;
  kind: EndedVisit['kind'];
  entered_at: number;
  /** Both null for one that was closed. */
  ended_at: number | null;
  wait_ms: number | null;
}

/** What the counters of a queue are reckoned by: who changes it locks the row, who adds to the counters shares it. */
export interface QueuePolicyTable {
  queue_sid: TaskQueueSid;
  policies: QueuePolicies;
  /** The groups that it is in; null until they were reckoned. */
  groups: GroupOfQueue[] | null;
}

/** The rules that policies follow from: one row. */
export interface QueueRulesTable {
  id: 1;
  /** 0 before anybody wrote them. */
  revision: number;
  rules: QueueRule[];
}

/** Groups of queues; no row before anybody wrote them. */
export interface QueueGroupsTable {
  id: number;
  /** Raised by every change. */
  revision: number;
  rules: QueueGroup[];
}

/** An agent who follows her queues. */
export interface QueueReaderTable {
  worker_sid: WorkerSid;
  asked_at: number;
}

/** A way to look at the board that has a name. */
export interface BoardViewTable {
  id: string;
  /** The worker who made it, or the Flex identity of who has none. */
  owner: string;
  audience: ViewAudience;
  name: string;
  /** Parameters of the board's URL. */
  query: BoardQuery;
  revision: number;
}

/** What the board opens with; the view may be gone. */
export interface BoardViewDefaultTable {
  /** `user:` and the owner of views, or `role:supervisors`, `role:admins`. */
  holder: string;
  view_id: string;
}
