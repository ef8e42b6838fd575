import type {
  AlertHookAttempt,
  AlertHookEvent,
  AlertMetric,
  AlertRule,
  QueueAlert,
  TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';

/** The rules that raise alerts; a single row, and none before somebody wrote them. */
export interface AlertRulesTable {
  id: number;
  /** Raised by every change. */
  revision: number;
  rules: JSONColumnType<AlertRule[]>;
}

/** Whose turn it is to look at the figures; a single row. */
export interface AlertEvaluationTable {
  id: number;
  begun_at: number;
}

/** Figures that are about to reach a bound, or to be back from it. */
export interface AlertTurningTable {
  rule_id: string;
  queue_sid: TaskQueueSid;
  metric: AlertMetric;
  warning_since: number | null;
  critical_since: number | null;
}

/** Alerts, open ones and those that ended: of a rule and a queue at most one is open. */
export interface AlertTable {
  id: string;
  rule_id: string;
  queue_sid: TaskQueueSid;
  /** As it was when the alert was raised. */
  queue_name: string;
  metric: AlertMetric;
  severity: QueueAlert['severity'];
  value: number;
  bound: number;
  raised_at: number;
  /** When the severity was reached. */
  severity_at: number;
  owner: JSONColumnType<NonNullable<QueueAlert['owner']>> | null;
  note: JSONColumnType<NonNullable<QueueAlert['note']>> | null;
  snooze: JSONColumnType<NonNullable<QueueAlert['snooze']>> | null;
  ended_at: number | null;
  end_reason: NonNullable<QueueAlert['end']>['reason'] | null;
  /** When anything of it changed last. */
  changed_at: number;
}

/** Where alerts are told outside of Flex. */
export interface AlertHookTable {
  id: string;
  url: string;
  /** Signs what is sent; told once, and never logged. */
  secret: string;
  created_at: number;
  /** Until when one process sends. */
  leased_until: Generated<number>;
  delivered_at: number | null;
  failed_at: number | null;
  failure: string | null;
  /** Messages that are not sent any more. */
  given_up: Generated<number>;
  name: Generated<string>;
  state: Generated<'on' | 'paused' | 'removed'>;
  /** When it was removed: a day later it is gone. */
  removed_at: number | null;
  /** The last ones, the newest first. */
  attempts: Generated<JSONColumnType<AlertHookAttempt[]>>;
}

/** What a webhook is to be told; gone when it is. */
export interface AlertHookDeliveryTable {
  id: string;
  /** The order in which things happened. */
  place: GeneratedAlways<number>;
  hook_id: string;
  alert_id: string;
  event: AlertHookEvent;
  body: string;
  created_at: number;
  due_at: number;
  attempts: Generated<number>;
}
