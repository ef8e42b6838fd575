import type { ClaimedObject } from '../store/sync-objects';
import { pause } from './clock';
import { contentHash } from './content-hash';
import { isRenewalDue } from './lifetime';
import { bytesOf, itemIntervalMs } from './pace';
import type { Projected, ProjectionContext } from './projection';
import { putEntry, versionOf, type KnownEntry } from './put-entry';
import { SyncWriteError, type SyncTarget } from './sync-writer';

/** What one go of writing items may take, well inside a lease; the rest follows with the next claim. */
const TURN_MS = 2_500;
/** A request to Twilio takes about this long. */
const REQUEST_MS = 100;

/** An item of a Map. */
export interface MapItem {
  readonly payload: (v: number) => object;
  /** Life of the item from its creation; undefined = as long as its Map. */
  readonly ttlSeconds?: number;
}

export interface MapProjection {
  /** Items by key, the most wanted first. */
  readonly items: ReadonlyMap<string, MapItem>;
  /** Life of the Map. */
  readonly ttlSeconds: number;
  /** Least time between two writes of items; what their size asks for may be more. */
  readonly gapMs: number;
}

/** Brings one Map up to date, item by item: one changed item is one write. */
export async function projectMap(
  context: ProjectionContext,
  object: ClaimedObject,
  projection: MapProjection,
): Promise<Projected> {
  try {
    return await bringUpToDate(context, object, projection);
  } catch (error) {
    // Whatever went wrong, what is remembered of the Map may be wrong too.
    context.mapCaches.delete(object.key);
    if (!(error instanceof SyncWriteError) || error.failure !== 'missing') throw error;
    // The Map vanished between two requests: begin again at once, and find it missing.
    return await bringUpToDate(context, object, projection);
  }
}

async function bringUpToDate(
  context: ProjectionContext,
  object: ClaimedObject,
  { items: wanted, ttlSeconds, gapMs }: MapProjection,
): Promise<Projected> {
  const { sync, clock, mapCaches } = context;
  const payloadHash = contentHash([...wanted].map(([key, { payload }]) => [key, contentHash(payload(0))]));
  const cache = mapCaches.get(object.key);
  const isCacheValid = cache?.payloadV === object.payloadV && context.isVerified(object.key);
  const { items, ...life } = isCacheValid
    ? { items: cache.items, expiresAt: object.expiresAt, born: false }
    : await readMap(context, object.key, ttlSeconds);
  let { expiresAt } = life;
  let wrote = life.born;
  if (isRenewalDue(expiresAt, ttlSeconds, clock.now())) {
    ({ expiresAt } = await sync.renewMap(object.key, ttlSeconds));
    wrote = true;
  }

  const changes = changesOf(wanted, items);
  const highest = Math.max(-1, ...[...items.values()].map((item) => item.v));
  const newV = Math.max(object.version, (object.payloadV ?? 0) + 1, highest + 1);
  const atOnce = Math.max(1, Math.floor(TURN_MS / (REQUEST_MS + Math.max(gapMs, itemIntervalMs(0)))));
  for (const key of changes.slice(0, atOnce)) {
    const bytes = await writeItem(context, { map: object.key, key, item: wanted.get(key), items, minimumV: newV });
    wrote = true;
    await pause(clock, Math.max(gapMs, itemIntervalMs(bytes)));
  }
  const isComplete = changes.length <= atOnce;
  const payloadV = wrote ? newV : object.payloadV;
  mapCaches.set(object.key, { payloadV, items });
  return {
    // A Map's own revision moves with every item; ours only says that it exists.
    revision: 'exists',
    payloadHash: isComplete ? payloadHash : null,
    payloadV,
    expiresAt,
    wrote,
    vanished: life.born && object.revision !== null,
    isComplete,
    pauseMs: Math.max(gapMs, itemIntervalMs(0)),
  };
}

/** Reads the items from Sync; creates the Map when it is not there. */
async function readMap(
  { sync, grants }: ProjectionContext,
  name: string,
  ttlSeconds: number,
): Promise<{ items: Map<string, KnownEntry>; expiresAt: number | null; born: boolean }> {
  const items = new Map<string, KnownEntry>();
  const found = await sync.getMap(name);
  if (found === null) {
    await grants.beforeBirth(name);
    const { expiresAt } = await sync.createMap(name, ttlSeconds);
    grants.afterBirth(name);
    return { items, expiresAt, born: true };
  }
  for (const { key, data, revision } of await sync.listItems(name)) {
    items.set(key, { revision, hash: contentHash(data), v: versionOf(data), expiresAt: null });
  }
  return { items, expiresAt: found.expiresAt, born: false };
}

function changesOf(wanted: MapProjection['items'], known: ReadonlyMap<string, KnownEntry>): string[] {
  const changed = [...wanted].filter(([key, { payload }]) => known.get(key)?.hash !== contentHash(payload(0)));
  const removed = [...known.keys()].filter((key) => !wanted.has(key));
  return [...changed.map(([key]) => key), ...removed];
}

interface ItemWrite {
  readonly map: string;
  readonly key: string;
  /** Undefined = not wanted any more. */
  readonly item: MapItem | undefined;
  readonly items: Map<string, KnownEntry>;
  readonly minimumV: number;
}

/** @returns the size of what was written */
async function writeItem(
  { sync, clock, metrics, budgetBytes }: ProjectionContext,
  { map, key, item, items, minimumV }: ItemWrite,
): Promise<number> {
  const target: SyncTarget = { kind: 'map-item', map, key };
  if (item === undefined) {
    await sync.remove(target);
    items.delete(key);
    return 0;
  }
  const { payload, ttlSeconds: ttlAtBirthSeconds } = item;
  const outcome = await putEntry(sync, {
    target,
    known: items.get(key) ?? null,
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
