import { sql } from 'kysely';
import { storableText } from '../../base/storable-text';
import type { Queryable } from '../transaction';
import type { SyncTimelineTable } from './timeline-tables';

/** A write to Sync as it is told to the timeline: `SyncTimelineTable`. */
export interface TimelineWrite extends Pick<
  SyncTimelineTable,
  'deed' | 'kind' | 'sid' | 'name' | 'identity' | 'revision' | 'bytes' | 'status'
> {
  readonly atMs: number;
  readonly itemKey: string | null;
  /** Null for a write of ours. */
  readonly told: ToldWrite | null;
}

/** What only a webhook knows. */
export interface ToldWrite {
  readonly eventKey: string;
  /** Over REST: it may be a write of ours, by any process. */
  readonly isByRest: boolean;
  /** Of the item as Sync has it: `itemKey` may hide whom it names. It is compared, and not stored. */
  readonly plainKey: string | null;
}

/** Of several processes one stores at a time: whoever sees a row has seen all with a lower id. */
const TIMELINE_LOCK = 6_201_338;
/** A webhook that comes later than this after our own write is taken for somebody else's. */
const OWN_WITHIN_MS = 60_000;

/**
 * Stores writes with one statement. What a webhook tells twice is stored once, and what it tells of a write of ours not at
 * all: that one stands there already, with its status.
 */
export async function storeTimeline(db: Queryable, writes: readonly TimelineWrite[]): Promise<void> {
  if (writes.length === 0) return;
  const since = Math.min(...writes.map(({ atMs }) => atMs)) - OWN_WITHIN_MS;
  await sql`
    INSERT INTO sync_timeline
      (at, deed, kind, sid, name, item_key, identity, revision, bytes, status, event_key)
    SELECT w.at, w.deed, w.kind, w.sid, w.name, w.item_key, w.identity, w.revision, w.bytes, w.status, w.event_key
    FROM (SELECT pg_advisory_xact_lock(${TIMELINE_LOCK})) AS turn,
      json_to_recordset(${JSON.stringify(writes.map(rowOf))}::json) AS w (place integer, at bigint, deed text, kind text,
        sid text, name text, item_key text, identity text, revision text, bytes integer, status integer, event_key text,
        by_rest boolean, plain_key text)
    WHERE NOT (w.by_rest AND EXISTS (${ownWrite(since)}))
    ORDER BY w.place
    ON CONFLICT DO NOTHING`.execute(db);
}

/** Those that Sync refused did not happen; of a removal, and of what had no answer, no revision is known. */
const ownWrite = (since: number) => sql`
  SELECT 1 FROM sync_timeline AS own
  WHERE own.sid = w.sid AND own.event_key IS NULL AND own.deed = w.deed
    AND own.item_key IS NOT DISTINCT FROM w.plain_key
    AND own.at >= w.at - ${OWN_WITHIN_MS}
    AND own.id >= (SELECT id FROM sync_timeline WHERE at >= ${since}::bigint ORDER BY at LIMIT 1)
    AND (own.revision = w.revision OR own.revision IS NULL
      AND (own.deed = 'remove' AND own.status < 300 OR own.status IS NULL OR own.status >= 500))`;

const text = (value: string | null): string | null => (value === null ? null : storableText(value));

const rowOf = ({ atMs, itemKey, told, sid, name, identity, ...write }: TimelineWrite, place: number) => ({
  ...{ place, at: atMs, ...write, sid, name: text(name), item_key: text(itemKey), identity: storableText(identity) },
  event_key: told?.eventKey ?? null,
  by_rest: told?.isByRest ?? false,
  plain_key: text(told?.plainKey ?? null),
});
