import type { ClaimedObject } from '../store/sync-objects';
import { pause } from './clock';
import { contentHash } from './content-hash';
import { isRenewalDue } from './lifetime';
import { bytesOf, itemIntervalMs, writeIntervalMs } from './pace';
import type { Projected, ProjectionContext } from './projection';
import { knownEntryOf, putEntry, targetOf, type KnownEntry } from './put-entry';
import {
  SyncWriteError,
  type CollectionState,
  type SyncCollection,
  type SyncState,
  type SyncTarget,
} from './sync-writer';

/** What one go of writing items may take, well inside a lease; the rest follows with the next claim. */
const TURN_MS = 2_500;
/** A request to Twilio takes about this long. */
const REQUEST_MS = 100;

/** An item of a Map or a List. */
export interface CollectionItem {
  readonly payload: (v: number) => object;
  /** Life of the item from its creation; undefined = as long as its Map or List. */
  readonly ttlSeconds?: number;
  /** Whether the item may come into being; what is there already is kept up to date all the same. Defaults to true. */
  readonly isReady?: boolean;
}

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
  const payloadHash = contentHash([...wanted].map(([key, { payload }]) => [key, contentHash(payload(0))]));
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

  const changes = changesOf(wanted, items);
  const highest = Math.max(-1, ...[...items.values()].map((item) => item.v));
  const newV = Math.max(object.version, (object.payloadV ?? 0) + 1, highest + 1);
  // What vanished did not vanish alone, perhaps: what its items link to is looked at before they are written.
  const atOnce = vanished ? 0 : Math.max(1, Math.floor(TURN_MS / (REQUEST_MS + Math.max(gapMs, itemIntervalMs(0)))));
  for (const key of changes.slice(0, atOnce)) {
    const bytes = await writeItem(context, { collection, key, item: wanted.get(key), items, minimumV: newV });
    wrote = true;
    await pause(clock, Math.max(gapMs, itemIntervalMs(bytes)));
  }
  const isComplete = changes.length <= atOnce;
  const payloadV = wrote ? newV : object.payloadV;
  caches.set(object.key, { payloadV, items });
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

function changesOf(wanted: CollectionProjection['items'], known: ReadonlyMap<string, KnownEntry>): string[] {
  const changed = [...wanted].filter(([key, { payload, isReady = true }]) => {
    const entry = known.get(key);
    return entry === undefined ? isReady : entry.hash !== contentHash(payload(0));
  });
  const removed = [...known.keys()].filter((key) => !wanted.has(key));
  return [...changed.map(([key]) => key), ...removed];
}

interface ItemWrite {
  readonly collection: SyncCollection;
  readonly key: string;
  /** Undefined = not wanted any more. */
  readonly item: CollectionItem | undefined;
  readonly items: Map<string, KnownEntry>;
  readonly minimumV: number;
}

/** @returns the size of what was written */
async function writeItem(
  { sync, clock, metrics, budgetBytes }: ProjectionContext,
  { collection: { kind, name }, key, item, items, minimumV }: ItemWrite,
): Promise<number> {
  const target: SyncTarget =
    kind === 'map' ? { kind: 'map-item', map: name, key } : { kind: 'list-item', list: name, index: null };
  const known = items.get(key) ?? null;
  if (item === undefined) {
    await sync.remove(targetOf(target, known));
    items.delete(key);
    return 0;
  }
  const { payload, ttlSeconds: ttlAtBirthSeconds } = item;
  const outcome = await putEntry(sync, {
    target,
    known,
    payload,
    minimumV,
    now: clock.now(),
    ...(ttlAtBirthSeconds === undefined ? {} : { ttlAtBirthSeconds }),
  });
  items.set(key, outcome);
  const bytes = bytesOf(payload(outcome.v));
  if (bytes > budgetBytes) metrics.syncOversized.inc();
  return bytes;
}
