/** What somebody else changed in an object of the activity tracker. */
export interface SyncChangeTable {
  object_sid: string;
  /** Sync's word, such as `map_item_updated`. */
  event_type: string;
  /** DocumentRevision, EventId of an item, or MapRevision: with the two before it makes a change. */
  revision: string;
  /** Unique name. */
  object_name: string;
  /** Null for a change of the object as a whole. */
  item_key: string | null;
  /** Of the token that made it. */
  identity: string;
  endpoint_id: string | null;
  /** JSON text, masked; null where something was removed, or a Map made. */
  data: string | null;
  received_at: number;
}

/** A webhook that could not be used: its content may be anything about anybody, so that only the reason is kept. */
export interface SyncChangeDeadTable {
  /** SHA-256 of the form. */
  id: string;
  reason: string;
  size_bytes: number;
  received_at: number;
}
