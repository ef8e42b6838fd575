import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Queryable } from './transaction';

/** Something that an operator may have to account for. */
export interface AuditRecord {
  /** UTC milliseconds. */
  readonly at: number;
  /** The worker who did it. */
  readonly actor: string;
  readonly action: 'recent-call.reveal';
  /** SID of what it was done to. */
  readonly resource: string;
}

/** Writes a record; belongs into the transaction of what it tells about. */
export async function writeAudit(db: Queryable, { at, actor, action, resource }: AuditRecord): Promise<void> {
  await sql`
    INSERT INTO audit (id, at, actor, action, resource)
    VALUES (${randomUUID()}, ${at}::bigint, ${actor}, ${action}, ${resource})`.execute(db);
}
