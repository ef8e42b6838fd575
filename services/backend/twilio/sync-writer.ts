import type { Twilio } from 'twilio';
import { SyncWriteError, type SyncFailure, type SyncTarget, type SyncWriter } from '../project/sync-writer';
import { TwilioRequestError } from './request-error';

/** The largest page that every version of the documentation allows. */
const PAGE_SIZE = 100;

/** A Sync object as the helper returns it; its own types say `any` for the data. */
interface HelperState {
  readonly revision: string;
  readonly data: unknown;
  readonly dateExpires: Date | null;
}

/** {@link SyncWriter} over Twilio's REST API. */
export function createSyncWriter(client: Twilio, syncServiceSid: string): SyncWriter {
  const service = client.sync.v1.services(syncServiceSid);
  const items = (map: string) => service.syncMaps(map).syncMapItems;

  const context = (target: SyncTarget) =>
    target.kind === 'document' ? service.documents(target.name) : items(target.map)(target.key);

  return {
    get: (target) => orNull(async () => stateOf(await context(target).fetch())),

    create: (target, { data, ttlSeconds }) =>
      translated(async () => {
        const options = { data, ...(ttlSeconds === undefined ? {} : { ttl: ttlSeconds }) };
        return writtenOf(
          target.kind === 'document'
            ? await service.documents.create({ ...options, uniqueName: target.name })
            : await items(target.map).create({ ...options, key: target.key }),
        );
      }),

    update: (target, { data, ttlSeconds, ifMatch }) =>
      translated(async () => {
        const options = { data, ifMatch, ...(ttlSeconds === undefined ? {} : { ttl: ttlSeconds }) };
        return writtenOf(
          target.kind === 'document'
            ? await service.documents(target.name).update(options)
            : await items(target.map)(target.key).update(options),
        );
      }),

    remove: async (target) => {
      await orNull(() => context(target).remove());
    },

    getMap: (name) => orNull(async () => lifeOf(await service.syncMaps(name).fetch())),
    createMap: (name, ttlSeconds) =>
      translated(async () => lifeOf(await service.syncMaps.create({ uniqueName: name, ttl: ttlSeconds }))),
    renewMap: (name, ttlSeconds) =>
      translated(async () => lifeOf(await service.syncMaps(name).update({ ttl: ttlSeconds }))),

    listItems: (map) =>
      translated(async () =>
        (await items(map).list({ pageSize: PAGE_SIZE })).map((item) => ({ key: item.key, ...stateOf(item) })),
      ),

    grantRead: ({ kind, name }, identity) =>
      translated(async () => {
        const permission =
          kind === 'document'
            ? service.documents(name).documentPermissions(identity)
            : service.syncMaps(name).syncMapPermissions(identity);
        await permission.update({ read: true, write: false, manage: false });
      }),
  };
}

const lifeOf = (object: { readonly dateExpires: Date | null }): { expiresAt: number | null } => ({
  // Twilio leaves the field out for an object without a TTL.
  expiresAt: object.dateExpires?.getTime() ?? null,
});

const writtenOf = (object: HelperState): { revision: string; expiresAt: number | null } => ({
  revision: object.revision,
  ...lifeOf(object),
});

const stateOf = (object: HelperState): ReturnType<typeof writtenOf> & { data: unknown } => ({
  ...writtenOf(object),
  data: object.data,
});

async function orNull<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await translated(call);
  } catch (error) {
    if (error instanceof SyncWriteError && error.failure === 'missing') return null;
    throw error;
  }
}

async function translated<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof TwilioRequestError)) throw error;
    throw new SyncWriteError(failureOf(error.status), error.status, error.retryAfterMs, error.message, {
      cause: error,
    });
  }
}

function failureOf(status: number | null): SyncFailure {
  if (status === null || status >= 500) return 'unavailable';
  if (status === 404) return 'missing';
  if (status === 409) return 'exists';
  if (status === 412) return 'conflict';
  return status === 429 ? 'throttled' : 'refused';
}
