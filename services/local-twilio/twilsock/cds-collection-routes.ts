import type { HostRequest, HostResponse } from '../http/host-app';
import type { PathParams, Route } from '../http/router';
import type { Collections } from '../sync/collections';
import { syncErrors } from '../sync/sync-error';
import type { SyncCollection } from '../sync/sync-model';
import { fieldsOf, idOf, ifMatchOf, pageBody, withRevision, type CdsRoute, type CdsScope } from './cds-request';
import { collectionView, itemView } from './cds-views';

/** What a connection must know of a read, to replay what happens before it subscribes. */
export type OnItemsRead = (collection: SyncCollection) => void;

/** `/Maps` or `/Lists`, with their items. */
export function collectionRoutes(
  route: CdsRoute,
  name: 'Maps' | 'Lists',
  scope: CdsScope,
  onItemsRead: OnItemsRead,
): readonly Route[] {
  const collections = name === 'Maps' ? scope.service.maps : scope.service.lists;
  return [
    ...wholeRoutes(route, name, scope, collections),
    ...pageRoutes(route, name, scope, collections, onItemsRead),
    ...itemRoutes(route, name, scope, collections),
  ];
}

/** A collection as a whole. */
function wholeRoutes(
  route: CdsRoute,
  name: 'Maps' | 'Lists',
  { service: { sid }, caller }: CdsScope,
  collections: Collections,
): readonly Route[] {
  const found = (collection: SyncCollection, status = 200): HostResponse =>
    withRevision(status, collection.revision, collectionView(sid, collection));
  return [
    ...route('POST', `/${name}`, (request) => {
      const { unique_name, ttl } = fieldsOf(request);
      return found(collections.create(caller, { uniqueName: unique_name, ttl }), 201);
    }),
    ...route('GET', `/${name}/:id`, (request, params) => {
      const collection = collections.get(caller, idOf(params));
      if (request.query.get('Include') !== 'items') return found(collection);
      const items = [...collection.items.values()].map((item) => itemView(sid, collection, item, true));
      return withRevision(200, collection.revision, { ...collectionView(sid, collection), items });
    }),
    ...route('POST', `/${name}/:id`, (request, params) =>
      found(collections.setTtl(caller, idOf(params), fieldsOf(request)['ttl'])),
    ),
    ...route('DELETE', `/${name}/:id`, (_request, params) => {
      collections.remove(caller, idOf(params));
      return { status: 204 };
    }),
  ];
}

/** Its items, page by page, or the one that the query names. */
function pageRoutes(
  route: CdsRoute,
  name: 'Maps' | 'Lists',
  { service: { sid }, caller }: CdsScope,
  collections: Collections,
  onItemsRead: OnItemsRead,
): readonly Route[] {
  return route('GET', `/${name}/:id/Items`, (request, params) => {
    const single = request.query.get(name === 'Maps' ? 'Key' : 'Index');
    if (single !== null) {
      const { collection, item } = collections.findItem(caller, idOf(params), keyOf(name, single));
      onItemsRead(collection);
      return { status: 200, body: pageBody(item ? [itemView(sid, collection, item, true)] : [], null, null) };
    }
    const { collection, page } = collections.page(caller, idOf(params), pageQueryOf(request));
    onItemsRead(collection);
    const items = page.items.map((item) => itemView(sid, collection, item, true));
    return { status: 200, body: pageBody(items, page.previousToken, page.nextToken) };
  });
}

/** One item; the revision that tags the answer is the collection's. */
function itemRoutes(
  route: CdsRoute,
  name: 'Maps' | 'Lists',
  { service: { sid }, caller }: CdsScope,
  collections: Collections,
): readonly Route[] {
  const path = `/${name}/:id/Items/:key`;
  const one = ({ collection, item }: ReturnType<Collections['getItem']>, status = 200, withData = false) =>
    withRevision(status, collection.revision, itemView(sid, collection, item, withData));
  const keyIn = (params: PathParams): string | number => keyOf(name, params['key'] ?? '');
  return [
    ...route('POST', `/${name}/:id/Items`, (request, params) => {
      const { key, data, ttl } = fieldsOf(request);
      if (name === 'Lists') return one(collections.push(caller, idOf(params), { data, ttl }), 201);
      const text = typeof key === 'string' ? key : '';
      return one(collections.write(caller, idOf(params), text, { data, ttl }, 'add'), 201);
    }),
    ...route('GET', path, (_request, params) =>
      one(collections.getItem(caller, idOf(params), keyIn(params)), 200, true),
    ),
    ...route('PUT', path, (request, params) => {
      const change = changeOf(request);
      const written = collections.write(
        caller,
        idOf(params),
        keyIn(params),
        change,
        name === 'Maps' ? 'set' : 'update',
      );
      return one(written, written.added ? 201 : 200);
    }),
    ...route('POST', path, (request, params) => {
      const change = changeOf(request);
      return one(collections.write(caller, idOf(params), keyIn(params), change, 'update'));
    }),
    ...route('DELETE', path, (request, params) =>
      one(collections.removeItem(caller, idOf(params), keyIn(params), ifMatchOf(request))),
    ),
  ];
}

function changeOf(request: HostRequest) {
  const { data, ttl } = fieldsOf(request);
  return { data, ttl, ifMatch: ifMatchOf(request) };
}

/** The key of a Map's item, the index of a List's. */
function keyOf(name: 'Maps' | 'Lists', text: string): string | number {
  if (name === 'Maps') return text;
  const index = Number(text);
  if (!Number.isInteger(index) || index < 0) throw syncErrors.itemNotFound('list');
  return index;
}

const pageQueryOf = ({ query }: HostRequest) => ({
  order: query.get('Order') ?? undefined,
  from: query.get('From') ?? undefined,
  bounds: query.get('Bounds') ?? undefined,
  pageSize: query.get('PageSize') ?? undefined,
  pageToken: query.get('PageToken') ?? undefined,
});
