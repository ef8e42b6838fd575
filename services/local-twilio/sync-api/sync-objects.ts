import { PAGED } from '../http/documented-calls';
import type { EmulatedRoute } from '../http/documented-host';
import { formOf, type HostRequest, type HostResponse } from '../http/host-app';
import type { PathParams } from '../http/router';
import type { Collections } from '../sync/collections';
import { syncErrors } from '../sync/sync-error';
import { REST_CALLER, type SyncCollection } from '../sync/sync-model';
import type { SyncService } from '../sync/sync-service';
import { parseIfMatch } from '../sync/validation';
import { dataOf, ttlOf } from './sync-form';
import { itemPageBody, resourcePage } from './sync-page';
import { syncViews, type SyncViews } from './sync-views';

/** What a handler below one service works with. */
export interface ServiceRequest {
  readonly request: HostRequest;
  readonly params: PathParams;
  readonly service: SyncService;
  readonly views: SyncViews;
}

export type ServiceRoute = (
  method: EmulatedRoute['method'],
  path: string,
  parameters: readonly string[],
  handle: (context: ServiceRequest) => HostResponse,
) => EmulatedRoute;

const COLLECTION_TTL = ['CollectionTtl', 'Ttl'] as const;
const ITEM_TTL = ['ItemTtl', 'Ttl'] as const;
const ITEM_FIELDS = ['Data', 'Ttl', 'ItemTtl', 'CollectionTtl'];

const idOf = (params: PathParams): string => params['id'] ?? '';
const ifMatchOf = ({ headers }: HostRequest): string | undefined => parseIfMatch(headers['if-match']);

/** An answer with a revision as its tag. */
const withRevision = (status: number, body: object, revision: string): HostResponse => ({
  status,
  body,
  headers: { etag: `"${revision}"` },
});

/** `…/Documents`. */
export const documentRoutes = (route: ServiceRoute): readonly EmulatedRoute[] => [
  route('GET', '/Documents', PAGED, ({ request, service, views }) => ({
    status: 200,
    body: resourcePage(request, 'documents', service.store.list('document'), views.document),
  })),
  route('POST', '/Documents', ['UniqueName', 'Data', 'Ttl'], ({ request, service, views }) => {
    const form = formOf(request);
    const document = service.documents.create(REST_CALLER, {
      uniqueName: form.get('UniqueName'),
      data: dataOf(form) ?? {},
      ttl: ttlOf(form, 'Ttl'),
    });
    return withRevision(201, views.document(document), document.revision);
  }),
  route('GET', '/Documents/:id', [], ({ params, service, views }) => {
    const document = service.documents.get(REST_CALLER, idOf(params));
    return withRevision(200, views.document(document), document.revision);
  }),
  route('POST', '/Documents/:id', ['Data', 'Ttl'], ({ request, params, service, views }) => {
    const form = formOf(request);
    const change = { data: dataOf(form), ttl: ttlOf(form, 'Ttl'), ifMatch: ifMatchOf(request) };
    const document = service.documents.update(REST_CALLER, idOf(params), change);
    return withRevision(200, views.document(document), document.revision);
  }),
  route('DELETE', '/Documents/:id', [], ({ params, service }) => {
    service.documents.remove(REST_CALLER, idOf(params));
    return { status: 204 };
  }),
];

/** `…/Maps` or `…/Lists`, with their items. */
export function collectionRoutes(route: ServiceRoute, name: 'Maps' | 'Lists'): readonly EmulatedRoute[] {
  const of = (service: SyncService): Collections => (name === 'Maps' ? service.maps : service.lists);
  return [...wholeRoutes(route, name, of), ...itemRoutes(route, name, of)];
}

/** A collection as a whole. */
function wholeRoutes(
  route: ServiceRoute,
  name: 'Maps' | 'Lists',
  of: (service: SyncService) => Collections,
): readonly EmulatedRoute[] {
  const path = `/${name}`;
  const one = (views: SyncViews, collection: SyncCollection, status = 200): HostResponse =>
    withRevision(status, views.collection(collection), collection.revision);
  return [
    route('GET', path, PAGED, ({ request, service, views }) => ({
      status: 200,
      body: resourcePage(
        request,
        name.toLowerCase(),
        service.store.list(name === 'Maps' ? 'map' : 'list'),
        views.collection,
      ),
    })),
    route('POST', path, ['UniqueName', ...COLLECTION_TTL], ({ request, service, views }) => {
      const form = formOf(request);
      const options = { uniqueName: form.get('UniqueName'), ttl: ttlOf(form, ...COLLECTION_TTL) };
      return one(views, of(service).create(REST_CALLER, options), 201);
    }),
    route('GET', `${path}/:id`, [], ({ params, service, views }) =>
      one(views, of(service).get(REST_CALLER, idOf(params))),
    ),
    route('POST', `${path}/:id`, COLLECTION_TTL, ({ request, params, service, views }) => {
      const form = formOf(request);
      return one(views, of(service).setTtl(REST_CALLER, idOf(params), ttlOf(form, ...COLLECTION_TTL)));
    }),
    route('DELETE', `${path}/:id`, [], ({ params, service }) => {
      of(service).remove(REST_CALLER, idOf(params));
      return { status: 204 };
    }),
  ];
}

