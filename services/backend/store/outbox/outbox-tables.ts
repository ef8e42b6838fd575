import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { ObjectKind } from './sync-keys';

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
