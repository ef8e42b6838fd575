import type { Schema } from './schema';
import { schemaHash } from './schema-hash';
import type { SyncDocumentSid, SyncListSid } from './sid';

/**
 * Which token opens an object. `shared`: one identity per access profile, read-only objects that many agents see.
 * `personal`: identity is the worker's own SID, objects of one agent.
 */
export type SyncScope = 'shared' | 'personal';

interface SyncRef<Kind extends string, T> {
  readonly kind: Kind;
  /**
   * What the object is opened by: its unique name in the Sync service (1–320 characters, not shaped like a SID, error
   * 54302), or its SID for a ref made by {@link syncListAt} or {@link syncDocumentAt}. Sync takes either.
   */
  readonly uniqueName: string;
  readonly scope: SyncScope;
  readonly schema: Schema<T>;
  /** See {@link schemaHash}: what two copies of one definition are compared by. */
  readonly schemaHash: string;
}

/** A Document whose data matches the schema. */
export type SyncDocumentRef<T> = SyncRef<'document', T>;
/** A Map each of whose items' data matches the schema. */
export type SyncMapRef<T> = SyncRef<'map', T>;
/** A List each of whose items' data matches the schema. */
export type SyncListRef<T> = SyncRef<'list', T>;
/** A Stream each of whose messages' data matches the schema. */
export type SyncStreamRef<T> = SyncRef<'stream', T>;

export interface SyncRefOptions {
  /** Defaults to `shared`. */
  readonly scope?: SyncScope;
}

const SID_SHAPE = /^[A-Z]{2}[0-9a-f]{32}$/;
const MAX_UNIQUE_NAME_LENGTH = 320;

function defineRef<Kind extends string, T>(
  kind: Kind,
  uniqueName: string,
  schema: Schema<T>,
  { scope = 'shared' }: SyncRefOptions = {},
): SyncRef<Kind, T> {
  if (uniqueName === '' || uniqueName.length > MAX_UNIQUE_NAME_LENGTH || SID_SHAPE.test(uniqueName)) {
    throw new RangeError(
      `"${uniqueName}" cannot name a Sync object: use 1 to ${String(MAX_UNIQUE_NAME_LENGTH)} characters that do not look like a SID`,
    );
  }
  return { kind, uniqueName, scope, schema, schemaHash: schemaHash(schema) };
}

const refAt = <Kind extends string, T>(
  kind: Kind,
  sid: string,
  schema: Schema<T>,
  { scope = 'shared' }: SyncRefOptions = {},
): SyncRef<Kind, T> => ({ kind, uniqueName: sid, scope, schema, schemaHash: schemaHash(schema) });

/** A Document that was told by its SID; its name does not matter. */
export const syncDocumentAt = <T>(
  sid: SyncDocumentSid,
  schema: Schema<T>,
  options?: SyncRefOptions,
): SyncDocumentRef<T> => refAt('document', sid, schema, options);

/** As {@link syncDocumentAt}, for a List; `schema` describes one item. */
export const syncListAt = <T>(sid: SyncListSid, schema: Schema<T>, options?: SyncRefOptions): SyncListRef<T> =>
  refAt('list', sid, schema, options);

/**
 * One definition carries the name, the schema and the type of a Sync Document.
 * @throws RangeError when Sync would refuse the name (error 54302)
 */
export const defineSyncDocument = <T>(
  uniqueName: string,
  schema: Schema<T>,
  options?: SyncRefOptions,
): SyncDocumentRef<T> => defineRef('document', uniqueName, schema, options);

/** As {@link defineSyncDocument}, for a Map; `schema` describes one item. */
export const defineSyncMap = <T>(uniqueName: string, schema: Schema<T>, options?: SyncRefOptions): SyncMapRef<T> =>
  defineRef('map', uniqueName, schema, options);

/** As {@link defineSyncDocument}, for a List; `schema` describes one item. */
export const defineSyncList = <T>(uniqueName: string, schema: Schema<T>, options?: SyncRefOptions): SyncListRef<T> =>
  defineRef('list', uniqueName, schema, options);

/** As {@link defineSyncDocument}, for a Stream; `schema` describes one message. */
export const defineSyncStream = <T>(
  uniqueName: string,
  schema: Schema<T>,
  options?: SyncRefOptions,
): SyncStreamRef<T> => defineRef('stream', uniqueName, schema, options);
