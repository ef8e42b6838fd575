import { WAITING_LIST } from '../../store/responses/response-links';
import { permissionsAfterCreation } from '../../store/outbox/sync-keys';
import type { ClaimedObject } from '../../store/outbox/sync-objects';
import { createEviction } from './evict';
import { isRenewalDue } from './lifetime';
import { itemIntervalMs } from '../pace';
import { deleted, type Projected, type ProjectionContext } from '../projection';
import { knownEntryOf, type KnownEntry } from './put-entry';
import { hashesOf, putItems, type CollectionItem, type WantedItems } from './put-items';
import {
  SyncWriteError,
  type CollectionState,
  type KnownCollection,
  type SyncCollection,
  type SyncState,
  type SyncTarget,
} from '../sync-port';

export interface CollectionProjection {
  readonly kind: SyncCollection['kind'];
  /** Items by key, the most wanted first, or who knows them. The key of an item of a List is the `id` in its data. */
  readonly items: ReadonlyMap<string, CollectionItem> | ItemsSource;
  /** Life of the Map or List. */
  readonly ttlSeconds: number;
  /** Least time between two writes of items; what their size asks for may be more. */
  readonly gapMs: number;
}

/** @param known what Sync holds, and all that was wanted before the object was marked; null when that is not known */
export type ItemsSource = (known: ReadonlyMap<string, KnownEntry> | null) => Promise<WantedItems>;

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
  context: ProjectionContext,
  object: ClaimedObject,
  kind: SyncCollection['kind'],
): Promise<Projected> {
  const { sync, caches } = context;
  caches.delete(object.key);
  const place = { kind, name: object.key, sid: object.sid };
  const found = object.sid === null ? await sync.getCollection(place) : { sid: object.sid, stranger: null };
  if (found?.stranger === null) await sync.removeCollection({ ...place, sid: found.sid });
  else if (found !== null) {
    await createEviction(context, object.key).collection({ ...place, sid: found.sid }, found.stranger);
  }
  return deleted(object);
}

const NONE: ReadonlySet<string> = new Set();
/** A creation that finds another one's, and again: a third time something else is wrong. */
const MAX_CREATIONS = 3;
/** No payload's `v`: the items are read again. */
const IN_DOUBT = -1;

interface CollectionView extends CollectionState {
  readonly items: Map<string, KnownEntry>;
  readonly isCreated: boolean;
}

async function bringUpToDate(
  context: ProjectionContext,
  object: ClaimedObject,
  { kind, items: source, ttlSeconds, gapMs }: CollectionProjection,
): Promise<Projected> {
  const { sync, clock, caches } = context;
  const cache = caches.get(object.key);
  const { sid: knownSid } = object;
  const isCacheValid = cache?.payloadV === object.payloadV && context.isVerified(object.key) && knownSid !== null;
  const wanted =
    typeof source === 'function'
      ? await source(isCacheValid && cache.isComplete ? cache.items : null)
      : { items: source };
  const hashed = hashesOf(wanted);
  const { items, sid, isCreated, ...life } = isCacheValid
    ? { items: cache.items, sid: knownSid, expiresAt: object.expiresAt, isCreated: false }
    : await readCollection(context, object, { kind, ttlSeconds });
  const collection: KnownCollection = { kind, name: object.key, sid };
  let { expiresAt } = life;
  let wrote = isCreated;
  const vanished = isCreated && object.revision !== null;
  if (isRenewalDue(expiresAt, ttlSeconds, clock.now())) {
    ({ expiresAt } = await sync.renewCollection(collection, ttlSeconds));
    wrote = true;
  }

  const highest = Math.max(-1, ...[...items.values()].map((item) => item.v));
  const newV = Math.max(object.version, (object.payloadV ?? 0) + 1, highest + 1);
  const put = await putItems(context, hashed, {
    ...{ object, collection, wanted, items, gapMs, minimumV: newV },
    failedBefore: cache?.failed ?? NONE,
    // Recorded before it is filled, so that permissions on it need not wait. And what vanished did not vanish alone, perhaps:
    // what its items link to is looked at before they are written.
    ...(isCreated ? { atMost: 0 } : {}),
  });
  wrote ||= put.wrote;
  const { isComplete, failure, failed } = put;
  const payloadV = wrote ? newV : object.payloadV;
  // Who does not hold the object any more does not know what the next one writes.
  const isKnown = !put.isInDoubt && context.goesOn(object.key);
  caches.set(object.key, { payloadV: isKnown ? payloadV : IN_DOUBT, items, failed, isComplete });
  return {
    sid,
    // A collection's own revision moves with every item; ours only says that it exists, and whether items wait.
    revision: isWaiting(wanted, items) ? WAITING_LIST : 'exists',
    // Each item's hash stands with the item; this only says that they are all there.
    payloadHash: isComplete ? 'complete' : null,
    payloadV,
    expiresAt,
    wrote,
    vanished,
    isComplete,
    pauseMs: Math.max(gapMs, itemIntervalMs(0)),
    // Also when an earlier attempt created it, and the answer was lost.
    followers: sid === knownSid ? [] : [permissionsAfterCreation(object.key)],
    failure,
  };
}

