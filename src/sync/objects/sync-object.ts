import type { SyncClientPort, SyncObjectPort } from '../client-port';
import type { SyncIssue } from '../sync-result';

/** What one kind of Sync object knows at one moment. */
export interface SyncContent<D> {
  /** Undefined until the object was loaded completely for the first time. */
  readonly data: D | undefined;
  readonly issues: readonly SyncIssue[];
  /** Set when `data` as a whole is older than Sync's, because the newest did not match its schema. */
  readonly invalid: SyncIssue | null;
}

/** How an open object talks to the one that follows it. */
export interface SyncObjectEvents {
  /** `content` has something new. */
  readonly onChange: () => void;
  readonly onRemoved: () => void;
  /** The server ended the subscription. */
  readonly onFailure: (reason: unknown) => void;
  /** The server sends every change from now on, or does so no more. */
  readonly onSubscription: (isEstablished: boolean) => void;
}

/** Listens to what every kind of Sync object tells; what it holds is another matter. */
export function followObject(port: SyncObjectPort, events: Omit<SyncObjectEvents, 'onChange'>): void {
  port.on('removed', events.onRemoved);
  port.on('failure', events.onFailure);
  port.on('_subscriptionStateChanged', (state) => {
    events.onSubscription(state === 'established');
  });
}

/**
 * One Sync object of any kind, apart from connections and retries. What it has learnt outlives a reopening, so that
 * data survives and unchanged values keep their identity.
 */
export interface SyncObject<D> {
  /** How many requests an opening counts for; see `OpenManner`. */
  readonly requests: number;
  content(): SyncContent<D>;
  /**
   * Opens the object, follows it and loads it; resolves when `content` is complete.
   * `isWanted` tells whether anybody still waits; when not, what was opened is closed again.
   * @returns ends the following, without an event
   */
  open(client: SyncClientPort, events: SyncObjectEvents, isWanted: () => boolean): Promise<() => void>;
}
