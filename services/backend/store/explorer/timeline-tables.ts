import type { Generated } from 'kysely';

/** One write to Sync: what was done, and never what was written. */
export interface SyncTimelineTable {
  /** Rises in the order in which rows can be seen. */
  id: Generated<number>;
  /** When Sync answered, or when its webhook arrived. */
  at: number;
  deed: 'create' | 'update' | 'remove';
  kind: 'document' | 'map' | 'list';
  /** Null for what Sync did not create. */
  sid: string | null;
  /** Unique name. */
  name: string | null;
  /** Key or index; null for what is about the whole. */
  item_key: string | null;
  identity: string;
  revision: string | null;
  bytes: number | null;
  /** HTTP status; null for what a webhook told, and for no answer. */
  status: number | null;
  /** Type and number of the event that a webhook told; null for what we wrote. With the SID it makes an event. */
  event_key: string | null;
}
