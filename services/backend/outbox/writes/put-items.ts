import type { ClaimedObject } from '../../store/outbox/sync-objects';
import { pause } from '../../base/clock';
import { contentHash } from './content-hash';
import { createEviction } from './evict';
import { bytesOf, untilNextItemMs } from '../pace';
import type { CollectionCache, ProjectionContext } from '../projection';
import { putEntry, targetOf, type KnownEntry } from './put-entry';
import { SyncWriteError, type KnownCollection, type SyncTarget } from '../sync-port';

/** What one go of writing items may take, well inside a lease; the rest follows with the next claim. */
const TURN_MS = 2_500;
/** A request to Twilio takes about this long. */
const REQUEST_MS = 100;
/** One item that gets no answer is that item's trouble; more in one go are Sync's. */
const MOST_UNANSWERED = 2;

/** An item of a Map or a List. */
export interface CollectionItem {
  /** @throws Error when it cannot be built; the others are written all the same */
  readonly payload: (v: number) => object;
  /** Life of the item from its creation; undefined = as long as its Map or List. */
  readonly ttlSeconds?: number;
  /** Whether the item may come into being; what is there already is kept up to date all the same. Defaults to true. */
  readonly isReady?: boolean;
}

/** What a Map or a List is to hold. */
export interface WantedItems {
  /** By key, the most wanted first. */
  readonly items: ReadonlyMap<string, CollectionItem>;
  /** Keys of other items, which stay as Sync holds them. */
  readonly kept?: ReadonlySet<string>;
}

export interface ItemsToPut {
  readonly object: ClaimedObject;
  readonly collection: KnownCollection;
  readonly wanted: WantedItems;
  /** What Sync holds; kept up to date here. */
  readonly items: Map<string, KnownEntry>;
  /** Items that could not be written the last time: they come last. */
  readonly failedBefore: CollectionCache['failed'];
  readonly minimumV: number;
  /** How many may be written; undefined = as many as one go has time for. */
  readonly atMost?: number;
  /** Least time between two writes; what their size asks for may be more. */
  readonly gapMs: number;
}

export interface ItemsPut {
  readonly wrote: boolean;
  readonly isComplete: boolean;
  readonly failed: ReadonlySet<string>;
  /** Why the first of them failed. */
  readonly failure: { readonly error: unknown } | null;
  /** Whether one may or may not have been written. */
  readonly isInDoubt: boolean;
}

/** Hashes of what the items say, and why those that cannot be built cannot. */
export function hashesOf({ items }: WantedItems): { hashes: Map<string, string>; broken: Map<string, unknown> } {
  const [hashes, broken] = [new Map<string, string>(), new Map<string, unknown>()];
  for (const [key, { payload }] of items) {
    try {
      hashes.set(key, contentHash(payload(0)));
    } catch (error) {
      broken.set(key, error);
    }
  }
  return { hashes, broken };
}

/**
 * Writes, creates and removes items until Sync holds what is wanted, or until the time is over. An item that Sync refuses,
 * or that cannot be built, keeps no other back.
 *
 * @throws SyncWriteError when it is not one item's fault
 */
export async function putItems(
  context: ProjectionContext,
  { hashes, broken }: ReturnType<typeof hashesOf>,
  put: ItemsToPut,
): Promise<ItemsPut> {
  const { object, wanted, items, failedBefore, gapMs } = put;
  const changes = changesOf(wanted, items, hashes);
  const ordered = [
    ...changes.filter((key) => !failedBefore.has(key)),
    ...changes.filter((key) => failedBefore.has(key)),
  ];
  const until = context.clock.now() + TURN_MS - REQUEST_MS;
  const failed = new Set(broken.keys());
  const [firstBroken] = broken.values();
  let failure: ItemsPut['failure'] = broken.size === 0 ? null : { error: firstBroken };
  let [tried, written, unanswered] = [0, 0, 0];
  for (const key of ordered.slice(0, put.atMost)) {
    const beganAt = context.clock.now();
    if (!context.goesOn(object.key) || (tried > 0 && beganAt > until)) break;
    tried += 1;
    let bytes = 0;
    try {
      bytes = await writeItem(context, put, key);
      written += 1;
    } catch (error) {
      if (!isFaultOfItem(error)) throw error;
      if (error.failure === 'unavailable') unanswered += 1;
      if (unanswered >= MOST_UNANSWERED) throw error;
      failed.add(key);
      failure ??= { error };
    }
    await pause(context.clock, untilNextItemMs({ bytes, beganAt, now: context.clock.now(), gapMs }));
  }
  const isComplete = tried === changes.length && failure === null;
  return { wrote: written > 0, isComplete, failed, failure, isInDoubt: unanswered > 0 };
}

const isFaultOfItem = (error: unknown): error is SyncWriteError =>
  error instanceof SyncWriteError && (error.failure === 'refused' || error.failure === 'unavailable');

function changesOf(
  { items, kept }: WantedItems,
  known: ReadonlyMap<string, KnownEntry>,
  hashes: ReadonlyMap<string, string>,
): string[] {
  const changed = [...items].filter(([key, { isReady = true }]) => {
    const entry = known.get(key);
    return hashes.has(key) && (entry === undefined ? isReady : entry.hash !== hashes.get(key));
  });
  const removed = [...known.keys()].filter((key) => !items.has(key) && kept?.has(key) !== true);
  return [...changed.map(([key]) => key), ...removed];
}

/** @returns the size of what was written */
async function writeItem(
  context: ProjectionContext,
  { object, collection, wanted, items, minimumV }: ItemsToPut,
  key: string,
): Promise<number> {
  const { sync, clock, metrics, budgetBytes } = context;
  const item = wanted.items.get(key);
  const target: SyncTarget =
    collection.kind === 'map'
      ? { kind: 'map-item', of: collection, key }
      : { kind: 'list-item', of: collection, index: null };
  const known = items.get(key) ?? null;
  if (item === undefined) {
    await sync.remove(targetOf(target, known));
    items.delete(key);
    return 0;
  }
  const { payload, ttlSeconds: ttlWhenCreatedSeconds } = item;
  const outcome = await putEntry(sync, {
    target,
    known,
    payload,
    minimumV,
    now: clock.now(),
    evict: createEviction(context, object.key).entry,
    ...(ttlWhenCreatedSeconds === undefined ? {} : { ttlWhenCreatedSeconds }),
  });
  items.set(key, outcome);
  const bytes = bytesOf(payload(outcome.v));
  if (bytes > budgetBytes) metrics.syncOversized.inc();
  return bytes;
}
