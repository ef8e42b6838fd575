import { queueIndexMap, type QueueIndexItem } from '@flex-sync-suite/shared/contract';
import type { ClaimedObject } from '../store/sync-objects';
import { pause } from './clock';
import { contentHash } from './content-hash';
import { BOARD_TTL_SECONDS, isRenewalDue } from './lifetime';
import { bytesOf, itemIntervalMs } from './pace';
import type { Projected, ProjectionContext } from './projection';
import { putEntry, versionOf, type KnownEntry } from './put-entry';
import { SyncWriteError, type SyncTarget } from './sync-writer';

/**
 * At most this many items in one go: at the pace of a Map's items, and with 100 ms a request, that fits into a lease. The
 * rest follows with the next claim.
 */
const ITEMS_AT_ONCE = 20;

const NAME = queueIndexMap.uniqueName;

/** Items by key, without the header that the projection adds. */
export type IndexItems = ReadonlyMap<string, (v: number) => QueueIndexItem>;

/** Brings the Map up to date, item by item: one changed queue is one write. */
export async function projectIndex(
  context: ProjectionContext,
  object: ClaimedObject,
  wanted: IndexItems,
): Promise<Projected> {
  try {
    return await bringUpToDate(context, object, wanted);
  } catch (error) {
    // Whatever went wrong, what is remembered of the Map may be wrong too.
    context.indexCache.payloadV = null;
    if (!(error instanceof SyncWriteError) || error.failure !== 'missing') throw error;
    // The Map vanished between two requests: begin again at once, and find it missing.
    return await bringUpToDate(context, object, wanted);
  }
}

async function bringUpToDate(
  context: ProjectionContext,
  object: ClaimedObject,
  wanted: IndexItems,
): Promise<Projected> {
  const { sync, clock, indexCache } = context;
  const payloadHash = contentHash([...wanted].map(([key, item]) => [key, contentHash(item(0))]));
  const isCacheValid = context.isVerified(NAME) && indexCache.payloadV === object.payloadV;
  const life = isCacheValid ? { expiresAt: object.expiresAt, born: false } : await readMap(context);
  let { expiresAt } = life;
  let wrote = life.born;
  if (isRenewalDue(expiresAt, BOARD_TTL_SECONDS, clock.now())) {
    ({ expiresAt } = await sync.renewMap(NAME, BOARD_TTL_SECONDS));
    wrote = true;
  }

  const changes = changesOf(wanted, indexCache.items);
  const highest = Math.max(-1, ...[...indexCache.items.values()].map((item) => item.v));
  const payloadV = Math.max(object.version, (object.payloadV ?? 0) + 1, highest + 1);
  for (const key of changes.slice(0, ITEMS_AT_ONCE)) {
    const bytes = await writeItem(context, key, wanted.get(key), payloadV);
    wrote = true;
    await pause(clock, itemIntervalMs(bytes));
  }
  const isComplete = changes.length <= ITEMS_AT_ONCE;
  indexCache.payloadV = wrote ? payloadV : object.payloadV;
  return {
    // A Map's own revision moves with every item; ours only says that it exists.
    revision: 'exists',
    payloadHash: isComplete ? payloadHash : null,
    payloadV: indexCache.payloadV,
    expiresAt,
    wrote,
    vanished: life.born && object.revision !== null,
    isComplete,
    pauseMs: itemIntervalMs(0),
  };
}

/** Fills the cache from Sync; creates the Map when it is not there. */
async function readMap(context: ProjectionContext): Promise<{ expiresAt: number | null; born: boolean }> {
  const { sync, grants, indexCache } = context;
  indexCache.items = new Map();
  const found = await sync.getMap(NAME);
  if (found === null) {
    await grants.beforeBirth(NAME);
    const { expiresAt } = await sync.createMap(NAME, BOARD_TTL_SECONDS);
    grants.afterBirth(NAME);
    return { expiresAt, born: true };
  }
  for (const { key, data, revision } of await sync.listItems(NAME)) {
    indexCache.items.set(key, { revision, hash: contentHash(data), v: versionOf(data), expiresAt: null });
  }
  return { expiresAt: found.expiresAt, born: false };
}

function changesOf(wanted: IndexItems, known: ReadonlyMap<string, KnownEntry>): string[] {
  const changed = [...wanted].filter(([key, item]) => known.get(key)?.hash !== contentHash(item(0)));
  const removed = [...known.keys()].filter((key) => !wanted.has(key));
  return [...changed.map(([key]) => key), ...removed];
}

/** @returns the size of what was written */
async function writeItem(
  { sync, clock, indexCache, metrics, budgetBytes }: ProjectionContext,
  key: string,
  payload: ((v: number) => QueueIndexItem) | undefined,
  minimumV: number,
): Promise<number> {
  const target: SyncTarget = { kind: 'map-item', map: NAME, key };
  if (payload === undefined) {
    await sync.remove(target);
    indexCache.items.delete(key);
    return 0;
  }
  const known = indexCache.items.get(key) ?? null;
  const outcome = await putEntry(sync, { target, known, payload, minimumV, now: clock.now() });
  indexCache.items.set(key, outcome);
  const bytes = bytesOf(payload(outcome.v));
  if (bytes > budgetBytes) metrics.syncOversized.inc();
  return bytes;
}
