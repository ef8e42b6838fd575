import { backoffMs } from '../backoff';
import type { SyncClientPort } from '../client-port';
import type { Committable, CommitQueue } from '../commit-queue';
import type { ScopeConnection } from '../connection/scope-connection';
import { SyncError, toSyncError } from '../sync-error';
import type { SyncObject, SyncObjectEvents } from '../objects/sync-object';
import { PENDING, type SyncResult } from '../sync-result';
import type { Source } from '../../observable';
import { endOpening, SETTLED_MS, type Opening } from './opening';
import { invalidDataErrors, resultOf } from './resource-result';
import { CLOSED, isCutShort, isEstablished, resourceStep, retryBackoff, type ResourceEvent } from './resource-state';
import { createSubscribers } from './subscribers';
import { createWaiters } from './waiters';

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
  /** How many are subscribed, and how often Sync refused to open it. */
  counts(): { readonly listeners: number; readonly refusedOpens: number };
  /** Closes at once and stays closed. */
  close(): void;
}

/** Creates it, closed. */
export const createResource = <D>(options: ResourceOptions<D>): Resource<D> => new ResourceDriver(options);

/** The driver of {@link resourceStep}: has the subscribers, what the SDK opened, and the timers. */
class ResourceDriver<D> implements Resource<D> {
  private state = CLOSED;
  private snapshot: SyncResult<D> = PENDING;
  private opening: Opening | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private lingerTimer: ReturnType<typeof setTimeout> | undefined;
  private refusedOpens = 0;
  private readonly subscribers = createSubscribers();
  /** For the object to be open. */
  private readonly waiters = createWaiters();
  private readonly invalidData: ReturnType<typeof invalidDataErrors>;

  constructor(private readonly options: ResourceOptions<D>) {
    this.invalidData = invalidDataErrors(options.uniqueName);
  }

  readonly getSnapshot = (): SyncResult<D> => this.snapshot;

  readonly subscribe = (listener: () => void, isBackground = false): (() => void) => {
    const isFirstToWait = !isBackground && this.subscribers.areInBackground();
    const stop = this.subscribers.add(listener, isBackground, () => {
      this.linger();
    });
    clearTimeout(this.lingerTimer);
    if (this.state.phase.kind === 'closed') this.open();
    else if (isFirstToWait) {
      this.opening?.place?.hurry();
      this.retry();
    }
    return stop;
  };

  changed(): void {
    this.options.commits.schedule(this);
  }

  commit(): Iterable<() => void> {
    const { object, now } = this.options;
    const content = object.content();
    const next = resultOf({
      content,
      error: this.state.error ?? (content.invalid === null ? null : this.invalidData(content.invalid)),
      isFollowed: isEstablished(this.state) && this.connectionStatus() === 'connected',
      before: this.snapshot,
      now,
    });
    if (next === this.snapshot) return [];
    this.snapshot = next;
    return this.subscribers.current();
  }

  whenOpen(): Promise<void> {
    const { kind } = this.state.phase;
    if (kind === 'shut' || !this.isConnectable()) return Promise.reject(this.disconnected());
    if (kind === 'open') return Promise.resolve();
    this.retry();
    return this.waiters.wait();
  }

  connectionChanged(): void {
    if (this.connectionStatus() === 'connected' && isCutShort(this.state)) this.open();
    if (!this.isConnectable()) this.waiters.reject(this.disconnected());
    this.changed();
  }

  retry(): void {
    if (this.state.phase.kind === 'waiting') this.open();
  }

  reopen(): void {
    const { kind } = this.state.phase;
    if (kind === 'closed' || kind === 'shut') return;
    this.letGo({ type: 'replaced' });
    if (this.subscribers.count() > 0) this.open();
    this.changed();
  }

  counts(): { readonly listeners: number; readonly refusedOpens: number } {
    return { listeners: this.subscribers.count(), refusedOpens: this.refusedOpens };
  }

  close(): void {
    clearTimeout(this.lingerTimer);
    this.letGo({ type: 'shut' });
    this.waiters.reject(this.disconnected());
  }

  private step(event: ResourceEvent): void {
    this.state = resourceStep(this.state, event);
  }

  private open(): void {
    const { connection, object } = this.options;
    clearTimeout(this.retryTimer);
    this.step({ type: 'opening' });
    const mine: Opening = {};
    this.opening = mine;
    mine.place = connection.open((client) => this.openWith(client, mine), {
      isBackground: this.subscribers.areInBackground(),
      requests: object.requests,
    });
    this.changed();
  }

  private async openWith(client: SyncClientPort, mine: Opening): Promise<void> {
    const events = this.eventsOf(mine);
    const isWanted = (): boolean => this.opening === mine;
    try {
      const close = await this.options.object.open(client, events, isWanted);
      if (isWanted()) this.opened(mine, close);
    } catch (reason) {
      events.onFailure(reason);
    }
  }

  /** What the SDK tells of one opening, as long as it is the one that counts. */
  private eventsOf(mine: Opening): SyncObjectEvents {
    const { uniqueName } = this.options;
    const ifWanted =
      <A extends unknown[]>(act: (...told: A) => void) =>
      (...told: A): void => {
        if (this.opening === mine) act(...told);
      };
    return {
      onChange: () => {
        this.changed();
      },
      onRemoved: ifWanted(() => {
        this.failed(new SyncError('removed', `${uniqueName}: the object was removed`));
      }),
      onFailure: ifWanted((reason: unknown) => {
        this.failed(toSyncError(reason, uniqueName));
      }),
      onSubscription: ifWanted((isEstablished: boolean) => {
        this.step({ type: 'subscribed', isEstablished });
        // Before it is open it is not live either way.
        if (this.state.phase.kind === 'open') this.changed();
      }),
    };
  }

  private opened(mine: Opening, close: () => void): void {
    mine.close = close;
    mine.settledTimer = setTimeout(() => {
      this.step({ type: 'settled' });
      this.changed();
    }, SETTLED_MS);
    this.step({ type: 'opened' });
    this.waiters.resolve();
    this.changed();
  }

  private failed(error: SyncError): void {
    // What the connection cut short, nobody refused.
    if (error.code !== 'disconnected') {
      this.refusedOpens += 1;
      this.options.connection.openRefused();
    }
    this.letGo({ type: 'failed', error, isFollowed: this.subscribers.count() > 0 });
    const backoff = retryBackoff(this.state);
    if (backoff !== null) {
      const delayMs = backoffMs(this.state.attempts, backoff, this.options.random);
      this.retryTimer = setTimeout(() => {
        this.open();
      }, delayMs);
    }
    this.waiters.reject(error);
    this.changed();
  }

  /** Ends the opening with everything that it holds. */
  private letGo(event: ResourceEvent): void {
    const { opening } = this;
    this.opening = undefined;
    this.step(event);
    clearTimeout(this.retryTimer);
    endOpening(opening);
  }

  private linger(): void {
    const { kind } = this.state.phase;
    if (kind === 'shut') return;
    if (kind === 'waiting') this.letGo({ type: 'released' });
    this.lingerTimer = setTimeout(() => {
      this.letGo({ type: 'released' });
      this.options.onForgotten();
    }, this.options.lingerMs);
  }

  private connectionStatus(): string {
    return this.options.connection.getSnapshot().status;
  }

  /** A connection that is not there yet is worth waiting for, one that went away is not. */
  private isConnectable(): boolean {
    return ['connecting', 'connected'].includes(this.connectionStatus());
  }

  private disconnected(): SyncError {
    return new SyncError('disconnected', `${this.options.uniqueName}: there is no connection`);
  }
}
