import type { Twilio } from 'twilio';
import type {
  CollectionState,
  ListedObject,
  SyncState,
  SyncTarget,
  SyncWriter,
  SyncWritten,
} from '../outbox/sync-port';
import { translationOf, type FailureTranslation } from './sync-failures';
import {
  collectionAt,
  createCollectionAt,
  createEntryAt,
  entryAt,
  itemsAt,
  objectsOf,
  permissionAt,
  type HelperCollection,
  type HelperLife,
  type HelperState,
  type SyncService,
} from './sync-resources';

const WORKER_PAGE_SIZE = 1_000;

/** {@link SyncWriter} over Twilio's REST API. */
export function createSyncWriter(
  client: Twilio,
  { syncServiceSid, workspaceSid }: { readonly syncServiceSid: string; readonly workspaceSid: string },
): SyncWriter {
  const service = client.sync.v1.services(syncServiceSid);
  const workspace = client.taskrouter.v1.workspaces(workspaceSid);
  const ofSync = translationOf(() => service.fetch());
  return {
    ...entryWriter(service, ofSync),
    ...collectionWriter(service, ofSync),
    ...objectWriter(service, ofSync),
    ...attributesWriter(
      workspace,
      translationOf(() => workspace.fetch()),
    ),
  };
}

/** Documents, and items of Maps and Lists. */
const entryWriter = (
  service: SyncService,
  { translated, orNull }: FailureTranslation,
): Pick<SyncWriter, 'get' | 'create' | 'update' | 'remove'> => ({
  get: (target) => orNull(async () => stateOf(await entryAt(service, target).fetch())),
  create: (target, { data, text, ttlSeconds }) =>
    translated(async () =>
      writtenOf(await createEntryAt(service, target, { data: text ?? data, ...ttlOf(ttlSeconds) })),
    ),
  update: (target, { data, text, ttlSeconds, ifMatch }) =>
    translated(async () =>
      writtenOf(await entryAt(service, known(target)).update({ data: text ?? data, ifMatch, ...ttlOf(ttlSeconds) })),
    ),
  remove: async (target) => {
    await orNull(() => entryAt(service, known(target)).remove());
  },
});

const collectionWriter = (
  service: SyncService,
  { translated, orNull }: FailureTranslation,
): Pick<SyncWriter, 'getCollection' | 'createCollection' | 'renewCollection' | 'removeCollection' | 'listItems'> => ({
  getCollection: (which) => orNull(async () => collectionStateOf(await collectionAt(service, which).fetch())),
  createCollection: (which, ttlSeconds) =>
    translated(async () => collectionStateOf(await createCollectionAt(service, which, ttlSeconds))),
  renewCollection: (which, ttlSeconds) =>
    translated(async () => collectionStateOf(await collectionAt(service, which).update({ ttl: ttlSeconds }))),
  removeCollection: async (which) => {
    await orNull(() => collectionAt(service, which).remove());
  },
  listItems: (which) => translated(async () => (await itemsAt(service, which)).map(stateOf)),
});

/** What there is by name, and who may read it. */
const objectWriter = (
  service: SyncService,
  { translated, orNull }: FailureTranslation,
): Pick<SyncWriter, 'listObjects' | 'grantRead' | 'grantWrite' | 'revokeRead'> => ({
  listObjects: (kind) =>
    translated(async () =>
      (await objectsOf(service, kind)).flatMap(({ uniqueName, sid, createdBy }): ListedObject[] =>
        uniqueName === null ? [] : [{ name: uniqueName, sid, stranger: strangerOf({ createdBy }) }],
      ),
    ),
  grantRead: (object, identity) =>
    translated(async () => {
      await permissionAt(service, object, identity).update({ read: true, write: false, manage: false });
    }),
  grantWrite: (object, identity) =>
    translated(async () => {
      await permissionAt(service, object, identity).update({ read: true, write: true, manage: false });
    }),
  revokeRead: async (object, identity) => {
    await orNull(() => permissionAt(service, object, identity).remove());
  },
});

const attributesWriter = (
  { workers }: ReturnType<Twilio['taskrouter']['v1']['workspaces']>,
  { translated, orNull }: FailureTranslation,
): Pick<SyncWriter, 'getAttributes' | 'putAttributes' | 'listAttributes'> => ({
  getAttributes: (workerSid) =>
    orNull(async () => {
      const { body, headers } = await workers(workerSid).fetchWithHttpInfo();
      const etag = headers['etag'];
      if (etag === undefined) throw new Error(`TaskRouter gave no ETag for worker ${workerSid}`);
      return { attributes: body.attributes, etag };
    }),
  putAttributes: (workerSid, attributes, ifMatch) =>
    translated(async () => {
      await workers(workerSid).update({ attributes, ifMatch });
    }),
  listAttributes: () =>
    translated(async () => {
      const all = await workers.list({ pageSize: WORKER_PAGE_SIZE });
      return new Map(all.map(({ sid, attributes }) => [sid, attributes]));
    }),
});

/** Without the field, the object keeps the life it has. */
const ttlOf = (ttlSeconds: number | undefined): { ttl?: number } =>
  ttlSeconds === undefined ? {} : { ttl: ttlSeconds };

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
