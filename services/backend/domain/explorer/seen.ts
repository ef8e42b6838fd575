import type {
  ExplorerData,
  ExplorerItem,
  ExplorerKind,
  ExplorerObject,
  ExplorerService,
} from '@flex-sync-suite/shared/contract';

/** A Sync service as Sync tells of it. */
export type SeenService = Omit<ExplorerService, 'isSuite'>;

/** A Document, Map, List or Stream as Sync tells of it. */
export interface SeenObject {
  readonly object: Omit<ExplorerObject, 'isSuite'>;
  /** Of a Document; null for the others. */
  readonly data: ExplorerData | null;
  /** Whether all of `data` is there: what is very deep is left out. */
  readonly isWhole: boolean;
}

/** An item as Sync tells of it. */
export interface SeenItem {
  readonly item: Omit<ExplorerItem, 'masked'>;
  /** Whether all of its data is there. */
  readonly isWhole: boolean;
}

/** What an identity may do with an object. */
export interface SeenPermission {
  readonly identity: string;
  readonly read: boolean;
  readonly write: boolean;
  readonly manage: boolean;
}

/** Where a page of Sync begins. */
export interface PagePlace {
  readonly pageSize: number;
  /** Null for the first page. */
  readonly after: PageMark | null;
}

/** Where the page after a page begins, as Sync's link to it says. */
export interface PageMark {
  readonly pageNumber: number;
  readonly pageToken: string | null;
}

export interface SeenPage<Seen> {
  readonly seen: readonly Seen[];
  /** Null at the end. */
  readonly next: PageMark | null;
}

/** A Document, Map, List or Stream by its SID. */
export interface ObjectPlace {
  readonly serviceSid: string;
  readonly kind: ExplorerKind;
  readonly sid: string;
}

/** What Sync answered to a write: `changed` = it was not written over another revision. */
export type SeenWrite =
  | { readonly outcome: 'written'; readonly revision: string }
  | { readonly outcome: 'changed' }
  | { readonly outcome: 'missing' };
