import { account } from '../base/account';
import type { SyncCollection, SyncDocument, SyncItem, SyncObject, SyncStream } from '../sync/sync-model';

/** The SDK calls the URLs it was given, and Twilsock carries their host name along: it is never resolved. */
const CDS_URL = 'https://cds.us1.twilio.com';

const PATH = { document: 'Documents', map: 'Maps', list: 'Lists', stream: 'Streams' } as const;

export const isoOf = (ms: number): string => new Date(ms).toISOString();
export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : isoOf(ms));

export const cdsServiceUrl = (serviceSid: string): string => `${CDS_URL}/v3/Services/${serviceSid}`;
export const cdsUrl = CDS_URL;

const objectUrl = (serviceSid: string, kind: SyncObject['kind'], sid: string): string =>
  `${cdsServiceUrl(serviceSid)}/${PATH[kind]}/${sid}`;

export const itemUrl = (serviceSid: string, kind: 'map' | 'list', objectSid: string, key: string | number): string =>
  `${objectUrl(serviceSid, kind, objectSid)}/Items/${encodeURIComponent(key)}`;

function commonView(serviceSid: string, object: SyncObject) {
  return {
    sid: object.sid,
    unique_name: object.uniqueName,
    account_sid: account.accountSid,
    service_sid: serviceSid,
    url: objectUrl(serviceSid, object.kind, object.sid),
    date_created: isoOf(object.createdAt),
    date_updated: isoOf(object.updatedAt),
    date_expires: isoOrNull(object.expiresAt),
    created_by: object.createdBy,
    type: object.kind,
  };
}

/** Root of a Document; only the answer to a GET carries the data. */
export function documentView(serviceSid: string, document: SyncDocument, withData: boolean): object {
  const { revision, lastEventId } = document;
  return {
    ...commonView(serviceSid, document),
    revision,
    last_event_id: lastEventId,
    ...(withData ? { data: document.data } : {}),
    links: { permissions: `${objectUrl(serviceSid, 'document', document.sid)}/Permissions` },
  };
}

/** Root of a Map or a List. */
export function collectionView(serviceSid: string, collection: SyncCollection): object {
  const url = objectUrl(serviceSid, collection.kind, collection.sid);
  return {
    ...commonView(serviceSid, collection),
    revision: collection.revision,
    last_event_id: collection.lastEventId,
    links: {
      items: `${url}/Items`,
      permissions: `${url}/Permissions`,
      ...(collection.kind === 'list' ? { context: `${url}/Context` } : {}),
    },
  };
}

/** Root of a Stream: it has neither revision nor events. */
export function streamView(serviceSid: string, stream: SyncStream): object {
  return {
    ...commonView(serviceSid, stream),
    links: { messages: `${objectUrl(serviceSid, 'stream', stream.sid)}/Messages` },
  };
}

export function itemView(serviceSid: string, collection: SyncCollection, item: SyncItem, withData: boolean): object {
  const { kind, sid } = collection;
  return {
    ...(kind === 'map' ? { key: item.key, map_sid: sid } : { index: item.key, list_sid: sid }),
    account_sid: account.accountSid,
    service_sid: serviceSid,
    url: itemUrl(serviceSid, kind, sid, item.key),
    revision: item.revision,
    last_event_id: item.lastEventId,
    date_created: isoOf(item.createdAt),
    date_updated: isoOf(item.updatedAt),
    date_expires: isoOrNull(item.expiresAt),
    created_by: item.createdBy,
    ...(withData ? { data: item.data } : {}),
  };
}
