import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { inChunks } from './in-chunks';
import type { Queryable } from './transaction';

/** Something that an operator may have to account for. */
export interface AuditRecord {
  /** UTC milliseconds. */
  readonly at: number;
  /** The worker who did it, or the Flex identity of who has none. */
  readonly actor: string;
  readonly action:
    | 'recent-call.reveal'
    | 'shop.new-write-key'
    | 'customer.erase'
    | 'response-rules.edit'
    | 'alert-rules.edit'
    | `alert-hook.${'create' | 'on' | 'paused' | 'delete'}`
    | `queue-alert.${'take' | 'hand-back' | 'note' | 'snooze' | 'unsnooze'}`
    | 'queue-rules.edit'
    | 'queue-groups.edit'
    | `board-view.${'save' | 'delete' | 'set-default'}`
    /** Of a worker, from an activity to another: `WK… WA… WA…`. `kept`: TaskRouter did not do what was recorded before. */
    | `agent.${'set-activity' | 'activity-kept'}`
    /** Of a task, from an agent to another: `WT… WK… -`. `kept`: TaskRouter did not do what was recorded before. */
    | `task.${'give' | 'agent-kept'}`
    /**
     * Of an object of Sync, and perhaps an item: `IS… ET… key`. `edit-kept`: Sync did not do what was recorded before.
     */
    | `sync.${'reveal' | 'edit' | 'edit-kept' | 'write-again' | 'set-ttl' | 'remove-item'}`
    | `library.${'create' | 'edit' | 'delete'}`
    | `canned-response.${'create' | 'edit' | 'publish' | 'retire' | 'restore' | 'import'}`;
  /** SID or id of what it was done to. */
  readonly resource: string;
}

/** Writes a record; belongs into the transaction of what it tells about. */
export const writeAudit = (db: Queryable, record: AuditRecord): Promise<void> => writeAudits(db, [record]);

/** As {@link writeAudit}, for many at once. */
export async function writeAudits(db: Queryable, records: readonly AuditRecord[]): Promise<void> {
  await inChunks(records, async (chunk) => {
    const rows = chunk.map((record) => ({ ...record, id: randomUUID() }));
    await sql`
      INSERT INTO audit (id, at, actor, action, resource)
      SELECT id, at, actor, action, resource FROM json_to_recordset(${JSON.stringify(rows)}::json)
        AS r (id text, at bigint, actor text, action text, resource text)`.execute(db);
  });
}
