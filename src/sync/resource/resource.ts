import { backoffMs, RETRY, RETRY_FORBIDDEN } from '../backoff';
import type { SyncClientPort } from '../client-port';
import type { Committable, CommitQueue } from '../commit-queue';
import type { OpenPlace } from '../connection/open-queue';
import type { ScopeConnection } from '../connection/scope-connection';
import { SyncError, toSyncError, type SyncErrorCode } from '../sync-error';
import type { SyncObject } from '../objects/sync-object';
import { PENDING, type SyncIssue, type SyncResult } from '../sync-result';
import { createListeners, type Source } from '../../observable';

export interface ResourceOptions<D> {
  /** Names the object in errors. */
  readonly uniqueName: string;
  readonly object: SyncObject<D>;
  readonly connection: ScopeConnection;
  readonly commits: CommitQueue;
  readonly lingerMs: number;
  readonly now: () => number;
  readonly random: () => number;
  /** Called when nobody has been subscribed for `lingerMs`; the resource is closed by then. */
  readonly onForgotten: () => void;
}

/** The life of one Sync object in the store: opened by the first subscriber, kept open by retries, closed after the last. */
export interface Resource<D> extends Source<SyncResult<D>>, Committable {
  /** @param isBackground opens after all that somebody waits for */
  subscribe(listener: () => void, isBackground?: boolean): () => void;
  /** Takes up the object's new state at the next commit. */
  changed(): void;
  /** Rejects with a SyncError when the object cannot be opened now. Only for who is subscribed. */
  whenOpen(): Promise<void>;
  /** The scope's connection changed. */
  connectionChanged(): void;
  /** Tries again at once what failed: there may be permissions now that were missing. */
  retry(): void;
  /** The scope has another client: everything that the former one opened is void. */
  reopen(): void;
  /** Closes at once and stays closed. */
  close(): void;
}

type Phase = 'closed' | 'opening' | 'open' | 'waiting';

/**
 * An object that is open can still be refused: its subscription is asked for afterwards, and the SDK lets Sync take 10 s
 * for the answer (`estimated_delivery_in_ms`). One that lasts longer is taken to be followed, because the SDK tells only
 * of changes: whoever opens what is open already never hears that it is subscribed.
 */
const SETTLED_MS = 30_000;