function itemRoutes(
  route: ServiceRoute,
  name: 'Maps' | 'Lists',
  of: (service: SyncService) => Collections,
): readonly EmulatedRoute[] {
  const isMap = name === 'Maps';
  const path = `/${name}/:id/Items`;
  const one = (views: SyncViews, { collection, item }: ReturnType<Collections['getItem']>, status = 200) =>
    withRevision(status, views.item(collection, item), item.revision);
  return [
    route('GET', path, ['Order', 'From', 'Bounds', ...PAGED], ({ request, params, service, views }) => {
      const { collection, page } = of(service).page(REST_CALLER, idOf(params), pageQueryOf(request));
      const items = page.items.map((item) => views.item(collection, item));
      return { status: 200, body: itemPageBody(request, page, items) };
    }),
    route('POST', path, isMap ? ['Key', ...ITEM_FIELDS] : ITEM_FIELDS, ({ request, params, service, views }) => {
      const form = formOf(request);
      const written = isMap
        ? of(service).write(REST_CALLER, idOf(params), form.get('Key') ?? '', changeOf(form), 'add')
        : of(service).push(REST_CALLER, idOf(params), changeOf(form));
      return one(views, written, 201);
    }),
    route('GET', `${path}/:key`, [], ({ params, service, views }) =>
      one(views, of(service).getItem(REST_CALLER, idOf(params), keyOf(name, params))),
    ),
    route('POST', `${path}/:key`, ITEM_FIELDS, ({ request, params, service, views }) => {
      const change = { ...changeOf(formOf(request)), ifMatch: ifMatchOf(request) };
      return one(views, of(service).write(REST_CALLER, idOf(params), keyOf(name, params), change, 'update'));
    }),
    route('DELETE', `${path}/:key`, [], ({ request, params, service }) => {
      of(service).removeItem(REST_CALLER, idOf(params), keyOf(name, params), ifMatchOf(request));
      return { status: 204 };
    }),
  ];
}

/** The key of a Map's item, the index of a List's. */
function keyOf(name: 'Maps' | 'Lists', params: PathParams): string | number {
  const text = params['key'] ?? '';
  if (name === 'Maps') return text;
  const index = Number(text);
  if (!Number.isInteger(index) || index < 0) throw syncErrors.itemNotFound('list');
  return index;
}

const changeOf = (form: URLSearchParams) => ({
  data: dataOf(form),
  ttl: ttlOf(form, ...ITEM_TTL),
  collectionTtl: ttlOf(form, 'CollectionTtl'),
});

const pageQueryOf = ({ query }: HostRequest) => ({
  order: query.get('Order') ?? undefined,
  from: query.get('From') ?? undefined,
  bounds: query.get('Bounds') ?? undefined,
  pageSize: query.get('PageSize') ?? undefined,
  pageToken: query.get('PageToken') ?? undefined,
});

/** `…/Streams`. */
export const streamRoutes = (route: ServiceRoute): readonly EmulatedRoute[] => [
  route('GET', '/Streams', PAGED, ({ request, service, views }) => ({
    status: 200,
    body: resourcePage(request, 'streams', service.store.list('stream'), views.stream),
  })),
  route('POST', '/Streams', ['UniqueName', 'Ttl'], ({ request, service, views }) => {
    const form = formOf(request);
    const options = { uniqueName: form.get('UniqueName'), ttl: ttlOf(form, 'Ttl') };
    return { status: 201, body: views.stream(service.streams.create(REST_CALLER, options)) };
  }),
  route('GET', '/Streams/:id', [], ({ params, service, views }) => ({
    status: 200,
    body: views.stream(service.streams.get(REST_CALLER, idOf(params))),
  })),
  route('POST', '/Streams/:id', ['Ttl'], ({ request, params, service, views }) => {
    const ttl = ttlOf(formOf(request), 'Ttl');
    return { status: 200, body: views.stream(service.streams.setTtl(REST_CALLER, idOf(params), ttl)) };
  }),
  route('DELETE', '/Streams/:id', [], ({ params, service }) => {
    service.streams.remove(REST_CALLER, idOf(params));
    return { status: 204 };
  }),
  route('POST', '/Streams/:id/Messages', ['Data'], ({ request, params, service }) => ({
    status: 201,
    body: service.streams.publish(REST_CALLER, idOf(params), dataOf(formOf(request))),
  })),
];

/** Binds views to the address that the caller used. */
export const contextOf = (request: HostRequest, params: PathParams, service: SyncService): ServiceRequest => ({
  request,
  params,
  service,
  views: syncViews(request.baseUrl, service),
});
