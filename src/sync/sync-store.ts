import type { SyncDocumentRef, SyncListRef, SyncMapRef, SyncScope } from '../contract';
import type { SyncClientPort } from './client-port';
import { createCommitQueue } from './commit-queue';
import { createScopeConnections } from './connection/scope-connections';
import type { SyncConnection } from './connection/sync-connection';
import type { SyncTokenGrant } from './connection/token-state';
import { createTwilioClient } from './connection/twilio-client';
import { createDocumentObject } from './objects/document-object';
import { createListObject, type SyncListEntry } from './objects/list-object';
import { createMapObject, type MapObject, type MapWrite } from './objects/map-object';
import { createMapWriter, type SyncMapWriter } from './objects/map-writer';
import type { SyncObject } from './objects/sync-object';
import type { SyncReadRef } from './read-ref';
import type { SyncStoreReport } from './store-report';
import { createObjectRegistry, type ObjectRegistry } from './resource/object-registry';
import { SyncError } from './sync-error';
import { PENDING, type SyncIssue, type SyncResult } from './sync-result';
import type { Source } from '../observable';

export interface SyncStoreOptions {
  /**
   * Supplies a token for a scope: at the first use, before each expiry, and after a refusal; never twice at a time.
   * Rejecting with an error whose `code` is `forbidden` shows as connection `denied`; any other rejection is retried
   * with backoff.
   */
  readonly getToken: (scope: SyncScope) => Promise<SyncTokenGrant>;
  /** Starts a client. Default: the genuine SDK. */
  readonly createClient?: (token: string, scope: SyncScope) => SyncClientPort;
  /** Twilio region, such as `ie1`. Default: the SDK's, `us1`. */
  readonly region?: string | undefined;
  /** Address of the Twilsock endpoint, for local use. Default: Twilio's own. */
  readonly twilsockUri?: string | undefined;
  /** How long an object stays open after its last subscriber. Default 30 000: a change of view must not reopen. */
  readonly lingerMs?: number;
  /** How long a connection may be down before it counts as `lost`. Default 5 000. */
  readonly lostAfterMs?: number;
  /** Time over which opens beyond 20 at a time are spread. Default 2 000. */
  readonly openJitterMs?: number;
  /** Least time between two commits. Default 0: one commit per tick. A single view may ask for less: see the hooks. */
  readonly commitIntervalMs?: number;
  /** Told once per revision of a value that fails its schema. Default: nobody. */
  readonly onIssue?: (ref: SyncReadRef, issue: SyncIssue) => void;
  /** Clock in Unix milliseconds. Default `Date.now`. */
  readonly now?: () => number;
  /** Source of jitter, from 0 to 1. Default `Math.random`. */
  readonly random?: () => number;
}

/** How an object is read. */
export interface SyncOpenOptions {
  /** Nobody waits for it: opens after everything else, and few at a time. Becomes ordinary when somebody else reads it. */
  readonly isBackground?: boolean;
}

/**
 * Sync as observable state. One per page; at most one client, one token and one socket per scope, opened when first
 * used. Every object of the Sync service is open at most once, however many subscribe to it.
 */
export interface SyncStore {
  /**
   * A Document by its definition. Asking has no effect; the first subscriber opens it.
   * @throws Error when another schema is already in use for the same object
   */
  document<T>(ref: SyncDocumentRef<T>, options?: SyncOpenOptions): Source<SyncResult<T>>;
  /** As {@link SyncStore.document}, for a Map: its items by key. */
  map<T>(ref: SyncMapRef<T>, options?: SyncOpenOptions): Source<SyncResult<ReadonlyMap<string, T>>>;
  /** As {@link SyncStore.document}, for a List: its items by ascending index. */
  list<T>(ref: SyncListRef<T>, options?: SyncOpenOptions): Source<SyncResult<readonly SyncListEntry<T>[]>>;
  /**
   * Writes items of a Map; each write keeps the Map open until it is through. For authors whose Maps are their own.
   * @throws Error when another schema is already in use for the same object
   */
  mapWriter<T>(ref: SyncMapRef<T>): SyncMapWriter<T>;
  /**
   * What this person may read has changed: asks for a token anew. If it is for another identity, or for an unknown one,
   * the scope's client is replaced; every object keeps its data, stale until the new client has opened it. If not, what
   * was refused or missing is tried again at once. Without effect for a scope that is not in use.
   */
  reopen(scope: SyncScope): void;
  /** Connection of a scope; without one, that of the scope in use which a person must hear about first. */
  connection(scope?: SyncScope): Source<SyncConnection>;
  /** Number of objects held and of those that someone is subscribed to: for leak checks and diagnosis. */
  usage(): { readonly objects: number; readonly listeners: number };
  /** How it stands with every scope and object: a copy, which nothing keeps up to date. */
  report(): SyncStoreReport;
  /** Closes every object, timer and socket. The store is of no use afterwards. */
  shutdown(): Promise<void>;
}

