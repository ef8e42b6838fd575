import {
  libraryOf,
  MAX_RESPONSE_BYTES,
  responseDocumentName,
  responseListName,
  SyncDocumentSid,
  type CannedResponseItem,
  type LibraryId,
  type ResponseId,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { responseDocument, responseItem } from '../../domain/responses/response-item';
import { readableToAll } from '../../store/outbox/grants';
import { readersOf, readLibrary } from '../../store/responses/library-read';
import { areListsUpToDate, leftoverDocuments } from '../../store/responses/response-links';
import { readPublishedOf } from '../../store/responses/response-read';
import { workerAttributesKey } from '../../store/outbox/sync-keys';
import { placedObjects } from '../../store/outbox/object-standing';
import type { ClaimedObject } from '../../store/outbox/sync-objects';
import { identitiesReading } from '../permissions/identities';
import { LIBRARY_TTL_SECONDS } from '../writes/lifetime';
import { projectCollection, removeCollection } from '../writes/project-collection';
import type { CollectionItem } from '../writes/put-items';
import { projectDocument, removeDocument } from '../writes/project-document';
import { untouched, type Projected, type ProjectionContext } from '../projection';

/** Three quarters of what Sync takes on one List, so that a renewal or a second process finds room. */
const ITEM_GAP_MS = 65;

/**
 * Brings the Document of a response up to date. One that is not published any more goes when the Lists of its library
 * have let it go: until then it stays as it is, and the last of them to be written calls for it again. No item names what
 * was never recorded.
 */
export async function projectResponse(
  context: ProjectionContext,
  object: ClaimedObject,
  id: ResponseId,
): Promise<Projected> {
  const { kysely } = context.database;
  const response = await context.reads.response(id);
  const isPublished = response?.status === 'published';
  const mayGo = isPublished || object.sid === null || (await areListsUpToDate(kysely, libraryOf(id)));
  if (!mayGo) return untouched(object);
  const projected = isPublished
    ? await projectDocument(context, object, {
        payload: (version) => responseDocument(response, version),
        ttlSeconds: LIBRARY_TTL_SECONDS,
        budgetBytes: MAX_RESPONSE_BYTES,
      })
    : await removeDocument(context, object);
  const listN = response?.listN ?? null;
  if (listN === null) return projected;
  const list = responseListName(libraryOf(id), listN);
  // An item that is not there may have waited for any of this; one that is there names the SID.
  const isListed = context.caches.get(list)?.items.has(id) === true && projected.sid === object.sid;
  return isListed ? projected : { ...projected, followers: [...(projected.followers ?? []), list] };
}

/**
 * Brings one List of a library up to date. An item comes into being when its Document is in Sync and whoever has a token
 * may read it, so that no browser meets an item that it cannot follow.
 */
export async function projectResponseList(
  context: ProjectionContext,
  object: ClaimedObject,
  { libraryId, n }: { readonly libraryId: LibraryId; readonly n: number },
): Promise<Projected> {
  const { kysely } = context.database;
  const library = await readLibrary(kysely, libraryId);
  const projected =
    library === null
      ? await removeCollection(context, object, 'list')
      : await projectCollection(context, object, {
          kind: 'list',
          items: await listItems(context, { libraryId, n, libraryName: library.name, libraryKind: library.kind }),
          ttlSeconds: LIBRARY_TTL_SECONDS,
          gapMs: ITEM_GAP_MS,
        });
  const isLinkChanged = projected.sid !== object.sid;
  const readers = isLinkChanged ? await readersOf(kysely, libraryId) : [];
  const leftovers = projected.isComplete ? await leftoverDocuments(kysely, libraryId) : [];
  // What its items would name may have vanished with it: they wait until that was looked at.
  const linked = projected.vanished ? await readPublishedOf(kysely, libraryId, n) : [];
  const documents = linked.map(({ id }) => responseDocumentName(id));
  return {
    ...projected,
    followers: [...(projected.followers ?? []), ...readers.map(workerAttributesKey), ...leftovers, ...documents],
  };
}

async function listItems(
  { database: { kysely }, clock, budgetBytes }: ProjectionContext,
  {
    libraryId,
    n,
    ...library
  }: {
    readonly libraryId: LibraryId;
    readonly n: number;
    readonly libraryName: string;
    readonly libraryKind: CannedResponseItem['libraryKind'];
  },
): Promise<Map<string, CollectionItem>> {
  const responses = await readPublishedOf(kysely, libraryId, n);
  const keys = responses.map(({ id }) => responseDocumentName(id));
  const documents = await placedObjects(kysely, keys);
  const readers = await identitiesReading(kysely, responseListName(libraryId, n), clock.now());
  const granted = await readableToAll(kysely, keys, readers);
  return new Map(
    responses.flatMap((response): [string, CollectionItem][] => {
      const key = responseDocumentName(response.id);
      const document = documents.get(key);
      if (document === undefined) return [];
      const documentSid = v.parse(SyncDocumentSid, document.sid);
      const isReady = document.isSettled && granted.has(key);
      const build = lazily(() => responseItem(response, { ...library, documentSid }, budgetBytes));
      return [[response.id, { payload: (version) => ({ ...build(), v: version }), isReady }]];
    }),
  );
}

/** Builds once, when it is asked for: an item that cannot be built must fail alone. */
function lazily<T>(build: () => T): () => T {
  let built: { readonly value: T } | null = null;
  return () => (built ??= { value: build() }).value;
}
