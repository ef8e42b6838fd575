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
  /** Never settles while the SDK is `disconnecting`, and does nothing for the token it has (twilsock 1.0.2 source). */
  updateToken(token: string): Promise<void>;
  shutdown(): Promise<void>;
}

/** `terminal` with status 401 or 403 is a refused token; any other `terminal` error ends the client. */
export interface SdkConnectionError {
  readonly terminal: boolean;
  readonly message: string;
  readonly httpStatusCode?: number | null;
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
  close(): void;
}

export interface SyncDocumentPort extends SyncObjectPort {
  /** Replaced, not changed, by each update. */
  readonly data: unknown;
  readonly revision: string;
  on(event: 'updated' | 'removed', listener: () => void): unknown;
  on(event: 'failure', listener: (error: unknown) => void): unknown;
}

export interface SyncMapPort extends SyncObjectPort {
  on(event: 'removed', listener: () => void): unknown;
  on(event: 'failure', listener: (error: unknown) => void): unknown;
  on(event: 'itemAdded' | 'itemUpdated', listener: (event: { readonly item: SyncMapItemPort }) => void): unknown;
  on(event: 'itemRemoved', listener: (event: { readonly key: string }) => void): unknown;
  getItems(options: { readonly pageSize: number }): Promise<SyncPagePort>;
}

/** Changed in place by the SDK with each event: copy what you need at once. */
export interface SyncMapItemPort {
  readonly key: string;
  readonly data: unknown;
  readonly revision: string;
}

export interface SyncPagePort {
  readonly items: readonly SyncMapItemPort[];
  readonly hasNextPage: boolean;
  nextPage(): Promise<SyncPagePort>;
}