export function createResource<D>(options: ResourceOptions<D>): Resource<D> {
  const { uniqueName, object, connection, commits, lingerMs, now, random, onForgotten } = options;
  const listeners = createListeners();
  /** Of the subscriptions, those that somebody waits for. */
  let awaited = 0;
  const waiting = new Set<{ readonly resolve: () => void; readonly reject: (reason: SyncError) => void }>();
  let snapshot: SyncResult<D> = PENDING;
  let phase: Phase = 'closed';
  /** Counts openings; an answer to an earlier one is of no interest. */
  let opening = 0;
  let attempts = 0;
  let isClosed = false;
  /** Null while the SDK told nothing of it. */
  let isSubscribed: boolean | null = null;
  let error: SyncError | null = null;
  let lastFailure: SyncErrorCode | null = null;
  let invalid: { readonly issue: SyncIssue; readonly error: SyncError } | null = null;
  let closeObject: (() => void) | undefined;
  let place: OpenPlace | undefined;
  let settledTimer: ReturnType<typeof setTimeout> | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let lingerTimer: ReturnType<typeof setTimeout> | undefined;

  const self: Resource<D> = {
    getSnapshot: () => snapshot,
    subscribe,
    commit,
    changed,
    whenOpen,
    connectionChanged,
    retry,
    reopen,
    close,
  };

  const isInBackground = (): boolean => awaited === 0;

  function open(): void {
    clearTimeout(retryTimer);
    phase = 'opening';
    opening += 1;
    const mine = opening;
    const isWanted = (): boolean => mine === opening;
    const onFailure = (reason: unknown): void => {
      if (isWanted()) failed(toSyncError(reason, uniqueName));
    };
    const openNow = async (client: SyncClientPort): Promise<void> => {
      try {
        const onRemoved = (): void => {
          if (isWanted()) failed(new SyncError('removed', `${uniqueName}: the object was removed`));
        };
        const onSubscription = (isEstablished: boolean): void => {
          if (isWanted()) subscribed(isEstablished);
        };
        const events = { onChange: changed, onRemoved, onFailure, onSubscription };
        const closeOpened = await object.open(client, events, isWanted);
        if (isWanted()) opened(closeOpened);
      } catch (reason) {
        onFailure(reason);
      }
    };
    place = connection.open(openNow, { isBackground: isInBackground(), requests: object.requests });
    changed();
  }

  function opened(closeOpened: () => void): void {
    phase = 'open';
    closeObject = closeOpened;
    settledTimer = setTimeout(() => {
      attempts = 0;
      subscribed(isSubscribed ?? true);
    }, SETTLED_MS);
    error = null;
    lastFailure = null;
    for (const each of waiting) each.resolve();
    waiting.clear();
    changed();
  }

  function subscribed(isEstablished: boolean): void {
    isSubscribed = isEstablished;
    // Before it is open it is not live either way.
    if (phase === 'open') changed();
  }

  function failed(reason: SyncError): void {
    release();
    attempts += 1;
    lastFailure = reason.code;
    // A lost connection is told by `isLive` and by the connection itself; the object has done nothing wrong.
    if (reason.code !== 'disconnected') error = reason;
    if (listeners.count() > 0) {
      phase = 'waiting';
      const backoff = reason.code === 'forbidden' ? RETRY_FORBIDDEN : RETRY;
      // Each new try would be refused as well, and is a request for nothing: another connection may take it up.
      if (reason.code !== 'too-many-subscriptions') retryTimer = setTimeout(open, backoffMs(attempts, backoff, random));
    }
    giveUpWaiting(reason);
    changed();
  }

  /** Lets go of everything that an opening holds. */
  function release(): void {
    phase = 'closed';
    isSubscribed = null;
    opening += 1;
    clearTimeout(retryTimer);
    clearTimeout(settledTimer);
    place?.withdraw();
    closeObject?.();
    place = undefined;
    closeObject = undefined;
  }

  function close(): void {
    isClosed = true;
    clearTimeout(lingerTimer);
    release();
    giveUpWaiting(disconnected());
  }

  function subscribe(listener: () => void, isBackground = false): () => void {
    const isFirstToWait = !isBackground && isInBackground();
    const stop = listeners.subscribe(listener);
    if (!isBackground) awaited += 1;
    let isSubscribed = true;
    clearTimeout(lingerTimer);
    if (phase === 'closed' && !isClosed) open();
    else if (isFirstToWait) {
      place?.hurry();
      retry();
    }
    return () => {
      if (!isSubscribed) return;
      isSubscribed = false;
      stop();
      if (!isBackground) awaited -= 1;
      if (listeners.count() > 0 || isClosed) return;
      if (phase === 'waiting') release();
      lingerTimer = setTimeout(() => {
        release();
        onForgotten();
      }, lingerMs);
    };
  }

  function disconnected(): SyncError {
    return new SyncError('disconnected', `${uniqueName}: there is no connection`);
  }

  function giveUpWaiting(reason: SyncError): void {
    for (const each of waiting) each.reject(reason);
    waiting.clear();
  }

  /** A connection that is not there yet is worth waiting for, one that went away is not. */
  const isConnectable = (): boolean => ['connecting', 'connected'].includes(connection.getSnapshot().status);

  function whenOpen(): Promise<void> {
    if (isClosed || !isConnectable()) return Promise.reject(disconnected());
    if (phase === 'open') return Promise.resolve();
    retry();
    return new Promise((resolve, reject) => waiting.add({ resolve, reject }));
  }

  function connectionChanged(): void {
    const isBack = connection.getSnapshot().status === 'connected';
    if (isBack && phase === 'waiting' && lastFailure === 'disconnected') open();
    if (!isConnectable()) giveUpWaiting(disconnected());
    changed();
  }

  function retry(): void {
    if (phase === 'waiting') open();
  }

  function reopen(): void {
    if (phase === 'closed') return;
    release();
    attempts = 0;
    if (listeners.count() > 0) open();
    changed();
  }

  function changed(): void {
    commits.schedule(self);
  }

  function invalidData(issue: SyncIssue): SyncError {
    if (invalid?.issue !== issue) {
      const message = `${uniqueName}: the data does not match its schema at "${issue.path}": ${issue.message}`;
      invalid = { issue, error: new SyncError('invalid-data', message) };
    }
    return invalid.error;
  }

  function next(): SyncResult<D> {
    const content = object.content();
    const failure = error ?? (content.invalid === null ? null : invalidData(content.invalid));
    const isLive =
      phase === 'open' && isSubscribed === true && failure === null && connection.getSnapshot().status === 'connected';
    const staleSince = isLive || content.data === undefined ? null : (snapshot.staleSince ?? now());
    const issues = isSameList(content.issues, snapshot.issues) ? snapshot.issues : Object.freeze([...content.issues]);
    const liveness = { isLive, staleSince, issues };
    if (failure !== null) return { status: 'error', data: content.data, error: failure, ...liveness };
    if (content.data !== undefined) return { status: 'ready', data: content.data, error: null, ...liveness };
    return PENDING;
  }

  function commit(): Iterable<() => void> {
    const after = next();
    if (isSameResult(after, snapshot)) return [];
    snapshot = Object.freeze(after);
    return listeners.current();
  }

  return self;
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}

function isSameResult<D>(a: SyncResult<D>, b: SyncResult<D>): boolean {
  return (
    a.status === b.status &&
    a.data === b.data &&
    a.error === b.error &&
    a.isLive === b.isLive &&
    a.staleSince === b.staleSince &&
    a.issues === b.issues
  );
}
