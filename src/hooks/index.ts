/** The React adapter of the Sync layer. Needs React 16.8 or newer. Guide: ../README.md. */
export type { SyncScope } from '../contract';
export type { BackendLiveness } from './liveness/backend-liveness';
export { LiveClockContext, useBackendNow, useLiveClock, useLiveNow, type LiveClock } from './liveness/live-clock';
export { SyncProvider, useSyncStore, type SyncProviderProps } from './sync-provider';
export { watchBackend, type BackendWatch } from './liveness/backend-watch';
export { useBackendLiveness } from './liveness/use-backend-liveness';
export { useNow, type UseNowOptions } from './liveness/use-now';
export { useSource as useSource, useSourceState as useSourceState } from './use-source';
export { useSyncConnection } from './use-sync-connection';
export { useSyncDocument } from './use-sync-document';
export { useSyncDocuments } from './use-sync-documents';
export { useSyncList } from './use-sync-list';
export { useSyncLists } from './use-sync-lists';
export { useSyncMap, useSyncMapItem } from './use-sync-map';
export { useSyncMapWriter } from './use-sync-map-writer';
export { useSyncScopeReopen } from './use-sync-scope-reopen';
export type { SyncReadOptions } from './use-sync-source';
export type { SyncResults } from './use-sync-sources';
export type {
  SyncConnection,
  SyncDisabled,
  SyncError,
  SyncErrorCode,
  SyncFailed,
  SyncIssue,
  SyncListEntry,
  SyncMapWriter,
  SyncPending,
  SyncReady,
  SyncObjectReport,
  SyncScopeReport,
  SyncStoreReport,
  SyncResult,
  SyncStore,
} from '../sync';
