import type { ExplorerKind } from '@flex-sync-suite/shared/contract';
import type { SyncService } from '../sync-resources';

/** What the helper's objects of all four kinds, and their items, have in common; its own types say `any` for the data. */
interface HelperSeen {
  readonly createdBy: string;
  readonly dateCreated: Date;
  readonly dateUpdated: Date;
  /** Twilio leaves the field out for an object without a TTL. */
  readonly dateExpires?: Date | null;
  /** A Stream has none. */
  readonly revision?: string;
  readonly data?: unknown;
}

export interface HelperObject extends HelperSeen {
  readonly sid: string;
  readonly uniqueName: string | null;
}

export interface HelperItem extends HelperSeen {
  /** Of a Map. */
  readonly key?: string;
  /** Of a List. */
  readonly index?: number;
}

interface HelperPermission {
  readonly identity: string;
  readonly read: boolean;
  readonly write: boolean;
  readonly manage: boolean;
}

export interface HelperPage<Seen> {
  readonly instances: readonly Seen[];
  readonly nextPageUrl?: string | undefined;
}

interface PageOptions {
  pageSize: number;
  pageNumber?: number;
  pageToken?: string;
}

interface HelperPages<Seen, Options = PageOptions> {
  page(options: Options): Promise<HelperPage<Seen>>;
}

/** All objects of a kind. */
export function objectsAt(service: SyncService, kind: ExplorerKind): HelperPages<HelperObject> {
  switch (kind) {
    case 'document':
      return service.documents;
    case 'map':
      return service.syncMaps;
    case 'list':
      return service.syncLists;
    case 'stream':
      return service.syncStreams;
  }
}

interface HelperContext {
  fetch(): Promise<HelperObject>;
  update(options: { ttl: number }): Promise<unknown>;
}

/** One object. @param segment its SID, or its name as a segment of a path */
export function objectAt(service: SyncService, kind: ExplorerKind, segment: string): HelperContext {
  switch (kind) {
    case 'document':
      return service.documents(segment);
    case 'map':
      return service.syncMaps(segment);
    case 'list':
      return service.syncLists(segment);
    case 'stream':
      return service.syncStreams(segment);
  }
}

/** The items of a Map or List. */
export const itemsAt = (
  service: SyncService,
  kind: 'map' | 'list',
  sid: string,
): HelperPages<HelperItem, PageOptions & { from?: string }> =>
  kind === 'map' ? service.syncMaps(sid).syncMapItems : service.syncLists(sid).syncListItems;

interface HelperItemContext {
  fetch(): Promise<HelperItem>;
  update(options: { data: object; ifMatch: string }): Promise<{ readonly revision: string }>;
  remove(options: { ifMatch: string }): Promise<boolean>;
}

/** One item. @param segment key or index, as a segment of a path */
export const itemAt = (service: SyncService, kind: 'map' | 'list', sid: string, segment: string): HelperItemContext =>
  kind === 'map'
    ? service.syncMaps(sid).syncMapItems(segment)
    : // The helper only writes it into the path.
      service.syncLists(sid).syncListItems(Number(segment));

/** Who may do what with a Document, Map or List. */
export function permissionsAt(
  service: SyncService,
  kind: Exclude<ExplorerKind, 'stream'>,
  sid: string,
): HelperPages<HelperPermission> {
  switch (kind) {
    case 'document':
      return service.documents(sid).documentPermissions;
    case 'map':
      return service.syncMaps(sid).syncMapPermissions;
    case 'list':
      return service.syncLists(sid).syncListPermissions;
  }
}
