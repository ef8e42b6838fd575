import { account } from '../base/account';
import type { EndpointChange } from '../sync/endpoints';
import type { ItemChanged, ObjectChange, SyncCollection, SyncDocument } from '../sync/sync-model';

/** The form of one webhook of Sync, with the names of docs.twilio.com, "Sync webhooks". */
export type WebhookFields = Readonly<Record<string, string>> & { readonly EventType: string };

/** Null for what has no webhook: Streams and their messages. */
export function objectFields(serviceSid: string, change: ObjectChange): WebhookFields | null {
  const own = ownFields(change);
  if (own === null) return null;
  const { identity = null, endpointId } = change.caller ?? {};
  return {
    AccountSid: account.accountSid,
    ServiceSid: serviceSid,
    Identity: identity ?? 'system',
    ...(endpointId === undefined ? {} : { EndpointId: endpointId }),
    ...own,
  };
}

export const endpointFields = (serviceSid: string, change: EndpointChange): WebhookFields => ({
  AccountSid: account.accountSid,
  ServiceSid: serviceSid,
  Identity: change.identity,
  EndpointId: change.endpointId,
  EventType: change.type,
});

function ownFields({ object, event }: ObjectChange): WebhookFields | null {
  switch (object.kind) {
    case 'document':
      return documentFields(object, event.type);
    case 'map':
    case 'list':
      return 'item' in event ? itemFields(object, event) : collectionFields(object, event.type);
    case 'stream':
      return null;
  }
}

const DOCUMENT_EVENTS = {
  object_created: 'document_created',
  document_updated: 'document_updated',
  object_removed: 'document_removed',
} as const;

const COLLECTION_EVENTS = { object_created: 'created', object_removed: 'removed' } as const;

function documentFields(document: SyncDocument, type: ObjectChange['event']['type']): WebhookFields | null {
  if (!isKeyOf(DOCUMENT_EVENTS, type)) return null;
  return {
    EventType: DOCUMENT_EVENTS[type],
    DocumentSid: document.sid,
    ...nameFields('Document', document.uniqueName),
    DocumentRevision: integerOf(document.revision),
    ...(type === 'object_removed' ? {} : { DocumentData: JSON.stringify(document.data) }),
  };
}

function collectionFields(collection: SyncCollection, type: ObjectChange['event']['type']): WebhookFields | null {
  if (!isKeyOf(COLLECTION_EVENTS, type)) return null;
  return {
    EventType: `${collection.kind}_${COLLECTION_EVENTS[type]}`,
    ...collectionName(collection),
    [`${PREFIX[collection.kind]}Revision`]: integerOf(collection.revision),
  };
}

const itemFields = (collection: SyncCollection, { type, id, item }: ItemChanged): WebhookFields => ({
  EventType: `${collection.kind}_${type}`,
  ...collectionName(collection),
  EventId: String(id),
  [collection.kind === 'map' ? 'ItemKey' : 'ItemIndex']: String(item.key),
  ItemRevision: integerOf(item.revision),
  ...(type === 'item_removed' ? {} : { ItemData: JSON.stringify(item.data) }),
});

const PREFIX = { map: 'Map', list: 'List' } as const;

function collectionName({ kind, sid, uniqueName }: SyncCollection): Readonly<Record<string, string>> {
  return { [`${PREFIX[kind]}Sid`]: sid, ...nameFields(PREFIX[kind], uniqueName) };
}

const nameFields = (prefix: string, uniqueName: string | null): Readonly<Record<string, string>> =>
  uniqueName === null ? {} : { [`${prefix}UniqueName`]: uniqueName };

/** Where SDK and REST show hexadecimal, a webhook has "an integer". */
const integerOf = (revision: string): string => String(parseInt(revision, 16));

const isKeyOf = <Key extends string>(table: Readonly<Record<Key, string>>, key: string): key is Key =>
  Object.hasOwn(table, key);
