import type { SyncDocumentRef, SyncListRef, SyncMapRef, SyncScope } from '../contract';
import type { SyncClientPort } from './client-port';
import { createCommitQueue } from './commit-queue';
import { createDocumentObject } from './objects/document-object';
import { createListObject, type SyncListEntry } from './objects/list-object';
import { createMapObject, type MapObject, type MapWrite } from './objects/map-object';
import { createMapWriter, type SyncMapWriter } from './objects/map-writer';
import { createResource, type Resource } from './resource/resource';
import { createScopeConnection, type ScopeConnection } from './connection/scope-connection';
import { CONNECTING, mostUrgent, type SyncConnection } from './connection/sync-connection';
import { SyncError } from './sync-error';
import type { SyncObject } from './objects/sync-object';
import { PENDING, type SyncIssue, type SyncResult } from './sync-result';
import { createListeners, type Source } from '../observable';
import type { SyncTokenGrant } from './connection/token-state';
import { createTwilioClient } from './connection/twilio-client';

/** Any definition that a store can follow. */
export type SyncReadRef = SyncDocumentRef<unknown> | SyncMapRef<unknown> | SyncListRef<unknown>;

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
  /** Closes every object, timer and socket. The store is of no use afterwards. */
  shutdown(): Promise<void>;
}

interface Held {
  /** A {@link MapObject} if the kind is `map`. */
  readonly object: SyncObject<unknown>;
  readonly resource: Resource<unknown>;
  readonly scope: SyncScope;
  readonly schemaHash: string;
}

/** Creates a store; nothing is opened and no token is asked for until somebody subscribes. */
export function createSyncStore(options: SyncStoreOptions): SyncStore {
  const {
    getToken,
    region,
    twilsockUri,
    onIssue,
    lingerMs = 30_000,
    now = () => Date.now(),
    random = Math.random,
  } = options;
  const createClient = options.createClient ?? ((token: string) => createTwilioClient(token, { region, twilsockUri }));
  const commits = createCommitQueue(options.commitIntervalMs ?? 0);
  const held = new Map<string, Held>();
  const scopes = new Map<SyncScope, ScopeConnection>();
  const connectionListeners = createListeners();
  const connectionCommit = { commit: connectionListeners.current };
  let listenerCount = 0;
  let isShutDown = false;

  function connectionOf(scope: SyncScope): ScopeConnection {
    const existing = scopes.get(scope);
    if (existing !== undefined) return existing;
    const created = createScopeConnection({
      getToken: () => getToken(scope),
      createClient: (token) => createClient(token, scope),
      lostAfterMs: options.lostAfterMs ?? 5_000,
      openJitterMs: options.openJitterMs ?? 2_000,
      now,
      random,
      onChange() {
        for (const each of held.values()) if (each.scope === scope) each.resource.connectionChanged();
        commits.schedule(connectionCommit);
      },
      onReplaced() {
        for (const each of held.values()) if (each.scope === scope) each.resource.reopen();
      },
      onRefreshed() {
        for (const each of held.values()) if (each.scope === scope) each.resource.retry();
      },
    });
    scopes.set(scope, created);
    return created;
  }

  function find(ref: SyncReadRef): Held | undefined {
    const found = held.get(keyOf(ref));
    if (found !== undefined && found.schemaHash !== ref.schemaHash) {
      throw new Error(
        `The Sync ${ref.kind} "${ref.uniqueName}" is in use with another schema (${found.schemaHash}, not ${ref.schemaHash}): ` +
          'give both plugins the same version of the definition',
      );
    }
    return found;
  }

  function create<D>(ref: SyncReadRef, object: SyncObject<D>): Held & { readonly resource: Resource<D> } {
    const resource = createResource({
      uniqueName: ref.uniqueName,
      object,
      connection: connectionOf(ref.scope),
      commits,
      lingerMs,
      now,
      random,
      onForgotten: () => held.delete(keyOf(ref)),
    });
    const created = { object, resource, scope: ref.scope, schemaHash: ref.schemaHash };
    held.set(keyOf(ref), created);
    return created;
  }

  function sourceOf<D>(
    ref: SyncReadRef,
    createObject: () => SyncObject<D>,
    { isBackground }: SyncOpenOptions = {},
  ): Source<SyncResult<D>> {
    // The registry holds resources of every type. Kind and schema hash, both compared, stand for D.
    const existing = (): Resource<D> | undefined => find(ref)?.resource as Resource<D> | undefined;
    existing();
    return {
      getSnapshot: () => existing()?.getSnapshot() ?? PENDING,
      subscribe(listener) {
        if (isShutDown) return () => undefined;
        const unsubscribe = (existing() ?? create(ref, createObject()).resource).subscribe(listener, isBackground);
        listenerCount += 1;
        let isSubscribed = true;
        return () => {
          if (isSubscribed) listenerCount -= 1;
          isSubscribed = false;
          unsubscribe();
        };
      },
    };
  }

  const issueReporter =
    (ref: SyncReadRef) =>
    (issue: SyncIssue): void =>
      onIssue?.(ref, issue);

  async function writeMap<T>(ref: SyncMapRef<T>, write: MapWrite<T>): Promise<void> {
    if (isShutDown) throw new SyncError('disconnected', `${ref.uniqueName}: the store is shut down`);
    const { object, resource } = find(ref) ?? create(ref, createMapObject(ref, issueReporter(ref)));
    const release = resource.subscribe(() => undefined);
    try {
      // Kind and schema hash, both compared, stand for the type.
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

  return {
    document: (ref, how) => sourceOf(ref, () => createDocumentObject(ref, issueReporter(ref)), how),
    map: (ref, how) => sourceOf(ref, () => createMapObject(ref, issueReporter(ref)), how),
    list: (ref, how) => sourceOf(ref, () => createListObject(ref, issueReporter(ref)), how),
    mapWriter(ref) {
      find(ref);
      return createMapWriter(ref, (write) => writeMap(ref, write));
    },
    reopen: (scope) => scopes.get(scope)?.reopen(),
    connection: (scope) => ({
      getSnapshot: () =>
        scope === undefined
          ? mostUrgent([...scopes.values()].map((each) => each.getSnapshot()))
          : (scopes.get(scope)?.getSnapshot() ?? CONNECTING),
      subscribe: connectionListeners.subscribe,
    }),
    usage: () => ({ objects: held.size, listeners: listenerCount + connectionListeners.count() }),
    async shutdown() {
      isShutDown = true;
      commits.clear();
      for (const { resource } of held.values()) resource.close();
      held.clear();
      await Promise.all([...scopes.values()].map((each) => each.shutdown()));
    },
  };
}

const keyOf = ({ scope, kind, uniqueName }: SyncReadRef): string => `${scope}:${kind}:${uniqueName}`;
