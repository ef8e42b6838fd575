import {
  backendHeartbeatDocument,
  cannedFavoritesMap,
  cannedResponsesList,
  type CannedResponseItem,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import {
  watchBackend,
  type BackendLiveness,
  type SyncConnection,
  type SyncListEntry,
  type SyncResults,
  type SyncStore,
} from '@flex-sync-suite/shared/hooks';
import { combined, onDemand, throttled, type Source } from '@flex-sync-suite/shared/observable';
import { liveViewState } from '@flex-sync-suite/shared/views';
import type { OwnUse } from '../model/filter-responses';
import { combinedResult, listProblems, type ListProblem, type ResponseListState } from '../model/library-view';
import { createSearchIndex } from '../model/search-index';
import { createIndexBuilder, type IndexSnapshot } from './index-builder';
import type { OwnUseStore } from './own-use';
import type { LinkedList, WorkerLink } from './worker-link';

/** Least time between two readings of changed Lists: a rebuild of a library is a few, an edit is seen at once. */
const COMMIT_INTERVAL_MS = 100;

/** What an agent may use, searchable, live. */
export interface AgentLibrary extends IndexSnapshot {
  readonly state: ResponseListState;
  readonly own: OwnUse;
  /** Lists that cannot be read now, while others can. */
  readonly problems: readonly ListProblem[];
  /** False while a List, or the index, is still on its way. */
  readonly isComplete: boolean;
}

/**
 * The libraries of an agent, from Sync: the Lists that the worker's attributes name, with one search index over all of
 * them, and the agent's favourites. Open while somebody is subscribed; without a linked List, and as long as nobody
 * asks for them, it opens nothing.
 */
export interface LibraryStore extends Source<AgentLibrary> {
  /** Opens the agent's part of Sync even if no List is linked: the panel is open, and says which are. */
  readonly request: () => void;
}

export interface LibraryStoreOptions {
  readonly store: SyncStore;
  readonly link: WorkerLink;
  readonly ownUse: OwnUseStore;
  readonly workerSid: WorkerSid;
  /** BCP 47 of the agent's Flex; the browser's language by default. */
  readonly locale?: string | undefined;
}

export function createLibraryStore(options: LibraryStoreOptions): LibraryStore {
  const { link, locale } = options;
  const nothing = emptyLibrary(locale);
  let library = nothing;
  let isRequested = false;
  let adjust = (): void => undefined;

  function start(tell: () => void): () => void {
    let opened: OpenLibrary | undefined;
    const show = (next: AgentLibrary): void => {
      if (isSame(library, next)) return;
      library = next;
      tell();
    };
    const close = (): void => {
      opened?.close();
      opened = undefined;
    };
    adjust = () => {
      if (isRequested || link.getSnapshot().length > 0) {
        opened ??= openLibrary(options, show);
        opened.followLink();
      } else {
        close();
        show(nothing);
      }
    };
    const stopLink = link.subscribe(() => {
      adjust();
    });
    adjust();
    return () => {
      adjust = () => undefined;
      stopLink();
      close();
      library = nothing;
    };
  }

  return {
    ...onDemand({ getSnapshot: () => library, start }),
    request() {
      isRequested = true;
      adjust();
    },
  };
}

interface OpenLibrary {
  /** Takes the Lists that the worker's attributes name now. */
  readonly followLink: () => void;
  readonly close: () => void;
}

/** Follows everything that a library is made of. */
function openLibrary(options: LibraryStoreOptions, show: (library: AgentLibrary) => void): OpenLibrary {
  const { store, link, ownUse, workerSid, locale } = options;
  const builder = createIndexBuilder({ locale });
  const favorites = store.map(cannedFavoritesMap(workerSid));
  let linked: readonly LinkedList[] | undefined;
  let lists: FollowedLists | undefined;

  const update = (): void => {
    if (lists === undefined) return;
    builder.follow(lists.read().items);
    show(libraryOf(builder.getSnapshot(), lists.read(), ownUse.getSnapshot()));
  };
  const onFavorites = (): void => {
    const { data } = favorites.getSnapshot();
    if (data !== undefined) ownUse.follow(data);
  };
  const stops = [builder.subscribe(update), ownUse.subscribe(update), favorites.subscribe(onFavorites)];
  onFavorites();
  return {
    followLink() {
      if (linked === link.getSnapshot()) return;
      linked = link.getSnapshot();
      // Other shared Lists mean another access profile: the token in hand speaks for the old one. Also of Lists that
      // were linked before anybody followed them: another plugin may have had the scope open since then.
      if (link.takeSharedChange()) store.reopen('shared');
      const before = lists;
      lists = followLists(store, linked, update);
      before?.stop();
      update();
    },
    close() {
      for (const stop of stops) stop();
      lists?.stop();
      lists = undefined;
      builder.close();
    },
  };
}

type ListResults = SyncResults<readonly SyncListEntry<CannedResponseItem>[]>;

/** What the linked Lists, and the connection that they come over, say now. */
interface ListsReading {
  readonly results: ListResults;
  /** The same object until a List changes. */
  readonly items: ReadonlyMap<string, CannedResponseItem>;
  readonly connection: SyncConnection;
  readonly backend: BackendLiveness;
}

interface FollowedLists {
  readonly read: () => ListsReading;
  readonly stop: () => void;
}

function followLists(store: SyncStore, lists: readonly LinkedList[], onChange: () => void): FollowedLists {
  const parts = lists.map(({ sid, scope }) => [sid, store.list(cannedResponsesList(sid, scope))] as const);
  const results = throttled(combined(new Map(parts)), COMMIT_INTERVAL_MS);
  // Every identity may read the heartbeat: the scope that is open anyway is connection enough.
  const scope = lists.some((list) => list.scope === 'shared') ? 'shared' : 'personal';
  const connection = store.connection(scope);
  const watch = watchBackend(store, { ...backendHeartbeatDocument, scope });
  const items = remembered(mergedItems);
  const stops = [results, connection, watch].map((source) => source.subscribe(onChange));
  return {
    read: () => ({
      results: results.getSnapshot(),
      items: items(results.getSnapshot()),
      connection: connection.getSnapshot(),
      backend: watch.getSnapshot().backend,
    }),
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

/** By id. A response moves between Lists for a moment while a library is rebuilt: the newer entry counts. */
function mergedItems(results: ListResults): ReadonlyMap<string, CannedResponseItem> {
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

function libraryOf(snapshot: IndexSnapshot, reading: ListsReading, own: OwnUse): AgentLibrary {
  const { results, connection, backend } = reading;
  const all = [...results.values()];
  return {
    ...snapshot,
    own,
    state:
      all.length === 0 ? { kind: 'no-lists' } : liveViewState({ source: combinedResult(all), connection, backend }),
    problems: listProblems(results),
    isComplete: snapshot.isIndexed && all.every(({ status }) => status !== 'pending'),
  };
}

const emptyLibrary = (locale: string | undefined): AgentLibrary => ({
  index: createSearchIndex(locale),
  version: 0,
  isIndexed: true,
  state: { kind: 'loading' },
  own: new Map(),
  problems: [],
  isComplete: false,
});

/** Whether two readings look the same: the heartbeat has one made every second. */
function isSame(a: AgentLibrary, b: AgentLibrary): boolean {
  const told = ({ state, problems, isIndexed, isComplete }: AgentLibrary): string =>
    JSON.stringify([state, problems, isIndexed, isComplete]);
  return a.index === b.index && a.version === b.version && a.own === b.own && told(a) === told(b);
}

/** The last answer again while the question is the same object. */
function remembered<Q, A>(answerTo: (question: Q) => A): (question: Q) => A {
  let last: { readonly question: Q; readonly answer: A } | undefined;
  return (question) => {
    if (last?.question !== question) last = { question, answer: answerTo(question) };
    return last.answer;
  };
}
