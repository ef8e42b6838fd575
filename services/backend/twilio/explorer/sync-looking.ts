import type { ExplorerKind } from '@flex-sync-suite/shared/contract';
import type { Twilio } from 'twilio';
import { jsonBytes, isShallow, shallow } from '../../domain/explorer/json-shape';
import type { ItemsPlace, PermittedPlace, SyncLooking } from '../../domain/explorer/sync-looking';
import type {
  ObjectPlace,
  PageMark,
  PagePlace,
  SeenItem,
  SeenObject,
  SeenPage,
  SeenPermission,
  SeenService,
  SeenWrite,
} from '../../domain/explorer/seen';
import { Refusal } from '../../base/refusal';
import { TwilioRequestError } from '../request-error';
import {
  itemAt,
  itemsAt,
  objectAt,
  objectsAt,
  permissionsAt,
  type HelperItem,
  type HelperObject,
  type HelperPage,
} from './helper-objects';
import { namedOrNull, orNull, refusalOf } from './look-failures';

/** Of an object without a revision. */
const NONE = '';

/** Looks into any Sync service over Twilio's REST API; each call is one request, made once. */
export function createSyncLooking(client: Twilio): SyncLooking {
  const at = (serviceSid: string) => client.sync.v1.services(serviceSid);
  return {
    service: (serviceSid: string): Promise<SeenService | null> =>
      orNull(async () => {
        const found = await at(serviceSid).fetch();
        return {
          ...{ sid: found.sid, uniqueName: nameOf(found.uniqueName), friendlyName: nameOf(found.friendlyName) },
          ...{ aclEnabled: found.aclEnabled, webhookUrl: withoutQuery(found.webhookUrl) },
          webhooksFromRestEnabled: found.webhooksFromRestEnabled,
          reachabilityWebhooksEnabled: found.reachabilityWebhooksEnabled,
        } as SeenService;
      }),
    objects: (serviceSid: string, kind: ExplorerKind, place: PagePlace): Promise<SeenPage<SeenObject> | null> =>
      paged(() => objectsAt(at(serviceSid), kind).page(optionsOf(place)), objectOf(kind)),
    object: async (serviceSid: string, kind: ExplorerKind, sidOrName: string): Promise<SeenObject | null> => {
      const segment = segmentOf(sidOrName);
      if (segment === null) return null;
      const found = await namedOrNull(() => objectAt(at(serviceSid), kind, segment).fetch());
      return found === null ? null : objectOf(kind)(found);
    },
    items: (
      { serviceSid, kind, sid }: ItemsPlace,
      place: PagePlace,
      from?: string,
    ): Promise<SeenPage<SeenItem> | null> =>
      paged(
        () => itemsAt(at(serviceSid), kind, sid).page({ ...optionsOf(place), ...(from === undefined ? {} : { from }) }),
        itemOf,
      ),
    item: async ({ serviceSid, kind, sid }: ItemsPlace, key: string): Promise<SeenItem | null> => {
      const segment = itemSegment(kind, key);
      if (segment === null) return null;
      const found = await namedOrNull(() => itemAt(at(serviceSid), kind, sid, segment).fetch());
      return found === null ? null : itemOf(found);
    },
    permissions: (
      { serviceSid, kind, sid }: PermittedPlace,
      pageSize: number,
    ): Promise<SeenPage<SeenPermission> | null> =>
      paged(
        () => permissionsAt(at(serviceSid), kind, sid).page({ pageSize }),
        ({ identity, read, write, manage }) => ({ identity, read, write, manage }),
      ),
    ...changesOf(at),
  };
}

/** What of Sync can be changed from the explorer. */
const changesOf = (at: (serviceSid: string) => ReturnType<Twilio['sync']['v1']['services']>) => ({
  writeData: (
    { serviceSid, kind, sid }: ObjectPlace,
    key: string | null,
    { data, ifMatch }: { readonly data: object; readonly ifMatch: string },
  ): Promise<SeenWrite> =>
    written(async () => {
      const service = at(serviceSid);
      if (kind === 'document') return (await service.documents(sid).update({ data, ifMatch })).revision;
      const segment = kind === 'stream' || key === null ? null : itemSegment(kind, key);
      if (kind === 'stream' || segment === null) return null;
      return (await itemAt(service, kind, sid, segment).update({ data, ifMatch })).revision;
    }),
  setTtl: ({ serviceSid, kind, sid }: ObjectPlace, ttl: number): Promise<SeenWrite> =>
    written(async () => {
      await objectAt(at(serviceSid), kind, sid).update({ ttl });
      return NONE;
    }),
  removeItem: ({ serviceSid, kind, sid }: ItemsPlace, key: string, ifMatch: string): Promise<SeenWrite> =>
    written(async () => {
      const segment = itemSegment(kind, key);
      if (segment === null) return null;
      await itemAt(at(serviceSid), kind, sid, segment).remove({ ifMatch });
      return NONE;
    }),
});

