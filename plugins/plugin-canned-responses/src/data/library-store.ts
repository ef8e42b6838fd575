import {
  backendHeartbeatDocument,
  cannedFavoritesMap,
  cannedResponsesList,
  libraryOf,
  parseWithSchema,
  WorkerSid,
  type CannedResponseItem,
  type SyncScope,
} from '@flex-sync-suite/shared/contract';
import {
  type SyncListEntry,
  type SyncResult,
  type SyncResults,
  useBackendLiveness,
  useSyncConnection,
  useSyncLists,
  useSyncMap,
  useSyncScopeReopen,
} from '@flex-sync-suite/shared/hooks';
import { liveViewState } from '@flex-sync-suite/shared/views';
import { useEffect, useMemo, useState } from 'react';
import { useSyncExternalStore } from 'use-sync-external-store/shim';
import type { OwnUse } from '../model/filter-responses';
import { combinedResult, listProblems, type ListProblem, type ResponseListState } from '../model/library-view';
import { createResponseLibrary, type LibrarySnapshot, type ResponseLibrary } from './index-builder';
import type { OwnUseKeeper } from './own-use';
import type { LinkedList, WorkerLink } from './worker-link';

/** Least time between two looks at changed Lists: a rebuild of a library is a few looks, an edit is seen at once. */
const COMMIT_INTERVAL_MS = 100;

export interface LibraryInputs {
  readonly link: WorkerLink;
  readonly ownUse: OwnUseKeeper;
  readonly workerSid: WorkerSid;
  /** BCP 47 of the agent's Flex; the browser's language by default. */
  readonly locale?: string | undefined;
}

/** What an agent may use, searchable, live. */
export interface Library extends LibrarySnapshot {
  readonly state: ResponseListState;
  readonly own: OwnUse;
  /** Lists that cannot be read now, while others can. */
  readonly problems: readonly ListProblem[];
  /** False while a List, or the index, is still on its way. */
  readonly isComplete: boolean;
}

/**
 * Follows the Lists that the worker's attributes name, and the agent's favourites, and keeps the search index equal to
 * them. Needs a `SyncProvider`. Use it once, above list and popover: both search the same index.
 */
export function useLibrary({ link, ownUse, workerSid, locale }: LibraryInputs): Library {
  const lists = useSyncExternalStore(link.subscribe, link.getSnapshot, link.getSnapshot);
  useReopenOnOtherLists(link, lists);
  const refs = useMemo(() => lists.map(({ sid, scope }) => cannedResponsesList(sid, scope)), [lists]);
  const results = useSyncLists(refs, { commitIntervalMs: COMMIT_INTERVAL_MS });

  const library = useMemo(() => createResponseLibrary({ locale }), [locale]);
  useEffect(() => library.close, [library]);
  const items = useMemo(() => mergedItems(results), [results]);
  useEffect(() => {
    library.follow(items);
  }, [library, items]);
  const snapshot = useSnapshot(library);

  const favorites = useSyncMap(useMemo(() => cannedFavoritesMap(workerSid), [workerSid]));
  useEffect(() => {
    if (favorites.data !== undefined) ownUse.follow(favorites.data);
  }, [ownUse, favorites.data]);
  const own = useSyncExternalStore(ownUse.subscribe, ownUse.getSnapshot, ownUse.getSnapshot);

  const scope = lists.some((list) => list.scope === 'shared') ? 'shared' : 'personal';
  const connection = useSyncConnection(scope);
  const { backend } = useBackendLiveness(
    // Every identity may read the heartbeat: the scope that is open anyway is connection enough.
    useMemo(() => ({ ...backendHeartbeatDocument, scope }), [scope]),
    connection,
  );
  const all = [...results.values()];
  const state = useStable<ResponseListState>(
    all.length === 0 ? { kind: 'no-lists' } : liveViewState({ source: combinedResult(all), connection, backend }),
  );
  const isComplete = snapshot.isIndexed && all.every(({ status }) => status !== 'pending');
  return useMemo(
    () => ({ ...snapshot, state, own, isComplete, problems: listProblems(results) }),
    [snapshot, state, own, isComplete, results],
  );
}

/** The scope whose token reads a response's Document: a personal library's id is its worker's SID. */
export const scopeOfResponse = (responseId: string): SyncScope =>
  parseWithSchema(WorkerSid, libraryOf(responseId)).ok ? 'personal' : 'shared';

/** The same object while the value says the same: the heartbeat renders this once a second. */
function useStable<T>(value: T): T {
  const [stable, setStable] = useState(value);
  if (JSON.stringify(stable) === JSON.stringify(value)) return stable;
  setStable(value);
  return value;
}

/** Other shared Lists mean another access profile: the token in hand speaks for the old one. */
function useReopenOnOtherLists(link: WorkerLink, lists: readonly LinkedList[]): void {
  const reopen = useSyncScopeReopen('shared');
  useEffect(() => {
    // Also of Lists that were linked before this was mounted: another plugin may have had the scope open since then.
    if (link.takeSharedChange()) reopen();
  }, [link, lists, reopen]);
}

const useSnapshot = (library: ResponseLibrary): LibrarySnapshot =>
  useSyncExternalStore(library.subscribe, library.getSnapshot, library.getSnapshot);

type ListResult = SyncResult<readonly SyncListEntry<CannedResponseItem>[]>;

/** By id. A response moves between Lists for a moment while a library is rebuilt: the newer entry counts. */
function mergedItems(
  results: SyncResults<readonly SyncListEntry<CannedResponseItem>[]> | ReadonlyMap<string, ListResult>,
): ReadonlyMap<string, CannedResponseItem> {
  const items = new Map<string, CannedResponseItem>();
  for (const { data, error } of results.values()) {
    // What a person may no longer read must leave the screen.
    if (data === undefined || error?.code === 'forbidden') continue;
    for (const { value } of data) {
      const known = items.get(value.id);
      if (known === undefined || known.revision < value.revision) items.set(value.id, value);
    }
  }
  return items;
}
