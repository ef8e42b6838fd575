/** The React adapter of the Sync layer. Needs React 16.8 or newer. Guide: ../README.md. */
export type { SyncScope } from '../contract';
export { DEAD_AFTER_MS, type BackendLiveness } from './backend-liveness';
export { createExpansion, type ExpansionOptions } from './expansion';
export { LiveClockContext, useBackendNow, useLiveClock, useLiveNow, type LiveClock } from './live-clock';
export {
  liveViewState,
  placeholderState,
  type LiveViewInputs,
  type LiveViewState,
  type LossCause,
  type ViewProblem,
} from './live-view-state';
export { SyncProvider, useSyncStore, type SyncProviderProps } from './sync-provider';
export { useBackendLiveness, type BackendWatch } from './use-backend-liveness';
export { createRememberedValue, type RememberedValueOptions } from './remembered-value';
export type { WindowPart } from './row-window';
export { MAX_UNWINDOWED_ROWS, useRowWindow, type RowWindowOptions } from './use-row-window';
export { useListWindow, type ListWindowOptions } from './use-list-window';
export { useNow, type UseNowOptions } from './use-now';
export { useRowNavigation, type RowNavigation, type RowNavigationOptions } from './use-row-navigation';
export { useSearchKey } from './use-search-key';
export { useShortWindow } from './use-short-window';
export { createValueStore, useValue, useValueState, type ReadableStore, type ValueStore } from './value-store';
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
  SyncResult,
  SyncStore,
} from '../sync';
