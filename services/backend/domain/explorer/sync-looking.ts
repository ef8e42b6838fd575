import type { ExplorerKind } from '@flex-sync-suite/shared/contract';
import type {
  ObjectPlace,
  PagePlace,
  SeenItem,
  SeenObject,
  SeenPage,
  SeenPermission,
  SeenService,
  SeenWrite,
} from './seen';

/** A Map or List by its SID. */
export type ItemsPlace = ObjectPlace & { readonly kind: 'map' | 'list' };
/** What permissions are given on. */
export type PermittedPlace = ObjectPlace & { readonly kind: Exclude<ExplorerKind, 'stream'> };

/**
 * The explorer's port to Sync, over REST with the API key: every call is one request, made once. Null is what is not there.
 *
 * @throws Refusal from every method: `too-often` with the code `sync_throttled` where Sync throttles, `unavailable`,
 * `unprocessable`; `invalid` for a place that is none
 */
export interface SyncLooking {
  service(serviceSid: string): Promise<SeenService | null>;
  objects(serviceSid: string, kind: ExplorerKind, place: PagePlace): Promise<SeenPage<SeenObject> | null>;
  object(serviceSid: string, kind: ExplorerKind, sidOrName: string): Promise<SeenObject | null>;
  /** @param from key or index that the first page begins with, or before the one that follows it */
  items(of: ItemsPlace, place: PagePlace, from?: string): Promise<SeenPage<SeenItem> | null>;
  item(of: ItemsPlace, key: string): Promise<SeenItem | null>;
  permissions(of: PermittedPlace, pageSize: number): Promise<SeenPage<SeenPermission> | null>;
  /** @param key of the item; null for a Document */
  writeData(
    of: ObjectPlace,
    key: string | null,
    write: { readonly data: object; readonly ifMatch: string },
  ): Promise<SeenWrite>;
  setTtl(of: ObjectPlace, ttlSeconds: number): Promise<SeenWrite>;
  removeItem(of: ItemsPlace, key: string, ifMatch: string): Promise<SeenWrite>;
}
