import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';

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
