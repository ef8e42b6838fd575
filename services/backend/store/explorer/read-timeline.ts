import { sql, type RawBuilder } from 'kysely';
import { storableText } from '../../base/storable-text';
import type { Queryable } from '../transaction';
import type { SyncTimelineTable } from './timeline-tables';

/** A row of the timeline. */
export interface TimelineRow extends Pick<
  SyncTimelineTable,
  'deed' | 'kind' | 'sid' | 'name' | 'identity' | 'revision' | 'bytes' | 'status'
> {
  readonly id: string;
  readonly atMs: number;
  readonly itemKey: string | null;
}

/** Who wrote, besides the identities of tokens. */
export const BACKEND = 'backend';

/** Which writes are asked for; null asks for all. */
export interface TimelineFilter {
  /** Only what was stored after, or before, the row of this id. */
  readonly after: string | null;
  readonly before: string | null;
  /** At or after this instant, and before the other. */
  readonly fromMs: number;
  readonly toMs: number | null;
  /** A SID, or how a name begins. */
  readonly object: string | null;
  readonly kind: string | null;
  readonly identity: string | null;
  readonly deed: string | null;
  readonly limit: number;
}

/**
 * Writes in the order of their ids: those that follow `after` the oldest first, all others the newest first. Each way goes
 * along the primary key, or along an index that ends in it, so that a page costs the rows that it looks at and no sort.
 */
export async function readTimeline(db: Queryable, filter: TimelineFilter): Promise<TimelineRow[]> {
  const order = filter.after === null ? sql`DESC` : sql`ASC`;
  const { rows } = await sql<TimelineRow>`
    SELECT id::text AS id, at AS "atMs", deed, kind, sid, name, item_key AS "itemKey", identity, revision, bytes, status
    FROM sync_timeline AS t WHERE ${sql.join(conditionsOf(filter), sql` AND `)}
    ORDER BY t.id ${order} LIMIT ${filter.limit}`.execute(db);
  return rows;
}

function conditionsOf({
  after,
  before,
  fromMs,
  toMs,
  object,
  kind,
  identity,
  deed,
}: TimelineFilter): RawBuilder<unknown>[] {
  return [
    sql`t.at >= ${fromMs}::bigint`,
    ...(toMs === null ? [] : [sql`t.at < ${toMs}::bigint`]),
    ...(after === null ? [] : [sql`t.id > ${after}::bigint`]),
    ...(before === null ? [] : [sql`t.id < ${before}::bigint`]),
    ...(object === null ? [] : [isOf(storableText(object))]),
    ...(kind === null ? [] : [sql`t.kind = ${kind}`]),
    ...(identity === null ? [] : [isBy(storableText(identity))]),
    ...(deed === null ? [] : [sql`t.deed = ${deed}`]),
  ];
}

const SID = /^(?:ET|MP|ES|TO)[0-9a-f]{32}$/u;
/** No name goes on with it. */
const LAST_CHARACTER = '\u{10ffff}';

const isOf = (object: string) =>
  SID.test(object) ? sql`t.sid = ${object}` : sql`(t.name >= ${object} AND t.name < ${object + LAST_CHARACTER})`;

/** A token may bear our name; what we wrote was told by no webhook. */
const isBy = (identity: string) =>
  identity === BACKEND ? sql`t.event_key IS NULL` : sql`(t.event_key IS NOT NULL AND t.identity = ${identity})`;

/** The ends of what is stored; null when nothing is. */
export async function timelineEnds(
  db: Queryable,
): Promise<{ readonly firstAtMs: number; readonly rows: number } | null> {
  const { rows } = await sql<{ firstAtMs: number; rows: number }>`
    SELECT f.at AS "firstAtMs", l.id - f.id + 1 AS rows
    FROM (SELECT id, at FROM sync_timeline ORDER BY id LIMIT 1) AS f,
      (SELECT id FROM sync_timeline ORDER BY id DESC LIMIT 1) AS l`.execute(db);
  return rows[0] ?? null;
}
