import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { createListeners, type Source } from '@flex-sync-suite/shared/observable';
import { createSearchIndex, type SearchIndex } from '../model/search-index';

/** The index and how far it is, as one immutable value per change: what a component renders from. */
export interface IndexSnapshot {
  readonly index: Pick<SearchIndex, 'size' | 'items' | 'get' | 'search'>;
  /** Raised whenever a search may find something else. */
  readonly version: number;
  /** False while responses that have arrived are still to be indexed. */
  readonly isIndexed: boolean;
}

/** Keeps a search index equal to the responses that Sync holds, a little at a time. */
export interface IndexBuilder extends Source<IndexSnapshot> {
  /** Takes what there is now; unchanged items must be the same objects. A call during the work changes its aim. */
  readonly follow: (items: ReadonlyMap<string, CannedResponseItem>) => void;
  /** Stops work under way. */
  readonly close: () => void;
}

export interface IndexBuilderOptions {
  /** BCP 47 of the agent's language; the browser's by default. */
  readonly locale?: string | undefined;
  /** Longest time of work without a pause in milliseconds. Default 12: three quarters of a frame. */
  readonly sliceMs?: number;
  /**
   * Least time in milliseconds between two changes that are told while the work goes on. Default 250: a search after
   * every slice would take longer than the work. The end is told at once.
   */
  readonly progressMs?: number;
  /** Gives the browser a turn. Default: a timer of 0 ms. @returns gives it up */
  readonly pause?: (work: () => void) => () => void;
  readonly now?: () => number;
}

const SLICE_MS = 12;
const PROGRESS_MS = 250;
/** Changes after which the clock is read. */
const STEP = 8;

export function createIndexBuilder(options: IndexBuilderOptions = {}): IndexBuilder {
  const { locale, sliceMs = SLICE_MS, progressMs = PROGRESS_MS } = options;
  const { pause = onTimer, now = () => performance.now() } = options;
  const index = createSearchIndex(locale);
  const listeners = createListeners();
  let snapshot: IndexSnapshot = { index, version: 0, isIndexed: true };
  let target: ReadonlyMap<string, CannedResponseItem> = new Map();
  let pending: Iterator<() => void> | null = null;
  let stopPause: (() => void) | null = null;
  let isToldOf = true;
  let toldAt = -Infinity;

  function tell(): void {
    const isIndexed = pending === null;
    if (isToldOf && snapshot.isIndexed === isIndexed) return;
    if (!isIndexed && !snapshot.isIndexed && now() - toldAt < progressMs) return;
    isToldOf = true;
    toldAt = now();
    snapshot = { index, version: snapshot.version + 1, isIndexed };
    listeners.tell();
  }

  function work(): void {
    stopPause = null;
    const endAt = now() + sliceMs;
    for (let done = 1; pending !== null; done += 1) {
      const change = pending.next();
      if (change.done === true) {
        pending = null;
        break;
      }
      change.value();
      isToldOf = false;
      if (done % STEP === 0 && now() >= endAt) break;
    }
    if (pending !== null) stopPause = pause(work);
    tell();
  }

  return {
    follow(items) {
      if (items === target) return;
      target = items;
      pending = changes(index, items);
      stopPause?.();
      // The first slice at once: an edit of one text is searchable in the same tick.
      work();
    },
    getSnapshot: () => snapshot,
    subscribe: listeners.subscribe,
    close() {
      stopPause?.();
      stopPause = null;
      pending = null;
    },
  };
}

/** What makes the index equal to the items; lazy, so that finding the changes is part of the slices too. */
function* changes(index: SearchIndex, items: ReadonlyMap<string, CannedResponseItem>): Generator<() => void> {
  for (const { id } of [...index.items()])
    if (!items.has(id))
      yield () => {
        index.remove(id);
      };
  for (const item of items.values())
    if (index.get(item.id) !== item)
      yield () => {
        index.put(item);
      };
}

function onTimer(work: () => void): () => void {
  const timer = setTimeout(work);
  return () => {
    clearTimeout(timer);
  };
}
