import type { Twilio } from 'twilio';
import type {
  CollectionState,
  GrantedObject,
  ListedObject,
  SyncCollection,
  SyncState,
  SyncTarget,
  SyncWriter,
  SyncWritten,
} from '../outbox/sync-port';
import { translationOf } from './sync-failures';

/** The largest page that every version of the documentation allows. */
const PAGE_SIZE = 100;
const WORKER_PAGE_SIZE = 1_000;

interface HelperLife {
  /** Twilio leaves the field out for an object without a TTL. */
  readonly dateExpires: Date | null;
  readonly createdBy: string;
}

/** A Sync object as the helper returns it; its own types say `any` for the data. */
interface HelperState extends HelperLife {
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

type EntryContext = HelperContext<HelperState, { data: object; ifMatch: string; ttl?: number }>;
type HelperCollection = HelperLife & { readonly sid: string };
type CollectionContext = HelperContext<HelperCollection, { ttl: number }>;

/** {@link SyncWriter} over Twilio's REST API. */
export function createSyncWriter(
  client: Twilio,
  { syncServiceSid, workspaceSid }: { readonly syncServiceSid: string; readonly workspaceSid: string },
): SyncWriter {
  const service = client.sync.v1.services(syncServiceSid);
  const { workers } = client.taskrouter.v1.workspaces(workspaceSid);

  function contextOf(target: SyncTarget): EntryContext {
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

  function createAt(target: SyncTarget, options: { data: object; ttl?: number }): Promise<HelperState> {
    switch (target.kind) {
      case 'document':
        return service.documents.create({ ...options, uniqueName: target.name });
      case 'map-item':
        return service.syncMaps(target.of.sid).syncMapItems.create({ ...options, key: target.key });
      case 'list-item':
        return service.syncLists(target.of.sid).syncListItems.create(options);
    }
  }

  const collection = ({ kind, name, sid }: SyncCollection): CollectionContext =>
    kind === 'map' ? service.syncMaps(sid ?? name) : service.syncLists(sid ?? name);
  const createCollection = ({ kind, name }: SyncCollection, ttl: number): Promise<HelperCollection> => {
    const options = { uniqueName: name, ttl };
    return kind === 'map' ? service.syncMaps.create(options) : service.syncLists.create(options);
  };

  function permissionOf({ kind, sid }: GrantedObject, identity: string) {
    if (kind === 'document') return service.documents(sid).documentPermissions(identity);
    return kind === 'map'
      ? service.syncMaps(sid).syncMapPermissions(identity)
      : service.syncLists(sid).syncListPermissions(identity);
  }

  const { translated, orNull } = translationOf(() => service.fetch());
  const ofWorkers = translationOf(() => client.taskrouter.v1.workspaces(workspaceSid).fetch());

  return {
    get: (target) => orNull(async () => stateOf(await contextOf(target).fetch())),
    create: (target, { data, ttlSeconds }) =>
      translated(async () =>
        writtenOf(await createAt(target, { data, ...(ttlSeconds === undefined ? {} : { ttl: ttlSeconds }) })),
      ),
    update: (target, { data, ttlSeconds, ifMatch }) =>
      translated(async () => {
        const options = { data, ifMatch, ...(ttlSeconds === undefined ? {} : { ttl: ttlSeconds }) };
        return writtenOf(await contextOf(known(target)).update(options));
      }),
    remove: async (target) => {
      await orNull(() => contextOf(known(target)).remove());
    },

    getCollection: (which) => orNull(async () => collectionStateOf(await collection(which).fetch())),
    createCollection: (which, ttlSeconds) =>
      translated(async () => collectionStateOf(await createCollection(which, ttlSeconds))),
    renewCollection: (which, ttlSeconds) =>
      translated(async () => collectionStateOf(await collection(which).update({ ttl: ttlSeconds }))),
    removeCollection: async (which) => {
      await orNull(() => collection(which).remove());
    },

    listItems: ({ kind, sid }) =>
      translated(async () => {
        const items: HelperState[] =
          kind === 'map'
            ? await service.syncMaps(sid).syncMapItems.list({ pageSize: PAGE_SIZE })
            : await service.syncLists(sid).syncListItems.list({ pageSize: PAGE_SIZE });
        return items.map(stateOf);
      }),
    listObjects: (kind) =>
      translated(async () => {
        const objects: { readonly uniqueName: string | null; readonly sid: string; readonly createdBy: string }[] =
          kind === 'document'
            ? await service.documents.list({ pageSize: PAGE_SIZE })
            : await service.syncLists.list({ pageSize: PAGE_SIZE });
        return objects.flatMap(({ uniqueName, sid, createdBy }): ListedObject[] =>
          uniqueName === null ? [] : [{ name: uniqueName, sid, stranger: strangerOf({ createdBy }) }],
        );
      }),

    grantRead: (object, identity) =>
      translated(async () => {
        await permissionOf(object, identity).update({ read: true, write: false, manage: false });
      }),

    getAttributes: (workerSid) =>
      ofWorkers.orNull(async () => {
        const { body, headers } = await workers(workerSid).fetchWithHttpInfo();
        const etag = headers['etag'];
        if (etag === undefined) throw new Error(`TaskRouter gave no ETag for worker ${workerSid}`);
        return { attributes: body.attributes, etag };
      }),
    putAttributes: (workerSid, attributes, ifMatch) =>
      ofWorkers.translated(async () => {
        await workers(workerSid).update({ attributes, ifMatch });
      }),
    listAttributes: () =>
      ofWorkers.translated(async () => {
        const all = await workers.list({ pageSize: WORKER_PAGE_SIZE });
        return new Map(all.map(({ sid, attributes }) => [sid, attributes]));
      }),
  };
}

/** What Sync says of everything that is created over REST, which no token of a browser can do. */
const BY_REST = 'system';

const strangerOf = ({ createdBy }: Pick<HelperLife, 'createdBy'>): string | null =>
  createdBy === BY_REST ? null : createdBy;

/** To write over or remove by name could hit somebody else's Document. */
function known(target: SyncTarget): SyncTarget {
  if (target.kind === 'document' && typeof target.sid !== 'string') {
    throw new RangeError(`The Document ${target.name} was named without its SID`);
  }
  return target;
}

const endOf = ({ dateExpires }: HelperLife): number | null => dateExpires?.getTime() ?? null;

const collectionStateOf = (object: HelperCollection): CollectionState => ({
  sid: object.sid,
  expiresAt: endOf(object),
  stranger: strangerOf(object),
});

const writtenOf = (object: HelperState): SyncWritten => ({
  id: object.sid ?? object.key ?? String(object.index),
  revision: object.revision,
  expiresAt: endOf(object),
});

const stateOf = (object: HelperState): SyncState => ({
  ...writtenOf(object),
  stranger: strangerOf(object),
  data: object.data,
});
