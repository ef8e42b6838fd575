import { account } from '../base/account';
import type { IdentityPermission } from '../sync/permissions';
import type { SyncCollection, SyncDocument, SyncItem, SyncObject, SyncStream } from '../sync/sync-model';
import type { SyncService } from '../sync/sync-service';

const PATH = { document: 'Documents', map: 'Maps', list: 'Lists', stream: 'Streams' } as const;

const isoOf = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : isoOf(ms));

/** Views of one service's resources, as public REST shows them. */
export interface SyncViews {
  readonly service: () => object;
  readonly document: (document: SyncDocument) => object;
  readonly collection: (collection: SyncCollection) => object;
  readonly stream: (stream: SyncStream) => object;
  readonly item: (collection: SyncCollection, item: SyncItem) => object;
  readonly permission: (object: SyncObject, permission: IdentityPermission) => object;
}

/** `baseUrl` is where the host is reached. */
export function syncViews(baseUrl: string, service: SyncService): SyncViews {
  const serviceUrl = `${baseUrl}/v1/Services/${service.sid}`;
  const urlOf = (object: SyncObject): string => `${serviceUrl}/${PATH[object.kind]}/${object.sid}`;

  const common = (object: SyncObject) => ({
    sid: object.sid,
    unique_name: object.uniqueName,
    account_sid: account.accountSid,
    service_sid: service.sid,
    url: urlOf(object),
    date_created: isoOf(object.createdAt),
    date_updated: isoOf(object.updatedAt),
    date_expires: isoOrNull(object.expiresAt),
    created_by: object.createdBy,
  });

  return {
    service: () => ({
      sid: service.sid,
      unique_name: service.config.uniqueName,
      account_sid: account.accountSid,
      friendly_name: service.config.friendlyName,
      date_created: isoOf(service.createdAt),
      date_updated: isoOf(service.config.updatedAt),
      url: serviceUrl,
      webhook_url: null,
      webhooks_from_rest_enabled: service.config.webhooksFromRest,
      reachability_webhooks_enabled: false,
      acl_enabled: service.config.aclEnabled,
      reachability_debouncing_enabled: false,
      reachability_debouncing_window: 5000,
      links: {
        documents: `${serviceUrl}/Documents`,
        lists: `${serviceUrl}/Lists`,
        maps: `${serviceUrl}/Maps`,
        streams: `${serviceUrl}/Streams`,
      },
    }),
    document: (document: SyncDocument) => ({
      ...common(document),
      revision: document.revision,
      data: document.data,
      links: { permissions: `${urlOf(document)}/Permissions` },
    }),
    collection: (collection: SyncCollection) => ({
      ...common(collection),
      revision: collection.revision,
      links: { items: `${urlOf(collection)}/Items`, permissions: `${urlOf(collection)}/Permissions` },
    }),
    stream: (stream: SyncStream) => ({
      ...common(stream),
      links: { messages: `${urlOf(stream)}/Messages` },
    }),
    item: (collection: SyncCollection, item: SyncItem) => ({
      ...(collection.kind === 'map' ? { key: item.key, map_sid: collection.sid } : {}),
      ...(collection.kind === 'list' ? { index: item.key, list_sid: collection.sid } : {}),
      account_sid: account.accountSid,
      service_sid: service.sid,
      url: `${urlOf(collection)}/Items/${encodeURIComponent(item.key)}`,
      revision: item.revision,
      data: item.data,
      date_created: isoOf(item.createdAt),
      date_updated: isoOf(item.updatedAt),
      date_expires: isoOrNull(item.expiresAt),
      created_by: item.createdBy,
    }),
    permission: (object: SyncObject, { identity, read, write, manage }: IdentityPermission) => ({
      account_sid: account.accountSid,
      service_sid: service.sid,
      [`${object.kind}_sid`]: object.sid,
      identity,
      read,
      write,
      manage,
      url: `${urlOf(object)}/Permissions/${encodeURIComponent(identity)}`,
    }),
  };
}
