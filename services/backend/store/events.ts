import { createHash } from 'node:crypto';
import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import type { Stamped } from '../domain/stamp';
import type { NamedSid } from '../domain/task-router-event';
import type { ToldNames } from '../domain/directory/told-names';
import type { Queryable } from './transaction';

/**
 * Where an event came from: an event callback, Event Streams, TaskRouter's list of events where neither brought it, a look at
 * the directory, or `reconcile`, which concluded it from TaskRouter's lists of tasks because not even the list of events has it.
 */
export type EventSource = 'callback' | 'event-stream' | 'events-list' | 'directory' | 'reconcile';

/** An event to be stored as it was received. */
export interface StoredEvent {
  readonly resourceSid: string;
  readonly sid: string;
  readonly type: string;
  readonly atMs: number;
  readonly receivedAtMs: number;
  readonly source: EventSource;
  /** JSON text of the body. */
  readonly raw: string;
}

/** An event that could not be understood, or is not ours. */
export interface StoredDeadEvent {
  readonly reason: string;
  readonly receivedAtMs: number;
  readonly source: EventSource;
  readonly raw: string;
}

const keyOf = (event: EventKey): string => `${event.resourceSid} ${event.sid}`;

/** What is known of what events mention, as the rows say; not locked. */
export interface KnownMentions {
  readonly queueSids: ReadonlySet<TaskQueueSid>;
  readonly names: ToldNames;
}

/** What {@link insertEvents} found. */
interface InsertedEvents<E> {
  /** Those that were new, each once. */
  readonly events: E[];
  readonly known: KnownMentions;
}

/** Stores the events that are new, and reads in the same statement what is known of the queues and names that they mention. */
export async function insertEvents<E extends StoredEvent>(
  db: Queryable,
  events: readonly E[],
  { queueSids, namedSids }: { readonly queueSids: readonly TaskQueueSid[]; readonly namedSids: readonly NamedSid[] } = {
    queueSids: [],
    namedSids: [],
  },
): Promise<InsertedEvents<E>> {
  if (events.length === 0) return { events: [], known: { queueSids: new Set(), names: new Map() } };
  const byKey = new Map(events.map((event) => [keyOf(event), event]));
  const rows = [...byKey.values()].map(({ resourceSid, sid, type, atMs, receivedAtMs, source, raw }) => ({
    resource_sid: resourceSid,
    event_sid: sid,
    type,
    at_ms: atMs,
    received_at: receivedAtMs,
    source,
    raw,
  }));
  type Answer = EventKey &
    Stamped<string> & { readonly queueSid: TaskQueueSid | null; readonly named: NamedSid | null };
  const { rows: answers } = await sql<Answer>`
    WITH inserted AS (
      INSERT INTO event (resource_sid, event_sid, type, at_ms, received_at, source, raw)
      SELECT resource_sid, event_sid, type, at_ms, received_at, source, raw
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS e (resource_sid text, event_sid text, type text,
        at_ms bigint, received_at bigint, source text, raw text)
      ORDER BY resource_sid, event_sid
      ON CONFLICT DO NOTHING
      RETURNING resource_sid, event_sid
    )
    SELECT resource_sid AS "resourceSid", event_sid AS sid, NULL AS "queueSid", NULL AS named, '' AS value, '' AS stamp
    FROM inserted
    UNION ALL SELECT '', '', sid, NULL, '', '' FROM task_queue WHERE sid = ANY(${[...queueSids]}::text[])
    UNION ALL SELECT '', '', NULL, sid, value, stamp FROM resource_name WHERE sid = ANY(${[...namedSids]}::text[])
    `.execute(db);
  const inserted = answers.map((row) => byKey.get(keyOf(row))).filter((event) => event !== undefined);
  const known = {
    queueSids: new Set(answers.flatMap(({ queueSid }) => queueSid ?? [])),
    names: new Map(answers.flatMap(({ named, value, stamp }) => (named === null ? [] : [[named, { value, stamp }]]))),
  };
  return { events: inserted, known };
}

/** What an event is known by. */
type EventKey = Pick<StoredEvent, 'resourceSid' | 'sid'>;

/** Those of the events that are not stored yet, in the order given. */
export async function unknownEvents<E extends EventKey>(db: Queryable, events: readonly E[]): Promise<E[]> {
  if (events.length === 0) return [];
  const { rows } = await sql<{ resourceSid: string; sid: string }>`
    SELECT e.resource_sid AS "resourceSid", e.event_sid AS sid FROM event AS e
    JOIN unnest(${events.map(({ resourceSid }) => resourceSid)}::text[], ${events.map(({ sid }) => sid)}::text[])
      AS k (resource_sid, event_sid) ON k.resource_sid = e.resource_sid AND k.event_sid = e.event_sid`.execute(db);
  const known = new Set(rows.map(keyOf));
  return events.filter((event) => !known.has(keyOf(event)));
}

/** Whether TaskRouter ever told this database anything. */
export async function wasTold(db: Queryable): Promise<boolean> {
  const { rows } = await sql`SELECT FROM event WHERE source IN ('callback', 'event-stream') LIMIT 1`.execute(db);
  return rows.length > 0;
}

/** Stores events that could not be understood, or are not ours. @returns those that were new, each once */
export async function insertDeadEvents(
  db: Queryable,
  events: readonly StoredDeadEvent[],
): Promise<ReadonlySet<StoredDeadEvent>> {
  if (events.length === 0) return new Set();
  const byId = new Map(
    events.map((event) => [createHash('sha256').update(`${event.source} ${event.raw}`).digest('hex'), event]),
  );
  const rows = [...byId].map(([id, { receivedAtMs, ...event }]) => ({ id, ...event, received_at: receivedAtMs }));
  const inserted = await sql<{ id: string }>`
    INSERT INTO event_dead (id, reason, received_at, source, raw)
    SELECT id, reason, received_at, source, raw
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS e (id text, reason text, received_at bigint, source text,
      raw text)
    ORDER BY id
    ON CONFLICT DO NOTHING
    RETURNING id`.execute(db);
  return new Set(inserted.rows.map(({ id }) => byId.get(id)).filter((event) => event !== undefined));
}

/** Instant of the newest stored event in UTC milliseconds; null before the first. */
export async function newestEventAt(db: Queryable): Promise<number | null> {
  const { rows } = await sql<{ at: number | null }>`SELECT max(at_ms) AS at FROM event`.execute(db);
  return rows[0]?.at ?? null;
}
