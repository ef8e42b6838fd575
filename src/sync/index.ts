/** Sync as observable state, without React and without Flex. Rules: SPEC.md. */
export type {
  SdkConnectionError,
  SdkOpenOptions,
  SyncClientPort,
  SubscriptionEvent,
  SyncDocumentPort,
  SyncItemPort,
  SyncListItemPort,
  SyncListPort,
  SyncMapItemPort,
  SyncMapPort,
  SyncPagePort,
} from './client-port';
export type { SyncListEntry } from './objects/list-object';
export type { SyncMapWriter } from './objects/map-writer';
export { pageGlobal } from './page-global';
export type { SyncConnection } from './connection/sync-connection';
export { SyncError, type SyncErrorCode } from './sync-error';
export {
  DISABLED,
  type SyncDisabled,
  type SyncFailed,
  type SyncIssue,
  type SyncPending,
  type SyncReady,
  type SyncResult,
} from './sync-result';
export { createSyncStore, type SyncOpenOptions, type SyncStore, type SyncStoreOptions } from './sync-store';
export type { SyncReadRef } from './read-ref';
export type { SyncObjectReport, SyncScopeReport, SyncStoreReport } from './store-report';
export type { SyncTokenGrant } from './connection/token-state';
