import {
  backendHeartbeatDocument,
  cannedFavoritesMap,
  libraryOf,
  queueDocument,
  queueIndexMap,
  recentCallsMap,
  ResponseId,
  responseDocumentName,
  responseListName,
  type LibraryId,
  type TaskQueueSid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';

// Keys of the outbox. All but those of worker attributes and of permissions are the unique name of an object in Sync.

/** What a key names: a Sync object, the part of a worker's attributes that is ours, or read permissions. */
export type ObjectKind = 'document' | 'map' | 'list' | 'attributes' | 'permissions';

/** A definition of the contract hashes its schema, so its name is remembered. */
function remembered<Sid extends string>(nameOf: (sid: Sid) => string): (sid: Sid) => string {
  const known = new Map<Sid, string>();
  return (sid) => {
    const name = known.get(sid) ?? nameOf(sid);
    known.set(sid, name);
    return name;
  };
}

/** Key of a queue's Document. */
export const queueObjectKey = remembered((sid: TaskQueueSid) => queueDocument(sid).uniqueName);
/** Key of an agent's Map of calls. */
export const recentCallsKey = remembered((sid: WorkerSid) => recentCallsMap(sid).uniqueName);
/** Key of an agent's Map of favourites. */
export const cannedFavoritesKey = remembered((sid: WorkerSid) => cannedFavoritesMap(sid).uniqueName);
export const QUEUE_INDEX_KEY = queueIndexMap.uniqueName;

const RECENT_CALLS_PREFIX = 'recent-calls.';
const FAVORITES_PREFIX = 'canned-favorites.';
const ATTRIBUTES_PREFIX = 'worker-attributes.';
const LIST_PREFIX = 'canned-responses.';
const RESPONSE_PREFIX = 'canned-response.';
const PERMISSIONS_PREFIX = 'permissions.';
const READERS_PREFIX = `${PERMISSIONS_PREFIX}on.`;

/** Key of what the backend writes into a worker's attributes. */
export const workerAttributesKey = (sid: WorkerSid): string => `${ATTRIBUTES_PREFIX}${sid}`;

/** Beginning of the names of a library's Lists. */
export const listKeyPrefix = (library: LibraryId): string => responseListName(library, 0).slice(0, -1);
/** Beginning of the names of the Documents of a library's responses. */
export const responseKeyPrefix = (library: LibraryId): string => `${RESPONSE_PREFIX}${library}.`;

/** The response whose Document this is; null for any other object. */
export function responseOfKey(key: string): ResponseId | null {
  const id = key.startsWith(RESPONSE_PREFIX) ? v.safeParse(ResponseId, key.slice(RESPONSE_PREFIX.length)) : null;
  return id?.success === true && responseDocumentName(id.output) === key ? id.output : null;
}

/** The library and the number of a List of responses; null for any other object. */
export function listOfKey(key: string): { readonly libraryId: LibraryId; readonly n: number } | null {
  const [, libraryId, digits] = /^canned-responses\.([A-Za-z0-9]+)\.(\d{1,6})$/.exec(key) ?? [];
  return libraryId === undefined ? null : { libraryId, n: Number(digits) };
}

/** The library of which the object shows something; null for any other object. */
export function libraryOfKey(key: string): LibraryId | null {
  const id = responseOfKey(key);
  return id === null ? (listOfKey(key)?.libraryId ?? null) : libraryOf(id);
}

/** The worker whose attributes these are; null for any other object. */
export const attributesOwnerOf = (key: string): string | null =>
  key.startsWith(ATTRIBUTES_PREFIX) ? key.slice(ATTRIBUTES_PREFIX.length) : null;

/** The worker whose own object this is; null for an object that profiles share, and for worker attributes. */
export function ownerOf(key: string): string | null {
  if (key.startsWith(RECENT_CALLS_PREFIX)) return key.slice(RECENT_CALLS_PREFIX.length);
  if (key.startsWith(FAVORITES_PREFIX)) return key.slice(FAVORITES_PREFIX.length);
  const library = libraryOfKey(key);
  return library?.startsWith('WK') === true ? library : null;
}

/** Key of all that an identity of Sync may read. */
export const permissionsKey = (identity: string): string => PERMISSIONS_PREFIX + identity;

/** Beginning of the keys of what workers may read; those of profiles begin otherwise. */
export const WORKER_PERMISSIONS_PREFIX = permissionsKey('WK');

/**
 * Whose permissions follow when the object is born: its owner's, or those of everybody who may read objects like it. Who
 * they are is looked up when this key is claimed, and thus after the birth can be seen: a profile that is issued at the
 * same moment is seen by the birth, or sees it.
 */
export function birthFollower(key: string): string {
  const owner = ownerOf(key);
  if (owner !== null) return permissionsKey(owner);
  const library = libraryOfKey(key);
  if (library !== null) return READERS_PREFIX + responseListName(library, 0);
  const heartbeat = backendHeartbeatDocument.uniqueName;
  return READERS_PREFIX + (key === heartbeat ? heartbeat : QUEUE_INDEX_KEY);
}

/** Whose permissions these are: an identity's, or those of everybody who may read objects like `likeObject`; else null. */
export function permissionsOfKey(key: string): { readonly identity: string } | { readonly likeObject: string } | null {
  if (key.startsWith(READERS_PREFIX)) return { likeObject: key.slice(READERS_PREFIX.length) };
  return key.startsWith(PERMISSIONS_PREFIX) ? { identity: key.slice(PERMISSIONS_PREFIX.length) } : null;
}

/**
 * Whether the object is one of those that come in thousands and that nobody watches by the second: Lists, Documents of
 * responses, worker attributes, permissions.
 */
export const isBulk = (key: string): boolean => natureOf(key) > 0;

/** The rank of an object that nobody waits for in particular; see `SyncObjectTable`. */
export function natureOf(key: string): 0 | 1 | 2 {
  const kind = kindOf(key);
  if (kind === 'attributes') return 2;
  return kind === 'list' || kind === 'permissions' || responseOfKey(key) !== null ? 1 : 0;
}

/** What kind of object a key names. */
export function kindOf(key: string): ObjectKind {
  if (key.startsWith(LIST_PREFIX)) return 'list';
  if (key.startsWith(ATTRIBUTES_PREFIX)) return 'attributes';
  if (key.startsWith(PERMISSIONS_PREFIX)) return 'permissions';
  const isMap = key === QUEUE_INDEX_KEY || key.startsWith(RECENT_CALLS_PREFIX) || key.startsWith(FAVORITES_PREFIX);
  return isMap ? 'map' : 'document';
}