/** @param write resolves with the new revision, or with null for what cannot be there */
async function written(write: () => Promise<string | null>): Promise<SeenWrite> {
  try {
    const revision = await write();
    return revision === null ? { outcome: 'missing' } : { outcome: 'written', revision };
  } catch (error) {
    if (!(error instanceof TwilioRequestError)) throw error;
    if (error.status === 404) return { outcome: 'missing' };
    if (error.status === 412) return { outcome: 'changed' };
    throw refusalOf(error);
  }
}

/** A page; null where what holds it is not there. @throws Refusal `invalid` where Sync does not know the place */
async function paged<Found, Seen>(
  call: () => Promise<HelperPage<Found>>,
  seenOf: (found: Found) => Seen,
): Promise<SeenPage<Seen> | null> {
  try {
    const page = await orNull(call);
    return page === null ? null : { seen: page.instances.map(seenOf), next: markOf(page.nextPageUrl) };
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'unprocessable') throw error;
    throw new Refusal('invalid', 'invalid_cursor', 'No page of Sync begins there. Begin again.', { cause: error });
  }
}

const optionsOf = ({ pageSize, after }: PagePlace) => ({
  pageSize,
  ...(after === null ? {} : { pageNumber: after.pageNumber }),
  ...(after?.pageToken == null ? {} : { pageToken: after.pageToken }),
});

/** What of a link to the next page says where it begins; the link itself is followed by nobody. */
function markOf(url: string | undefined): PageMark | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const query = new URL(url).searchParams;
  const page = query.get('Page') ?? '';
  return { pageNumber: /^\d{1,9}$/.test(page) ? Number(page) : 0, pageToken: query.get('PageToken') };
}

/**
 * A name or key as one segment of a path, which the helper writes as it is; null for what cannot be one: dots would be
 * another path, and half of a character has no UTF-8.
 */
function segmentOf(text: string): string | null {
  if (text === '' || text === '.' || text === '..' || LONE_SURROGATE.test(text)) return null;
  return encodeURIComponent(text);
}

/** The index of a List's item is a number, and nothing that JavaScript takes for one. */
const itemSegment = (kind: 'map' | 'list', key: string): string | null =>
  kind === 'map' ? segmentOf(key) : /^\d{1,15}$/.test(key) ? String(Number(key)) : null;

// With the u flag a surrogate pair is one character, so \p{Surrogate} finds only the lone ones.
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Twilio has both for none. */
const nameOf = (name: string | null): string | null => (name === '' ? null : name);

function withoutQuery(url: string | null | undefined): string | null {
  if (url == null || !URL.canParse(url)) return null;
  const { host, pathname } = new URL(url);
  return host + pathname;
}

const instantOf = (date: Date): string => date.toISOString();

const lifeOf = ({ createdBy, dateCreated, dateUpdated, dateExpires }: HelperObject | HelperItem) => ({
  createdBy,
  createdAt: instantOf(dateCreated),
  updatedAt: instantOf(dateUpdated),
  expiresAt: dateExpires == null ? null : instantOf(dateExpires),
});

const objectOf =
  (kind: ExplorerKind) =>
  (found: HelperObject): SeenObject => {
    const { sid, uniqueName, data } = found;
    const isDocument = kind === 'document';
    return {
      object: {
        ...{ kind, sid, uniqueName: nameOf(uniqueName), ...lifeOf(found) },
        revision: kind === 'stream' ? null : (found.revision ?? null),
        bytes: isDocument ? jsonBytes(data) : null,
      },
      data: isDocument ? dataOf(data) : null,
      isWhole: isShallow(data),
    };
  };

const itemOf = (found: HelperItem): SeenItem => {
  const { key, index, revision = NONE, data } = found;
  return {
    item: { key: key ?? String(index), data: dataOf(data), revision, bytes: jsonBytes(data), ...lifeOf(found) },
    isWhole: isShallow(data),
  };
};

/** Sync takes JSON objects alone. */
const dataOf = (data: unknown): Record<string, unknown> =>
  shallow(typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>;