/** Whether an item may not come into being yet. */
const isWaiting = ({ items: wanted }: WantedItems, items: ReadonlyMap<string, KnownEntry>): boolean =>
  [...wanted].some(([key, { isReady }]) => isReady === false && !items.has(key));

/** Reads the items from Sync; creates the Map or List when it is not there. */
async function readCollection(
  context: ProjectionContext,
  object: ClaimedObject,
  { kind, ttlSeconds }: Pick<CollectionProjection, 'kind' | 'ttlSeconds'>,
): Promise<CollectionView> {
  const { sync } = context;
  const place: SyncCollection = { kind, name: object.key };
  const evict = createEviction(context, object.key);
  const look = async (at: SyncCollection): Promise<CollectionState | null> => {
    const state = await sync.getCollection(at);
    const stranger = state?.stranger ?? null;
    if (state === null || stranger === null) return state;
    await evict.collection({ ...place, sid: state.sid }, stranger);
    return null;
  };
  // One that was never recorded is not looked for first: should it be there, its creation is refused.
  let found = object.revision === null ? null : await look({ ...place, sid: object.sid });
  for (let attempt = 1; found === null; attempt += 1) {
    try {
      return { ...(await sync.createCollection(place, ttlSeconds)), items: new Map(), isCreated: true };
    } catch (error) {
      if (!(error instanceof SyncWriteError) || error.failure !== 'exists' || attempt === MAX_CREATIONS) throw error;
      found = await look(place);
    }
  }
  return { ...found, items: await readItems(context, object, { ...place, sid: found.sid }), isCreated: false };
}

/** The items of a Map or List of ours. What somebody else put among them goes. */
async function readItems(
  context: ProjectionContext,
  object: ClaimedObject,
  collection: KnownCollection,
): Promise<Map<string, KnownEntry>> {
  const evict = createEviction(context, object.key);
  const items = new Map<string, KnownEntry>();
  for (const state of await context.sync.listItems(collection)) {
    if (state.stranger !== null) {
      await evict.entry(itemTarget(collection, state), state.stranger);
      continue;
    }
    const key = collection.kind === 'map' ? state.id : keyOfListItem(state);
    // A second item for one key is what a creation leaves whose answer was lost: nobody wants it under its own name.
    items.set(items.has(key) ? unwantedKey(state) : key, knownEntryOf(state));
  }
  return items;
}

const itemTarget = (of: KnownCollection, { id }: SyncState): SyncTarget =>
  of.kind === 'map' ? { kind: 'map-item', of, key: id } : { kind: 'list-item', of, index: Number(id) };

function keyOfListItem(state: SyncState): string {
  const { data } = state;
  const id = typeof data === 'object' && data !== null && 'id' in data ? data.id : undefined;
  return typeof id === 'string' ? id : unwantedKey(state);
}

const unwantedKey = ({ id }: SyncState): string => `#${id}`;
