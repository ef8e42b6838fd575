import type { ExplorerServices, SyncServiceSid } from '@flex-sync-suite/shared/contract';
import type { BackendClient } from '@flex-sync-suite/shared/flex';
import type { SyncStore } from '@flex-sync-suite/shared/hooks';
import { createValueSource, type ValueSource } from '@flex-sync-suite/shared/observable';
import { createExpansion, type UrlState } from '@flex-sync-suite/shared/views';
import type { RevisionHistory } from '../model/revision-history';
import { createExplorerApi, type ExplorerApi } from './explorer-api';
import { createFindingsRun, type FindingsRun } from './findings-run';
import { createObjectLists, type ObjectLists } from './object-lists';
import { createSelection, type SelectionStore } from './selection';
import { createTimelineFeed, type TimelineFeed } from './timeline-feed';
import { createWatch, type Watch } from './watch';

/** What the view works with. Lives as long as the page: who comes back sees at once what was there. */
export interface ExplorerStore {
  readonly api: ExplorerApi;
  readonly url: UrlState;
  readonly services: Watch<ExplorerServices>;
  readonly selection: SelectionStore;
  /** Revisions that were seen, for comparison. */
  readonly history: ValueSource<RevisionHistory>;
  /** All objects of a service, as far as they were read. */
  readonly listsOf: (service: SyncServiceSid) => ObjectLists;
  /** The search for what is wrong in a service. */
  readonly findingsOf: (service: SyncServiceSid) => FindingsRun;
  readonly timeline: TimelineFeed;
  readonly isTimelineOpen: ValueSource<boolean>;
  /** The Sync store of the page; one of an older release tells nothing of itself. */
  readonly page: Partial<Pick<SyncStore, 'report'>>;
  /** BCP 47 tag of Flex; the browser's language by default. */
  readonly locale: string | undefined;
}

export function createExplorerStore(
  client: BackendClient,
  { url, locale, page }: Pick<ExplorerStore, 'url' | 'locale' | 'page'>,
): ExplorerStore {
  const api = createExplorerApi(client);
  const lists = new Map<SyncServiceSid, ObjectLists>();
  const runs = new Map<SyncServiceSid, FindingsRun>();
  return {
    api,
    url,
    locale,
    page,
    services: createWatch({ everyMs: null, ask: (signal) => api.services(signal) }),
    selection: createSelection(api, url),
    history: createValueSource<RevisionHistory>([]),
    listsOf(service) {
      const known = lists.get(service) ?? createObjectLists(api, service, null);
      lists.set(service, known);
      return known;
    },
    findingsOf(service) {
      const known = runs.get(service) ?? createFindingsRun(api, service);
      runs.set(service, known);
      return known;
    },
    timeline: createTimelineFeed(api),
    isTimelineOpen: createExpansion({
      storage: window.sessionStorage,
      key: 'flex-sync-suite.sync-explorer.timeline',
      isOpenAtFirst: false,
    }),
  };
}
