/** One thing with data of its own: a Document, or an item of a Map. */
export type SyncTarget =
  | { readonly kind: 'document'; readonly name: string }
  | { readonly kind: 'map-item'; readonly map: string; readonly key: string };

/** What Sync holds of a target. */
export interface SyncState {
  /** The ETag to write over. */
  readonly revision: string;
  readonly data: unknown;
  /** Instant in milliseconds; null = lives for ever. */
  readonly expiresAt: number | null;
}

export type SyncWritten = Omit<SyncState, 'data'>;

export interface SyncWrite {
  readonly data: object;
  /** Sets the time to live anew; without it a write leaves the end of the object's life where it was. */
  readonly ttlSeconds?: number;
}

/**
 * The projector's port to Sync: every call is one request, made once.
 *
 * @throws SyncWriteError from every method; `get` and `getMap` answer null for what does not exist, `remove` is content
 * when there is nothing to remove
 */
export interface SyncWriter {
  get(target: SyncTarget): Promise<SyncState | null>;
  create(target: SyncTarget, write: SyncWrite): Promise<SyncWritten>;
  update(target: SyncTarget, write: SyncWrite & { readonly ifMatch: string }): Promise<SyncWritten>;
  remove(target: SyncTarget): Promise<void>;
  getMap(name: string): Promise<{ readonly expiresAt: number | null } | null>;
  createMap(name: string, ttlSeconds: number): Promise<{ readonly expiresAt: number | null }>;
  /** Sets the time to live of the Map with all its items. */
  renewMap(name: string, ttlSeconds: number): Promise<{ readonly expiresAt: number | null }>;
  listItems(map: string): Promise<readonly (SyncState & { readonly key: string })[]>;
  /** Lets `identity` read, and only read. */
  grantRead(object: { readonly kind: 'document' | 'map'; readonly name: string }, identity: string): Promise<void>;
}

/**
 * Why Sync did not do it: `missing` (the object is gone), `exists` (somebody created it first), `conflict` (the revision
 * moved on), `throttled` (429), `unavailable` (5xx or no answer: it may or may not have happened), `refused` (anything
 * else; trying again at once will not help).
 */
export type SyncFailure = 'missing' | 'exists' | 'conflict' | 'throttled' | 'unavailable' | 'refused';

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
