import type { Clock } from '../base/clock';
import { createCollections, type Collections } from './collections';
import { createDocuments, type Documents } from './documents';
import { createEndpoints, type EndpointChange, type Endpoints } from './endpoints';
import { createLiveQueries, type LiveQueries } from './live-queries';
import { createObjectStore, type ObjectStore } from './object-store';
import { createPermissions, type Permissions } from './permissions';
import type { LimitSwitch } from './rate-limits';
import { createStreams, type Streams } from './streams';
import { SyncError } from './sync-error';
import { EMULATOR_CALLER, type ObjectChange, type SyncCollection } from './sync-model';

/** What the public REST API shows and changes of a service. */
export interface ServiceConfig {
  uniqueName: string | null;
  friendlyName: string | null;
  aclEnabled: boolean;
  /** Where changes are posted to; null: nowhere. */
  webhookUrl: string | null;
  /** Whether changes made over REST are posted, too. */
  webhooksFromRest: boolean;
  /** Whether clients that come and go are posted. */
  reachabilityWebhooks: boolean;
  reachabilityDebouncing: boolean;
  reachabilityDebouncingMs: number;
  updatedAt: number;
}

/** What whoever follows a service is told. */
export type ServiceChange = ObjectChange | EndpointChange;

/** One Sync service. The methods at the end are writes of the emulator itself: no permission, no count, no limit. */
export interface SyncService {
  readonly sid: string;
  readonly createdAt: number;
  readonly config: ServiceConfig;
  readonly store: ObjectStore;
  readonly documents: Documents;
  readonly maps: Collections;
  readonly lists: Collections;
  readonly streams: Streams;
  readonly permissions: Permissions;
  readonly liveQueries: LiveQueries;
  readonly endpoints: Endpoints;
  /** Creates the Document or replaces its data. */
  putDocument(uniqueName: string, data: object): void;
  ensureMap(uniqueName: string): SyncCollection;
  ensureList(uniqueName: string): SyncCollection;
  /** Creates the Map if needed, then adds or replaces the item. */
  putMapItem(mapName: string, key: string, data: object): void;
  /** Removes the item if it is there. */
  removeMapItem(mapName: string, key: string): void;
  /** Forgets every object, without events. */
  clear(): void;
}

export interface SyncServiceOptions {
  readonly sid: string;
  readonly clock: Clock;
  readonly limits: LimitSwitch;
  readonly aclEnabled: boolean;
  readonly friendlyName: string | null;
  /** Called synchronously with every change; nobody by default. */
  readonly onChange?: (service: SyncService, change: ServiceChange) => void;
}

/** Settings of a new service (docs.twilio.com, "Sync Service resource"). */
const NEW_CONFIG = {
  uniqueName: null,
  webhookUrl: null,
  webhooksFromRest: false,
  reachabilityWebhooks: false,
  reachabilityDebouncing: false,
  reachabilityDebouncingMs: 5_000,
};

export function createSyncService(options: SyncServiceOptions): SyncService {
  const { sid, clock, limits } = options;
  const { friendlyName, aclEnabled } = options;
  const config: ServiceConfig = { ...NEW_CONFIG, friendlyName, aclEnabled, updatedAt: clock.now() };
  const onChange = (change: ServiceChange): void => options.onChange?.(service, change);
  const store = createObjectStore({ serviceSid: sid, clock, limits, isAclEnabled: () => config.aclEnabled, onChange });
  const endpoints = createEndpoints({
    clock,
    debounceMs: () => (config.reachabilityDebouncing ? config.reachabilityDebouncingMs : null),
    onChange,
  });
  const documents = createDocuments(store);
  const maps = createCollections(store, 'map');
  const lists = createCollections(store, 'list');
  const liveQueries = createLiveQueries(sid);

  const service: SyncService = {
    sid,
    createdAt: clock.now(),
    config,
    store,
    documents,
    maps,
    lists,
    streams: createStreams(store),
    permissions: createPermissions(store),
    liveQueries,
    endpoints,
    putDocument(uniqueName, data) {
      orIfMissing(
        () => documents.update(EMULATOR_CALLER, uniqueName, { data }),
        () => documents.create(EMULATOR_CALLER, { uniqueName, data }),
      );
    },
    ensureMap: (uniqueName) => ensure(maps, uniqueName),
    ensureList: (uniqueName) => ensure(lists, uniqueName),
    putMapItem(mapName, key, data) {
      ensure(maps, mapName);
      maps.write(EMULATOR_CALLER, mapName, key, { data }, 'set');
    },
    removeMapItem(mapName, key) {
      orIfMissing(
        () => {
          maps.removeItem(EMULATOR_CALLER, mapName, key);
        },
        () => undefined,
      );
    },
    clear() {
      store.clear();
      liveQueries.clear();
      endpoints.clear();
    },
  };
  return service;
}

const ensure = (collections: Collections, uniqueName: string): SyncCollection =>
  orIfMissing(
    () => collections.get(EMULATOR_CALLER, uniqueName),
    () => collections.create(EMULATOR_CALLER, { uniqueName }),
  );

function orIfMissing<Result>(attempt: () => Result, whenMissing: () => Result): Result {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof SyncError && error.status === 404) return whenMissing();
    throw error;
  }
}