/** What the parts of a store have in common. */
interface StoreState {
  readonly objects: ObjectRegistry;
  /** Of objects. */
  listenerCount: number;
  isShutDown: boolean;
}

/** Creates a store; nothing is opened and no token is asked for until somebody subscribes. */
export function createSyncStore(options: SyncStoreOptions): SyncStore {
  const { getToken, region, twilsockUri, lingerMs = 30_000, lostAfterMs = 5_000, openJitterMs = 2_000 } = options;
  const { now = () => Date.now(), random = Math.random } = options;
  const createClient = options.createClient ?? ((token: string) => createTwilioClient(token, { region, twilsockUri }));
  const commits = createCommitQueue(options.commitIntervalMs ?? 0);
  const connections = createScopeConnections({
    ...{ getToken, createClient, lostAfterMs, openJitterMs, now, random, commits },
    usersOf: (scope) => objects.ofScope(scope),
  });
  const objects = createObjectRegistry({
    connectionOf: (scope) => connections.of(scope),
    commits,
    lingerMs,
    now,
    random,
  });
  const state: StoreState = { objects, listenerCount: 0, isShutDown: false };
  const issuesOf = (ref: SyncReadRef) => (issue: SyncIssue) => options.onIssue?.(ref, issue);

  return {
    document: (ref, how) => sourceOf(state, ref, () => createDocumentObject(ref, issuesOf(ref)), how),
    map: (ref, how) => sourceOf(state, ref, () => createMapObject(ref, issuesOf(ref)), how),
    list: (ref, how) => sourceOf(state, ref, () => createListObject(ref, issuesOf(ref)), how),
    mapWriter(ref) {
      objects.find(ref);
      return createMapWriter(ref, (write) => writeMap(state, ref, write, () => createMapObject(ref, issuesOf(ref))));
    },
    reopen: (scope) => {
      connections.reopen(scope);
    },
    connection: (scope) => connections.source(scope),
    usage: () => ({ objects: objects.size(), listeners: state.listenerCount + connections.listenerCount() }),
    report: () => ({ scopes: connections.report(), objects: objects.report() }),
    async shutdown() {
      state.isShutDown = true;
      commits.clear();
      objects.close();
      await connections.shutdown();
    },
  };
}

/** The object as it is shown; it comes into being with the first subscriber. */
function sourceOf<D>(
  state: StoreState,
  ref: SyncReadRef,
  createObject: () => SyncObject<D>,
  { isBackground }: SyncOpenOptions = {},
): Source<SyncResult<D>> {
  const { objects } = state;
  // Throws for another schema.
  objects.find<D>(ref);
  return {
    getSnapshot: () => objects.find<D>(ref)?.resource.getSnapshot() ?? PENDING,
    subscribe(listener) {
      if (state.isShutDown) return () => undefined;
      const unsubscribe = objects.findOrCreate(ref, createObject).resource.subscribe(listener, isBackground);
      state.listenerCount += 1;
      let isSubscribed = true;
      return () => {
        if (isSubscribed) state.listenerCount -= 1;
        isSubscribed = false;
        unsubscribe();
      };
    },
  };
}

/** Keeps the Map open until the write is through. */
async function writeMap<T>(
  { objects, isShutDown }: StoreState,
  ref: SyncMapRef<T>,
  write: MapWrite<T>,
  createObject: () => MapObject<T>,
): Promise<void> {
  if (isShutDown) throw new SyncError('disconnected', `${ref.uniqueName}: the store is shut down`);
  const { object, resource } = objects.findOrCreate(ref, createObject);
  const release = resource.subscribe(() => undefined);
  try {
    // What is held under a Map's definition was created as one.
    await (object as MapObject<T>).write(
      write,
      () => resource.whenOpen(),
      () => {
        resource.changed();
      },
    );
  } finally {
    release();
  }
}
