import { setTimeout as elapse } from 'node:timers/promises';
import type { Health } from '../../../e2e/support/control-plane';
import { AT_ONCE, openSync, type SyncConnection } from '../sync-writes';

/** Where in Sync something is shown. */
export interface SyncItem {
  /** Unique name. */
  readonly map: string;
  readonly key: string;
}

export interface ChangeLoad {
  readonly items: readonly SyncItem[];
  readonly perSecond: number;
  readonly seconds: number;
  readonly limits: (isOn: boolean) => Promise<void>;
}

/** What became of the changes. */
export interface Shown {
  /** Writes that Sync took while the load lasted. */
  readonly accepted: number;
  /** Answers 429. */
  readonly refused: number;
  /** From each change to the answer to the write that showed it, or a later one of the same item; to the end for none. */
  readonly staleMs: readonly number[];
  readonly notShown: number;
}

const GRACE_MS = 10_000;

/** One item of Sync, as what writes it knows it. */
interface Watched {
  readonly item: SyncItem;
  /** Instants of the changes that are not shown yet. */
  pending: number[];
  isWriting: boolean;
  /** Not to be written before. */
  notBefore: number;
}

/** Makes the items, changes them in turn at an even pace, and writes what changed, at most {@link AT_ONCE} at once. */
export async function showChanges(health: Health, { items, perSecond, seconds, limits }: ChangeLoad): Promise<Shown> {
  const sync = openSync(health);
  try {
    await limits(false);
    for (const map of new Set(items.map((item) => item.map))) await sync.post('/Maps', { UniqueName: map });
    for (const { map, key } of items) await sync.post(`/Maps/${map}/Items`, { Key: key, Data: '{"views":0}' });
    await limits(true);
    return await drive(sync, items, perSecond, seconds);
  } finally {
    sync.close();
  }
}

async function drive(
  sync: SyncConnection,
  items: readonly SyncItem[],
  perSecond: number,
  seconds: number,
): Promise<Shown> {
  const watched = items.map((item): Watched => ({ item, pending: [], isWriting: false, notBefore: 0 }));
  const staleMs: number[] = [];
  let [accepted, refused, underWay, changes] = [0, 0, 0, 0];
  const begin = performance.now();
  const end = begin + seconds * 1_000;

  const write = async (each: Watched): Promise<void> => {
    const shown = each.pending;
    each.pending = [];
    each.isWriting = true;
    underWay += 1;
    const { map, key } = each.item;
    const answer = await sync.post(`/Maps/${map}/Items/${key}`, { Data: JSON.stringify({ views: changes }) });
    const now = performance.now();
    if (answer.status === 200) {
      if (now < end) accepted += 1;
      staleMs.push(...shown.map((at) => now - at));
    } else {
      refused += 1;
      each.pending = [...shown, ...each.pending];
      each.notBefore = now + answer.retryAfterMs;
    }
    each.isWriting = false;
    underWay -= 1;
  };

  for (let now = begin; now < end + GRACE_MS; now = performance.now()) {
    // Spread over the items, each as often as the others.
    for (const due = Math.min(now - begin, seconds * 1_000) * (perSecond / 1_000); changes < due; changes += 1) {
      watched[(changes * 7) % watched.length]?.pending.push(begin + (changes / perSecond) * 1_000);
    }
    for (const each of [...watched].sort((a, b) => (a.pending[0] ?? Infinity) - (b.pending[0] ?? Infinity))) {
      if (underWay === AT_ONCE || each.pending.length === 0) break;
      if (!each.isWriting && each.notBefore <= now) void write(each);
    }
    await elapse(5);
  }
  const missing = watched.flatMap(({ pending }) => pending);
  return {
    accepted,
    refused,
    staleMs: [...staleMs, ...missing.map((at) => end + GRACE_MS - at)],
    notShown: missing.length,
  };
}
