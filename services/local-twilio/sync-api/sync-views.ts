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
  const place: Place = { serviceSid: service.sid, serviceUrl: `${baseUrl}/v1/Services/${service.sid}` };
  return {
    service: () => serviceView(place, service),
    document: (document) => ({
      ...commonView(place, document),
      revision: document.revision,
      data: document.data,
      links: { permissions: `${urlOf(place, document)}/Permissions` },
    }),
    collection: (collection) => ({
      ...commonView(place, collection),
      revision: collection.revision,
      links: { items: `${urlOf(place, collection)}/Items`, permissions: `${urlOf(place, collection)}/Permissions` },
    }),
    stream: (stream) => ({ ...commonView(place, stream), links: { messages: `${urlOf(place, stream)}/Messages` } }),
    item: (collection, item) => itemView(place, collection, item),
    permission: (object, permission) => permissionView(place, object, permission),
  };
}

/** A service, and where it is reached. */
interface Place {
  readonly serviceSid: string;
  readonly serviceUrl: string;
}

const urlOf = ({ serviceUrl }: Place, object: SyncObject): string => `${serviceUrl}/${PATH[object.kind]}/${object.sid}`;

const serviceView = ({ serviceUrl }: Place, { sid, createdAt, config }: SyncService): object => ({
  sid,
  unique_name: config.uniqueName,
  account_sid: account.accountSid,
  friendly_name: config.friendlyName,
  date_created: isoOf(createdAt),
  date_updated: isoOf(config.updatedAt),
  url: serviceUrl,
  webhook_url: config.webhookUrl,
  webhooks_from_rest_enabled: config.webhooksFromRest,
  reachability_webhooks_enabled: config.reachabilityWebhooks,
  acl_enabled: config.aclEnabled,
  reachability_debouncing_enabled: config.reachabilityDebouncing,
  reachability_debouncing_window: config.reachabilityDebouncingMs,
  links: {
    documents: `${serviceUrl}/Documents`,
    lists: `${serviceUrl}/Lists`,
    maps: `${serviceUrl}/Maps`,
    streams: `${serviceUrl}/Streams`,
  },
});

const commonView = (place: Place, object: SyncObject): object => ({
  sid: object.sid,
  unique_name: object.uniqueName,
  account_sid: account.accountSid,
  service_sid: place.serviceSid,
  url: urlOf(place, object),
  date_created: isoOf(object.createdAt),
  date_updated: isoOf(object.updatedAt),
  date_expires: isoOrNull(object.expiresAt),
  created_by: object.createdBy,
});

const itemView = (place: Place, collection: SyncCollection, item: SyncItem): object => ({
  ...(collection.kind === 'map' ? { key: item.key, map_sid: collection.sid } : {}),
  ...(collection.kind === 'list' ? { index: item.key, list_sid: collection.sid } : {}),
  account_sid: account.accountSid,
  service_sid: place.serviceSid,
  url: `${urlOf(place, collection)}/Items/${encodeURIComponent(item.key)}`,
  revision: item.revision,
  data: item.data,
  date_created: isoOf(item.createdAt),
  date_updated: isoOf(item.updatedAt),
  date_expires: isoOrNull(item.expiresAt),
  created_by: item.createdBy,
});

const permissionView = (
  place: Place,
  object: SyncObject,
  { identity, read, write, manage }: IdentityPermission,
): object => ({
  account_sid: account.accountSid,
  service_sid: place.serviceSid,
  [`${object.kind}_sid`]: object.sid,
  identity,
  read,
  write,
  manage,
  url: `${urlOf(place, object)}/Permissions/${encodeURIComponent(identity)}`,
});
