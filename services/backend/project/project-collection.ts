import type { ClaimedObject } from '../store/sync-objects';
import { contentHash } from './content-hash';
import { isRenewalDue } from './lifetime';
import { itemIntervalMs, writeIntervalMs } from './pace';
import type { Projected, ProjectionContext } from './projection';
import { knownEntryOf, type KnownEntry } from './put-entry';
import { hashesOf, putItems, type CollectionItem } from './put-items';
import { SyncWriteError, type CollectionState, type SyncCollection, type SyncState } from './sync-writer';

export interface CollectionProjection {
  readonly kind: SyncCollection['kind'];
  /** Items by key, the most wanted first. The key of an item of a List is the `id` in its data. */
  readonly items: ReadonlyMap<string, CollectionItem>;
  /** Life of the Map or List. */
  readonly ttlSeconds: number;
  /** Least time between two writes of items; what their size asks for may be more. */
  readonly gapMs: number;
}

/** Brings one Map or List up to date, item by item: one changed item is one write. */
export async function projectCollection(
  context: ProjectionContext,
  object: ClaimedObject,
  projection: CollectionProjection,
): Promise<Projected> {
  try {
    return await bringUpToDate(context, object, projection);
  } catch (error) {
    // Whatever went wrong, what is remembered of the items may be wrong too.
    context.caches.delete(object.key);
    if (!(error instanceof SyncWriteError) || error.failure !== 'missing') throw error;
    // It vanished between two requests: begin again at once, and find it missing.
    return await bringUpToDate(context, object, projection);
  }
}

/** Deletes a Map or List, with all its items, of which the subject is gone. */
export async function removeCollection(
  { sync, caches }: ProjectionContext,
  object: ClaimedObject,
  kind: SyncCollection['kind'],
): Promise<Projected> {
  caches.delete(object.key);
  await sync.removeCollection({ kind, name: object.key });
  return {
    sid: null,
    revision: null,
    payloadHash: null,
    payloadV: object.payloadV,
    expiresAt: null,
    wrote: object.revision !== null,
    vanished: false,
    isComplete: true,
    pauseMs: writeIntervalMs(0),
  };
}

const NONE: ReadonlySet<string> = new Set();
/** No payload's `v`: the items are read again. */
const IN_DOUBT = -1;

interface CollectionView extends CollectionState {
  readonly items: Map<string, KnownEntry>;
  readonly isBorn: boolean;
}

async function bringUpToDate(
  context: ProjectionContext,
  object: ClaimedObject,
  { kind, items: wanted, ttlSeconds, gapMs }: CollectionProjection,
): Promise<Projected> {
  const { sync, clock, caches, grants } = context;
  const collection: SyncCollection = { kind, name: object.key };
  const hashed = hashesOf(wanted);
  const payloadHash = contentHash([...hashed.hashes]);
  const cache = caches.get(object.key);
  const { sid: knownSid } = object;
  const isCacheValid = cache?.payloadV === object.payloadV && context.isVerified(object.key) && knownSid !== null;
  const { items, sid, isBorn, ...life } = isCacheValid
    ? { items: cache.items, sid: knownSid, expiresAt: object.expiresAt, isBorn: false }
    : await readCollection(context, collection, ttlSeconds);
  // Also when an earlier attempt created it, and the answer was lost.
  if (sid !== knownSid) grants.afterBirth(object.key);
  let { expiresAt } = life;
  let wrote = isBorn;
  const vanished = isBorn && object.revision !== null;
  if (isRenewalDue(expiresAt, ttlSeconds, clock.now())) {
    ({ expiresAt } = await sync.renewCollection(collection, ttlSeconds));
    wrote = true;
  }

  const highest = Math.max(-1, ...[...items.values()].map((item) => item.v));
  const newV = Math.max(object.version, (object.payloadV ?? 0) + 1, highest + 1);
  const put = await putItems(context, hashed, {
    ...{ object, collection, wanted, items, gapMs, minimumV: newV },
    failedBefore: cache?.failed ?? NONE,
    // What vanished did not vanish alone, perhaps: what its items link to is looked at before they are written.
    ...(vanished ? { atMost: 0 } : {}),
  });
  wrote ||= put.wrote;
  const { isComplete, failure } = put;
  const payloadV = wrote ? newV : object.payloadV;
  caches.set(object.key, { payloadV: put.isInDoubt ? IN_DOUBT : payloadV, items, failed: put.failed });
  return {
    sid,
    // A collection's own revision moves with every item; ours only says that it exists.
    revision: 'exists',
    payloadHash: isComplete ? payloadHash : null,
    payloadV,
    expiresAt,
    wrote,
    vanished,
    isComplete,
    pauseMs: Math.max(gapMs, itemIntervalMs(0)),
    failure,
  };
}

/** Reads the items from Sync; creates the Map or List when it is not there. */
async function readCollection(
  { sync, grants }: ProjectionContext,
  collection: SyncCollection,
  ttlSeconds: number,
): Promise<CollectionView> {
  const found = await sync.getCollection(collection);
  if (found === null) {
    await grants.beforeBirth(collection.name);
    const born = await sync.createCollection(collection, ttlSeconds);
    return { ...born, items: new Map(), isBorn: true };
  }
  const items = new Map<string, KnownEntry>();
  for (const state of await sync.listItems(collection)) {
    const key = collection.kind === 'map' ? state.id : keyOfListItem(state);
    // A second item for one key is what a creation leaves whose answer was lost: nobody wants it under its own name.
    items.set(items.has(key) ? unwantedKey(state) : key, knownEntryOf(state));
  }
  return { ...found, items, isBorn: false };
}

function keyOfListItem(state: SyncState): string {
  const { data } = state;
  const id = typeof data === 'object' && data !== null && 'id' in data ? data.id : undefined;
  return typeof id === 'string' ? id : unwantedKey(state);
}

const unwantedKey = ({ id }: SyncState): string => `#${id}`;
