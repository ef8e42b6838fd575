import { createHash } from 'node:crypto';
import { REST_CALLER, type SyncDocument, type SyncItem } from '../../../local-twilio/sync/sync-model';
import { SyncError } from '../../../local-twilio/sync/sync-error';
import type { SyncService } from '../../../local-twilio/sync/sync-service';
import { TwilioRequestError } from '../../twilio/request-error';
import { translationOf } from '../../twilio/sync-failures';
import { SyncWriteError, type CollectionState, type SyncState, type SyncTarget, type SyncWriter } from '../sync-port';

interface Life {
  readonly createdBy: string;
  readonly expiresAt: number | null;
}

const lifeOf = ({ createdBy, expiresAt }: Life) => ({
  expiresAt,
  stranger: createdBy === 'system' ? null : createdBy,
});
const documentState = (document: SyncDocument): SyncState => ({
  ...{ id: document.sid, revision: document.revision, data: document.data },
  ...lifeOf(document),
});
const itemState = (item: SyncItem): SyncState => ({
  ...{ id: String(item.key), revision: item.revision, data: item.data },
  ...lifeOf(item),
});
const collectionState = (collection: Life & { readonly sid: string }): CollectionState => ({
  sid: collection.sid,
  ...lifeOf(collection),
});
const changeOf = ({ data, ttlSeconds }: { readonly data: object; readonly ttlSeconds?: number }) => ({
  data,
  ...(ttlSeconds === undefined ? {} : { ttl: ttlSeconds }),
});
const etagOf = (text: string): string => createHash('sha256').update(text).digest('hex');

// What the real port does when the REST API refuses, and nothing of our own.
const { translated, orNull } = translationOf(() => Promise.resolve());

/** The same request to the engine as the REST API makes, refused as the REST API refuses. */
async function ask<T>(call: () => T): Promise<T> {
  try {
    return await Promise.resolve(call());
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    const { status, code, message } = error;
    throw new TwilioRequestError(status, code, null, message, { cause: error });
  }
}

/**
 * The projector's port over the Sync engine of Local Twilio, in this process.
 * @param attributes of the workers as JSON text, by SID; a worker that is not there does not exist
 */
export function createEmulatedWriter(service: SyncService, attributes: Map<string, string>): SyncWriter {
  const collections = (kind: 'map' | 'list') => (kind === 'map' ? service.maps : service.lists);
  const itemsOf = (target: Exclude<SyncTarget, { kind: 'document' }>) =>
    target.kind === 'map-item'
      ? ([service.maps, target.of.sid, target.key] as const)
      : ([service.lists, target.of.sid, target.index ?? -1] as const);

  function read(target: SyncTarget): SyncState {
    if (target.kind === 'document') {
      return documentState(service.documents.get(REST_CALLER, target.sid ?? target.name));
    }
    const [of, sid, key] = itemsOf(target);
    return itemState(of.getItem(REST_CALLER, sid, key).item);
  }

  function allItems(kind: 'map' | 'list', sid: string): SyncState[] {
    const states: SyncState[] = [];
    for (let pageToken: string | null | undefined; pageToken !== null;) {
      const query = { pageSize: '100', ...(pageToken === undefined ? {} : { pageToken }) };
      const { page } = collections(kind).page(REST_CALLER, sid, query);
      states.push(...page.items.map(itemState));
      pageToken = page.nextToken;
    }
    return states;
  }

  return {
    get: (target) => orNull(() => ask(() => read(target))),
    create: (target, write) =>
      translated(() =>
        ask(() => {
          const change = changeOf(write);
          if (target.kind === 'document') {
            return documentState(service.documents.create(REST_CALLER, { ...change, uniqueName: target.name }));
          }
          const { sid } = target.of;
          return target.kind === 'map-item'
            ? itemState(service.maps.write(REST_CALLER, sid, target.key, change, 'add').item)
            : itemState(service.lists.push(REST_CALLER, sid, change).item);
        }),
      ),
    update: (target, { ifMatch, ...write }) =>
      translated(() =>
        ask(() => {
          const change = { ...changeOf(write), ifMatch };
          if (target.kind === 'document') {
            return documentState(service.documents.update(REST_CALLER, target.sid ?? target.name, change));
          }
          const [of, sid, key] = itemsOf(target);
          return itemState(of.write(REST_CALLER, sid, key, change, 'update').item);
        }),
      ),
    remove: async (target) => {
      await orNull(() =>
        ask(() => {
          if (target.kind === 'document') {
            service.documents.remove(REST_CALLER, target.sid ?? target.name);
            return;
          }
          const [of, sid, key] = itemsOf(target);
          of.removeItem(REST_CALLER, sid, key);
        }),
      );
    },
    getCollection: ({ kind, name, sid }) =>
      orNull(() => ask(() => collectionState(collections(kind).get(REST_CALLER, sid ?? name)))),
    createCollection: ({ kind, name }, ttl) =>
      translated(() => ask(() => collectionState(collections(kind).create(REST_CALLER, { uniqueName: name, ttl })))),
    renewCollection: ({ kind, sid }, ttl) =>
      translated(() => ask(() => collectionState(collections(kind).setTtl(REST_CALLER, sid, ttl)))),
    removeCollection: async ({ kind, sid }) => {
      await orNull(() =>
        ask(() => {
          collections(kind).remove(REST_CALLER, sid);
        }),
      );
    },
    listItems: ({ kind, sid }) => translated(() => ask(() => allItems(kind, sid))),
    listObjects: (kind) =>
      translated(() =>
        ask(() =>
          service.store
            .list(kind)
            .flatMap((object) =>
              object.uniqueName === null
                ? []
                : [{ name: object.uniqueName, sid: object.sid, stranger: lifeOf(object).stranger }],
            ),
        ),
      ),
    grantRead: ({ kind, sid }, identity) =>
      translated(() =>
        ask(() => {
          service.permissions.set(kind, sid, identity, { read: true, write: false, manage: false });
        }),
      ),
    grantWrite: ({ kind, sid }, identity) =>
      translated(() =>
        ask(() => {
          service.permissions.set(kind, sid, identity, { read: true, write: true, manage: false });
        }),
      ),
    revokeRead: async ({ kind, sid }, identity) => {
      await orNull(() =>
        ask(() => {
          service.permissions.remove(kind, sid, identity);
        }),
      );
    },
    getAttributes: (workerSid) => {
      const text = attributes.get(workerSid);
      return Promise.resolve(text === undefined ? null : { attributes: text, etag: etagOf(text) });
    },
    putAttributes: async (workerSid, text, ifMatch) => {
      const held = attributes.get(workerSid);
      if (held === undefined) throw new SyncWriteError('missing', 404, null, 'there is no such worker');
      if (etagOf(held) !== ifMatch) throw new SyncWriteError('conflict', 412, null, 'the worker was changed meanwhile');
      attributes.set(workerSid, text);
      await Promise.resolve();
    },
    listAttributes: () => Promise.resolve(new Map(attributes)),
  };
}
