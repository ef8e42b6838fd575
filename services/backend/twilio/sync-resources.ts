import type { Twilio } from 'twilio';
import type { GrantedObject, KnownCollection, SyncCollection, SyncTarget } from '../outbox/sync-port';

/** The largest page that every version of the documentation allows. */
const PAGE_SIZE = 100;

export interface HelperLife {
  /** Twilio leaves the field out for an object without a TTL. */
  readonly dateExpires: Date | null;
  readonly createdBy: string;
}

/** A Sync object as the helper returns it; its own types say `any` for the data. */
export interface HelperState extends HelperLife {
  readonly revision: string;
  readonly data: unknown;
  /** Of a Document. */
  readonly sid?: string;
  /** Of an item of a Map. */
  readonly key?: string;
  /** Of an item of a List. */
  readonly index?: number;
}

/** What the helper's contexts of Documents, Maps and Lists, and of their items, have in common. */
interface HelperContext<State, Update> {
  fetch(): Promise<State>;
  update(options: Update): Promise<State>;
  remove(): Promise<boolean>;
}

/** JSON text goes through the helper as it is (twilio 6.2.0, lib/base/serialize.js). */
type HelperData = object | string;

type EntryContext = HelperContext<HelperState, { data: HelperData; ifMatch: string; ttl?: number }>;
export type HelperCollection = HelperLife & { readonly sid: string };
type CollectionContext = HelperContext<HelperCollection, { ttl: number }>;

/** An object with or without a name. */
interface HelperNamed {
  readonly uniqueName: string | null;
  readonly sid: string;
  readonly createdBy: string;
}

export type SyncService = ReturnType<Twilio['sync']['v1']['services']>;

/** What the helper calls a Document, or an item. */
export function entryAt(service: SyncService, target: SyncTarget): EntryContext {
  switch (target.kind) {
    case 'document':
      return service.documents(target.sid ?? target.name);
    case 'map-item':
      return service.syncMaps(target.of.sid).syncMapItems(target.key);
    case 'list-item':
      if (target.index === null) throw new RangeError(`An item of ${target.of.name} was named without its index`);
      return service.syncLists(target.of.sid).syncListItems(target.index);
  }
}

export function createEntryAt(
  service: SyncService,
  target: SyncTarget,
  options: { data: HelperData; ttl?: number },
): Promise<HelperState> {
  switch (target.kind) {
    case 'document':
      return service.documents.create({ ...options, uniqueName: target.name });
    case 'map-item':
      return service.syncMaps(target.of.sid).syncMapItems.create({ ...options, key: target.key });
    case 'list-item':
      return service.syncLists(target.of.sid).syncListItems.create(options);
  }
}

export const collectionAt = (service: SyncService, { kind, name, sid }: SyncCollection): CollectionContext =>
  kind === 'map' ? service.syncMaps(sid ?? name) : service.syncLists(sid ?? name);

export function createCollectionAt(
  service: SyncService,
  { kind, name }: SyncCollection,
  ttl: number,
): Promise<HelperCollection> {
  const options = { uniqueName: name, ttl };
  return kind === 'map' ? service.syncMaps.create(options) : service.syncLists.create(options);
}

export const itemsAt = (service: SyncService, { kind, sid }: KnownCollection): Promise<HelperState[]> =>
  kind === 'map'
    ? service.syncMaps(sid).syncMapItems.list({ pageSize: PAGE_SIZE })
    : service.syncLists(sid).syncListItems.list({ pageSize: PAGE_SIZE });

export const objectsOf = (service: SyncService, kind: 'document' | 'list'): Promise<HelperNamed[]> =>
  kind === 'document'
    ? service.documents.list({ pageSize: PAGE_SIZE })
    : service.syncLists.list({ pageSize: PAGE_SIZE });

interface PermissionContext {
  update(rights: { read: boolean; write: boolean; manage: boolean }): Promise<unknown>;
  remove(): Promise<boolean>;
}

export function permissionAt(service: SyncService, { kind, sid }: GrantedObject, identity: string): PermissionContext {
  if (kind === 'document') return service.documents(sid).documentPermissions(identity);
  return kind === 'map'
    ? service.syncMaps(sid).syncMapPermissions(identity)
    : service.syncLists(sid).syncListPermissions(identity);
}
