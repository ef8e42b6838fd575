import type { SyncDocumentRef, SyncListRef, SyncMapRef } from '../contract';

/** Any definition that a store can follow. */
export type SyncReadRef = SyncDocumentRef<unknown> | SyncMapRef<unknown> | SyncListRef<unknown>;
