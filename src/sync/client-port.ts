/**
 * The part of twilio-sync that this layer uses, as small structural interfaces: the seam for fakes, and the reason
 * why an SDK object never reaches React.
 */
export interface SyncClientPort {
  /** The SDK's state now; see {@link SdkConnectionState}. */
  readonly connectionState: string;
  /** `status` is a {@link SdkConnectionState} or the undocumented `retrying`. */
  on(event: 'connectionStateChanged', listener: (state: string) => void): unknown;
  on(event: 'connectionError', listener: (error: SdkConnectionError) => void): unknown;
  on(event: 'tokenAboutToExpire' | 'tokenExpired', listener: () => void): unknown;
  removeAllListeners(): unknown;
  document(options: SdkOpenOptions): Promise<SyncDocumentPort>;
  map(options: SdkOpenOptions): Promise<SyncMapPort>;
  list(options: SdkOpenOptions): Promise<SyncListPort>;
  /** Never settles while the SDK is `disconnecting`, and does nothing for the token it has (twilsock 1.0.2 source). */
  updateToken(token: string): Promise<void>;
  shutdown(): Promise<void>;
}

/** `terminal` with status 401 or 403 is a refused token; any other `terminal` error ends the client. */
export interface SdkConnectionError {
  readonly terminal: boolean;
  readonly message: string;
  readonly httpStatusCode?: number | null;
  /** Twilio's own, such as 20104. */
  readonly errorCode?: number | null;
}

/** Browsers never create objects: {@link https://www.twilio.com/docs/sync/api the default mode} would. */
export interface SdkOpenOptions {
  readonly id: string;
  readonly mode: 'open_existing';
}

/** What every Sync object has. */
export interface SyncObjectPort {
  on(event: 'removed', listener: () => void): unknown;
  /** The server refused to keep us subscribed, for example after a permission was withdrawn. */
  on(event: 'failure', listener: (error: unknown) => void): unknown;
  on(event: SubscriptionEvent, listener: (state: string) => void): unknown;
  close(): void;
}

/**
 * Typed by the SDK and documented nowhere. The state is `established` while Sync sends every change, and that only after it
 * replayed those that were missed; `none`, `request_in_flight` and `response_in_flight` before, and again with every
 * reconnection (twilio-sync 4.0.1 source).
 */
export type SubscriptionEvent = '_subscriptionStateChanged';

/** A Document of the SDK. */
export interface SyncDocumentPort extends SyncObjectPort {
  /** Replaced, not changed, by each update. */
  readonly data: unknown;
  readonly revision: string;
  on(event: 'updated' | 'removed', listener: () => void): unknown;
  on(event: 'failure', listener: (error: unknown) => void): unknown;
  on(event: SubscriptionEvent, listener: (state: string) => void): unknown;
}

/** A Map or a List: items that come and go one by one. `Gone` is what remains of an item that was removed. */
export interface SyncCollectionPort<Item extends SyncItemPort, Gone> extends SyncObjectPort {
  readonly sid: string;
  on(event: 'removed', listener: () => void): unknown;
  on(event: 'failure', listener: (error: unknown) => void): unknown;
  on(event: SubscriptionEvent, listener: (state: string) => void): unknown;
  on(event: 'itemAdded' | 'itemUpdated', listener: (event: SyncItemEvent<Item>) => void): unknown;
  on(event: 'itemRemoved', listener: (event: Gone & { readonly isLocal: boolean }) => void): unknown;
  getItems(options: { readonly pageSize: number }): Promise<SyncPagePort<Item>>;
}

/** `isLocal`: this very client made the change, and it is acknowledged. */
export interface SyncItemEvent<Item> {
  readonly item: Item;
  readonly isLocal: boolean;
}

/** A Map of the SDK. */
export interface SyncMapPort extends SyncCollectionPort<SyncMapItemPort, { readonly key: string }> {
  set(key: string, data: Record<string, unknown>): Promise<SyncMapItemPort>;
  /**
   * Runs `mutator` again for as long as somebody else was faster (412). It gets `{}` for a key that does not exist;
   * null, which the SDK's typings lack, leaves the item as it is, and then the promise has that item, with revision `-1` when there is none.
   */
  mutate(key: string, mutator: (current: object) => object): Promise<SyncMapItemPort>;
  remove(key: string): Promise<void>;
}

/** A List of the SDK. */
export type SyncListPort = SyncCollectionPort<SyncListItemPort, { readonly index: number }>;

/** Changed in place by the SDK with each event: copy what you need at once. */
export interface SyncItemPort {
  readonly data: unknown;
  readonly revision: string;
}

/** An item of a Map, as the SDK has it. */
export interface SyncMapItemPort extends SyncItemPort {
  readonly key: string;
}

/** An index is never given twice, also after its item was removed. */
export interface SyncListItemPort extends SyncItemPort {
  readonly index: number;
}

/** A page of items, as the SDK reads them. */
export interface SyncPagePort<Item> {
  readonly items: readonly Item[];
  readonly hasNextPage: boolean;
  nextPage(): Promise<SyncPagePort<Item>>;
}
