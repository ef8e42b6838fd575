/** The React adapter of the Sync layer. Needs React 16.8 or newer. Guide: ../README.md. */
export type { SyncScope } from '../contract';
export { DEAD_AFTER_MS, type BackendLiveness } from './backend-liveness';
export { SyncProvider, useSyncStore, type SyncProviderProps } from './sync-provider';
export { useBackendLiveness, type BackendWatch } from './use-backend-liveness';
export { useNow, type UseNowOptions } from './use-now';
export { useSyncConnection } from './use-sync-connection';
export { useSyncDocument } from './use-sync-document';
export { useSyncDocuments, type SyncResults } from './use-sync-documents';
export { useSyncMap, useSyncMapItem } from './use-sync-map';
export type { SyncReadOptions } from './use-sync-source';
export type {
  SyncConnection,
  SyncDisabled,
  SyncError,
  SyncErrorCode,
  SyncFailed,
  SyncIssue,
  SyncPending,
  SyncReady,
  SyncResult,
  SyncStore,
} from '../sync';
