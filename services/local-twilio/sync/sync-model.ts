export type SyncKind = 'document' | 'map' | 'list' | 'stream';

/** Sync stores JSON objects only: neither arrays nor bare values. */
export type SyncData = Readonly<Record<string, unknown>>;

/** Who asks. `identity` null is the system (REST and the emulator itself), which no permission restrains. */
export interface Caller {
  readonly identity: string | null;
  /** No permission is checked, as if the service had no ACL. */
  readonly aclExempt?: boolean;
  /** The emulator's own writes: neither counted nor limited, in size either. */
  readonly unmetered?: boolean;
  /** The connection that asks: events that it causes are marked with it. */
  readonly origin?: object | undefined;
  /** Of an SDK client; REST has none. */
  readonly endpointId?: string;
}

/** The public REST API. */
export const REST_CALLER: Caller = { identity: null };
/** The emulator itself, where Twilio's own back end writes. */
export const EMULATOR_CALLER: Caller = { identity: null, unmetered: true };

export interface Permission {
  readonly read: boolean;
  readonly write: boolean;
  readonly manage: boolean;
}

/** Entry of a Map (string key) or of a List (numeric index). Replaced as a whole by every write, never changed. */
export interface SyncItem {
  readonly key: string | number;
  readonly data: SyncData;
  /** Hexadecimal of `lastEventId`. */
  readonly revision: string;
  readonly lastEventId: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Null: never. */
  readonly expiresAt: number | null;
  readonly createdBy: string;
}

interface SyncObjectBase {
  readonly sid: string;
  readonly uniqueName: string | null;
  readonly createdBy: string;
  readonly createdAt: number;
  updatedAt: number;
  expiresAt: number | null;
  removed: boolean;
  readonly permissions: Map<string, Permission>;
  readonly watchers: Set<Watcher>;
}

export interface SyncDocument extends SyncObjectBase {
  readonly kind: 'document';
  data: SyncData;
  revision: string;
  lastEventId: number;
}

/** A Map or a List: they differ in their keys only. */
export interface SyncCollection extends SyncObjectBase {
  readonly kind: 'map' | 'list';
  readonly items: Map<string | number, SyncItem>;
  /** Keys in order; null after an addition or a removal until somebody pages. */
  sortedKeys: readonly (string | number)[] | null;
  readonly log: EventLog;
  /** A List never gives an index away twice. */
  nextIndex: number;
  revision: string;
  lastEventId: number;
}

export interface SyncStream extends SyncObjectBase {
  readonly kind: 'stream';
}

export type SyncObject = SyncDocument | SyncCollection | SyncStream;

/** History of one Map or List: what a client missed while it was away. */
export interface EventLog {
  append(event: ItemChanged): void;
  /** Events with a greater id, oldest first. After compaction a key's intermediate states are missing. */
  after(id: number): readonly ItemChanged[];
}

interface EventBase {
  readonly kind: SyncKind;
  readonly objectSid: string;
  readonly objectName: string | null;
  readonly at: number;
}

export interface DocumentUpdated extends EventBase {
  readonly type: 'document_updated';
  readonly id: number;
  readonly revision: string;
  readonly data: SyncData;
  readonly expiresAt: number | null;
}

export interface ItemChanged extends EventBase {
  readonly type: 'item_added' | 'item_updated' | 'item_removed';
  readonly id: number;
  /** Revision of the collection after this event. */
  readonly revision: string;
  readonly item: SyncItem;
}

export interface MessagePublished extends EventBase {
  readonly type: 'message_published';
  readonly messageSid: string;
  readonly data: SyncData;
}

export interface ObjectRemoved extends EventBase {
  readonly type: 'object_removed';
}

export type SyncEvent = DocumentUpdated | ItemChanged | MessagePublished | ObjectRemoved;

/** What happened to an object, its creation included. `caller` is undefined where its time had come. */
export interface ObjectChange {
  readonly object: SyncObject;
  readonly event: SyncEvent | { readonly type: 'object_created' };
  readonly caller: Caller | undefined;
}

/** Called synchronously, in the order of the events of one object. `origin` is {@link Caller.origin}. */
export type Watcher = (event: SyncEvent, origin: object | undefined) => void;
