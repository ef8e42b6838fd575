import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import { minuteOf, type EndedVisit } from '../../domain/queues/contributions';
import type { Write } from '../write-together';
import type { QueueVisitTable } from './queue-tables';

/** The row of a visit. */
export const visitRow = (visit: EndedVisit): QueueVisitTable => ({
  task_sid: visit.taskSid,
  number: visit.number,
  queue_sid: visit.queueSid,
  channel: visit.channel,
  kind: visit.kind,
  entered_at: visit.enteredAtMs,
  ended_at: visit.endedAtMs,
  wait_ms: visit.waitMs,
});

/** Rows that are no more what they were, and rows that are new; one that changed is both. */
export interface VisitChanges {
  readonly gone: readonly QueueVisitTable[];
  readonly come: readonly QueueVisitTable[];
}

/** What the rows of tasks that the transaction has locked become. */
export function visitChanges(before: readonly QueueVisitTable[], after: readonly QueueVisitTable[]): VisitChanges {
  const without = (rows: readonly QueueVisitTable[], others: readonly QueueVisitTable[]): QueueVisitTable[] => {
    const texts = new Set(others.map((row) => JSON.stringify(row)));
    return rows.filter((row) => !texts.has(JSON.stringify(row)));
  };
  return { gone: without(before, after), come: without(after, before) };
}

/** Writes visits that are new or another, and deletes those that are no more. */
export function visitWrites({ gone, come }: VisitChanges): Write[] {
  const keys = new Set(come.map(keyOf));
  const deleted = gone.filter((row) => !keys.has(keyOf(row)));
  return [
    ...(come.length === 0 ? [] : [{ name: 'saved_visit', statement: upsert(come) }]),
    ...(deleted.length === 0 ? [] : [{ name: 'deleted_visit', statement: deletion(deleted) }]),
  ];
}

const keyOf = (row: QueueVisitTable): string => `${row.task_sid} ${row.number}`;

const upsert = (rows: readonly QueueVisitTable[]) => sql`
  INSERT INTO queue_visit (task_sid, number, queue_sid, channel, kind, entered_at, ended_at, wait_ms)
  SELECT task_sid, number, queue_sid, channel, kind, entered_at, ended_at, wait_ms
  FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r (task_sid text, number integer, queue_sid text,
    channel text, kind text, entered_at bigint, ended_at bigint, wait_ms bigint)
  ORDER BY task_sid, number
  ON CONFLICT (task_sid, number) DO UPDATE SET queue_sid = excluded.queue_sid, channel = excluded.channel,
    kind = excluded.kind, entered_at = excluded.entered_at, ended_at = excluded.ended_at, wait_ms = excluded.wait_ms`;

const deletion = (rows: readonly QueueVisitTable[]) => sql`
  DELETE FROM queue_visit AS v USING json_to_recordset(${JSON.stringify(rows)}::json) AS r (task_sid text,
    number integer)
  WHERE v.task_sid = r.task_sid AND v.number = r.number`;

/** A visit to be judged by the policy of its queue, and whether its counts come or go. */
export interface JudgedVisit {
  readonly queue_sid: TaskQueueSid;
  readonly minute: number;
  readonly channel: string;
  readonly kind: EndedVisit['kind'];
  readonly wait_ms: number;
  readonly sign: 1 | -1;
}

/** Those of the changed visits that a policy has anything to say about. */
export function visitsToJudge({ gone, come }: VisitChanges): JudgedVisit[] {
  const signed = (rows: readonly QueueVisitTable[], sign: 1 | -1): JudgedVisit[] =>
    rows.flatMap(({ queue_sid, channel, kind, ended_at: endedAt, wait_ms: waitMs }) =>
      endedAt === null || waitMs === null || kind === 'flowed-out'
        ? []
        : [{ queue_sid, minute: minuteOf(endedAt), channel, kind, wait_ms: waitMs, sign }],
    );
  return [...signed(gone, -1), ...signed(come, 1)];
}
