import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { createSearchIndex, type SearchIndex } from '../model/search-index';

/** The index and how far it is, as one immutable value per change: what a component renders from. */
export interface LibrarySnapshot {
  readonly index: Pick<SearchIndex, 'size' | 'items' | 'get' | 'search'>;
  /** Raised whenever a search may find something else. */
  readonly version: number;
  /** False while responses that have arrived are still to be indexed. */
  readonly isIndexed: boolean;
}

/** Keeps a search index equal to the responses that Sync holds, a little at a time. */
export interface ResponseLibrary {
  /** Takes what there is now; unchanged items must be the same objects. A call during the work changes its aim. */
  readonly follow: (items: ReadonlyMap<string, CannedResponseItem>) => void;
  readonly getSnapshot: () => LibrarySnapshot;
  /** @returns stops it */
  readonly subscribe: (listener: () => void) => () => void;
  /** Stops work under way. */
  readonly close: () => void;
}

export interface ResponseLibraryOptions {
  readonly locale?: string | undefined;
  /** Longest time of work without a pause in milliseconds. Default 12: three quarters of a frame. */
  readonly sliceMs?: number;
  /** Gives the browser a turn. Default: a timer of 0 ms. @returns gives it up */
  readonly pause?: (work: () => void) => () => void;
  readonly now?: () => number;
}

const SLICE_MS = 12;
/** Changes between two looks at the clock. */
const STEP = 8;

export function createResponseLibrary(options: ResponseLibraryOptions = {}): ResponseLibrary {
  const { locale, sliceMs = SLICE_MS, pause = onTimer, now = () => performance.now() } = options;
  const index = createSearchIndex(locale);
  const listeners = new Set<() => void>();
  let snapshot: LibrarySnapshot = { index, version: 0, isIndexed: true };
  let target: ReadonlyMap<string, CannedResponseItem> = new Map();
  let pending: Iterator<() => void> | null = null;
  let stopPause: (() => void) | null = null;

  function publish(isIndexed: boolean): void {
    snapshot = { index, version: snapshot.version + 1, isIndexed };
    for (const listener of [...listeners]) listener();
  }

  /** What makes the index equal to the target; lazy, so that finding the changes is part of the slices too. */
  function* changes(): Generator<() => void> {
    const aim = target;
    for (const { id } of [...index.items()])
      if (!aim.has(id))
        yield () => {
          index.remove(id);
        };
    for (const item of aim.values())
      if (index.get(item.id) !== item)
        yield () => {
          index.put(item);
        };
  }

  function work(): void {
    stopPause = null;
    const endAt = now() + sliceMs;
    let done = 0;
    while (pending !== null) {
      const change = pending.next();
      if (change.done === true) {
        pending = null;
        break;
      }
      change.value();
      done += 1;
      if (done % STEP === 0 && now() >= endAt) break;
    }
    if (pending !== null) stopPause = pause(work);
    if (done > 0 || !snapshot.isIndexed) publish(pending === null);
  }

  return {
    follow(items) {
      if (items === target) return;
      target = items;
      pending = changes();
      stopPause?.();
      // The first slice at once: an edit of one text is searchable in the same tick.
      work();
    },
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      stopPause?.();
      stopPause = null;
      pending = null;
    },
  };
}

function onTimer(work: () => void): () => void {
  const timer = setTimeout(work);
  return () => {
    clearTimeout(timer);
  };
}
