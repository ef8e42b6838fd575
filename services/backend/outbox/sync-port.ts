/**
 * A Document, a Map or a List. Whoever knows the SID names the object by it: the name alone may be somebody else's by now,
 * who created an object of that name after ours was gone.
 */
export interface SyncObjectName {
  readonly name: string;
  /** Null or left out = not known yet; only to look for the object, and to create it. */
  readonly sid?: string | null;
}

/** A Map or a List: what holds items. */
export interface SyncCollection extends SyncObjectName {
  readonly kind: 'map' | 'list';
}

/** A Map or a List that was found or created. */
export interface KnownCollection extends SyncCollection {
  readonly sid: string;
}

/** One thing with data of its own: a Document, or an item of a Map or a List that is known. */
export type SyncTarget =
  | ({ readonly kind: 'document' } & SyncObjectName)
  | { readonly kind: 'map-item'; readonly of: KnownCollection; readonly key: string }
  /** `index` is null for an item that Sync does not have yet: Sync chooses it. */
  | { readonly kind: 'list-item'; readonly of: KnownCollection; readonly index: number | null };

export interface SyncWritten {
  /** What Sync knows it by: SID of a Document, key of an item of a Map, index of an item of a List. */
  readonly id: string;
  /** The ETag to write over. */
  readonly revision: string;
  /** Instant in milliseconds; null = lives for ever. */
  readonly expiresAt: number | null;
}

/** Who created what was found. */
export interface Created {
  /** Identity of the token with which somebody else created it; null = it is ours, made over REST. */
  readonly stranger: string | null;
}

/** What Sync holds of a target. */
export interface SyncState extends SyncWritten, Created {
  readonly data: unknown;
}

export interface SyncWrite {
  readonly data: object;
  /** The data as JSON, where somebody has made it already: it need not be made again. */
  readonly text?: string;
  /** Sets the time to live anew; without it a write leaves the end of the object's life where it was. */
  readonly ttlSeconds?: number;
}

/** What is known of a Map or a List without its items. */
export interface CollectionState extends Created {
  readonly sid: string;
  readonly expiresAt: number | null;
}

/** A Document, a Map or a List as a listing of the service tells of it. */
export interface ListedObject extends Created {
  readonly name: string;
  readonly sid: string;
}

/** A worker's attributes as TaskRouter has them. */
export interface WorkerAttributes {
  /** JSON text. */
  readonly attributes: string;
  /** What to write over. */
  readonly etag: string;
}

/**
 * The projector's port to Sync, and to the attributes of workers: every call is one request, made once; a listing is one
 * for each page.
 *
 * @throws SyncWriteError from every method; `get`, `getCollection` and `getAttributes` answer null for what does not
 * exist, `remove`, `removeCollection` and `revokeRead` are content when there is nothing to remove
 */
export interface SyncWriter {
  get(target: SyncTarget): Promise<SyncState | null>;
  /** Creating an item of a List twice makes two items. */
  create(target: SyncTarget, write: SyncWrite): Promise<SyncWritten>;
  update(target: SyncTarget, write: SyncWrite & { readonly ifMatch: string }): Promise<SyncWritten>;
  remove(target: SyncTarget): Promise<void>;
  getCollection(collection: SyncCollection): Promise<CollectionState | null>;
  createCollection(collection: SyncCollection, ttlSeconds: number): Promise<CollectionState>;
  /** Sets the time to live of the Map or List with all its items. */
  renewCollection(collection: KnownCollection, ttlSeconds: number): Promise<CollectionState>;
  removeCollection(collection: KnownCollection): Promise<void>;
  /** In the order in which Sync keeps them: Maps by key, Lists by index. */
  listItems(collection: KnownCollection): Promise<readonly SyncState[]>;
  /** Every object of the kind that has a name, ours or not. */
  listObjects(kind: 'document' | 'list'): Promise<readonly ListedObject[]>;
  /** Lets `identity` read, and only read. */
  grantRead(object: GrantedObject, identity: string): Promise<void>;
  /** Lets `identity` read and change what is in the object, and not remove it. */
  grantWrite(object: GrantedObject, identity: string): Promise<void>;
  /** Takes every permission on the object from `identity`. */
  revokeRead(object: GrantedObject, identity: string): Promise<void>;
  getAttributes(workerSid: string): Promise<WorkerAttributes | null>;
  /** Replaces all attributes of the worker. */
  putAttributes(workerSid: string, attributes: string, ifMatch: string): Promise<void>;
  /** The attributes of every worker of the workspace, as JSON text by SID. */
  listAttributes(): Promise<ReadonlyMap<string, string>>;
}

/** What permissions are given on. */
export interface GrantedObject {
  readonly kind: 'document' | 'map' | 'list';
  readonly name: string;
  readonly sid: string;
}

/**
 * Why Sync did not do it: `missing` (the object is gone), `exists` (somebody created it first), `conflict` (the revision
 * moved on), `throttled` (429), `unavailable` (5xx or no answer: it may or may not have happened), `denied` (401, 403, or
 * the whole service is missing: no object's fault), `refused` (anything else: this object's fault, as it is).
 */
export type SyncFailure = (typeof SYNC_FAILURES)[number];

/** All kinds of {@link SyncFailure}. */
export const SYNC_FAILURES = [
  ...(['missing', 'exists', 'conflict', 'throttled', 'unavailable', 'denied', 'refused'] as const),
] as const;

export class SyncWriteError extends Error {
  override readonly name = 'SyncWriteError';

  constructor(
    readonly failure: SyncFailure,
    /** HTTP status, for the metrics; null when there was no answer. */
    readonly status: number | null,
    /** How long Sync asked to wait, in milliseconds; null when it did not say. */
    readonly retryAfterMs: number | null,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
