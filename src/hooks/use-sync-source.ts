import { useMemo } from 'react';
import { useSyncExternalStoreWithSelector } from 'use-sync-external-store/shim/with-selector';
import {
  DISABLED,
  type SyncDisabled,
  type SyncOpenOptions,
  type SyncReadRef,
  type SyncResult,
  type SyncStore,
} from '../sync';
import { refKey } from './ref-key';
import { useSyncStore } from './sync-provider';
import { throttled, type Source } from '../observable';

/** How a component reads a Sync object. */
export interface SyncReadOptions<D, S> {
  /**
   * Pure; what the component needs of the data. Default: all of it. An inline function is fine: it neither
   * resubscribes nor renders more often.
   */
  readonly select?: (data: D) => S;
  /** Whether two selected values look the same; if so the component does not render. Default `Object.is`. */
  readonly isEqual?: (a: S, b: S) => boolean;
  /** Least time between two renders in milliseconds. Default 0: one per tick of the store. */
  readonly commitIntervalMs?: number;
  /** For a prefetch: opens after everything that somebody waits for. Default false. */
  readonly isBackground?: boolean;
}

const DISABLED_SOURCE: Source<SyncDisabled> = { getSnapshot: () => DISABLED, subscribe: () => () => undefined };

/** Follows the object that `ref` defines, null being none. `read` must be the same function at every call. */
export function useSyncSource<R extends SyncReadRef, D, S>(
  ref: R | null,
  read: (store: SyncStore, ref: R, how: SyncOpenOptions) => Source<SyncResult<D>>,
  { select, isEqual = Object.is, commitIntervalMs = 0, isBackground = false }: SyncReadOptions<D, S>,
): SyncResult<S> | SyncDisabled {
  const store = useSyncStore();
  const key = ref === null ? null : refKey(ref);
  const source = useMemo<Source<SyncResult<D> | SyncDisabled>>(
    () => (ref === null ? DISABLED_SOURCE : throttled(read(store, ref, { isBackground }), commitIntervalMs)),
    // Definitions are often built inline: a source is remembered by what it stands for, not by its definition.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [store, read, key, commitIntervalMs, isBackground],
  );
  return useSyncExternalStoreWithSelector(
    source.subscribe,
    source.getSnapshot,
    source.getSnapshot,
    (result) => selected(result, select),
    (a, b) => isSameResult(a, b, isEqual),
  );
}

function selected<D, S>(
  result: SyncResult<D> | SyncDisabled,
  select: ((data: D) => S) | undefined,
): SyncResult<S> | SyncDisabled {
  // Without a selector S is D, which the signatures of the hooks say by their default.
  if (select === undefined) return result as SyncResult<S> | SyncDisabled;
  switch (result.status) {
    case 'ready':
      return { ...result, data: select(result.data) };
    case 'error':
      return { ...result, data: result.data === undefined ? undefined : select(result.data) };
    case 'pending':
    case 'disabled':
      return result;
  }
}

function isSameResult<S>(
  a: SyncResult<S> | SyncDisabled,
  b: SyncResult<S> | SyncDisabled,
  isEqual: (a: S, b: S) => boolean,
): boolean {
  return (
    a.status === b.status &&
    a.error === b.error &&
    a.isLive === b.isLive &&
    a.staleSince === b.staleSince &&
    a.issues === b.issues &&
    (a.data === b.data || (a.data !== undefined && b.data !== undefined && isEqual(a.data, b.data)))
  );
}
