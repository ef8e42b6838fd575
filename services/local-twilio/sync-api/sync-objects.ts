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
    return { status: 201, body: views.document(document), headers: { etag: `"${document.revision}"` } };
  }),
  route('GET', '/Documents/:id', [], ({ params, service, views }) => {
    const document = service.documents.get(REST_CALLER, idOf(params));
    return { status: 200, body: views.document(document), headers: { etag: `"${document.revision}"` } };
  }),
  route('POST', '/Documents/:id', ['Data', 'Ttl'], ({ request, params, service, views }) => {
    const form = formOf(request);
    const change = { data: dataOf(form), ttl: ttlOf(form, 'Ttl'), ifMatch: ifMatchOf(request) };
    const document = service.documents.update(REST_CALLER, idOf(params), change);
    return { status: 200, body: views.document(document), headers: { etag: `"${document.revision}"` } };
  }),
  route('DELETE', '/Documents/:id', [], ({ params, service }) => {
    service.documents.remove(REST_CALLER, idOf(params));
    return { status: 204 };
  }),
];

/** `…/Maps` or `…/Lists`, with their items. */
export function collectionRoutes(route: ServiceRoute, name: 'Maps' | 'Lists'): readonly EmulatedRoute[] {
  const isMap = name === 'Maps';
  const of = (service: SyncService): Collections => (isMap ? service.maps : service.lists);
  const keyOf = (params: PathParams): string | number => {
    const text = params['key'] ?? '';
    if (isMap) return text;
    const index = Number(text);
    if (!Number.isInteger(index) || index < 0) throw syncErrors.itemNotFound('list');
    return index;
  };
  const one = (views: SyncViews, collection: SyncCollection, status = 200): HostResponse => ({
    status,
    body: views.collection(collection),
    headers: { etag: `"${collection.revision}"` },
  });
  const oneItem = (views: SyncViews, { collection, item }: ReturnType<Collections['getItem']>, status = 200) => ({
    status,
    body: views.item(collection, item),
    headers: { etag: `"${item.revision}"` },
  });
  const changeOf = (form: URLSearchParams) => ({
    data: dataOf(form),
    ttl: ttlOf(form, ...ITEM_TTL),
    collectionTtl: ttlOf(form, 'CollectionTtl'),
  });

  return [
    route('GET', `/${name}`, PAGED, ({ request, service, views }) => ({
      status: 200,
      body: resourcePage(request, name.toLowerCase(), service.store.list(isMap ? 'map' : 'list'), views.collection),
    })),
    route('POST', `/${name}`, ['UniqueName', ...COLLECTION_TTL], ({ request, service, views }) => {
      const form = formOf(request);
      const options = { uniqueName: form.get('UniqueName'), ttl: ttlOf(form, ...COLLECTION_TTL) };
      return one(views, of(service).create(REST_CALLER, options), 201);
    }),
    route('GET', `/${name}/:id`, [], ({ params, service, views }) =>
      one(views, of(service).get(REST_CALLER, idOf(params))),
    ),
    route('POST', `/${name}/:id`, COLLECTION_TTL, ({ request, params, service, views }) => {
      const form = formOf(request);
      return one(views, of(service).setTtl(REST_CALLER, idOf(params), ttlOf(form, ...COLLECTION_TTL)));
    }),
    route('DELETE', `/${name}/:id`, [], ({ params, service }) => {
      of(service).remove(REST_CALLER, idOf(params));
      return { status: 204 };
    }),
    route('GET', `/${name}/:id/Items`, ['Order', 'From', 'Bounds', ...PAGED], ({ request, params, service, views }) => {
      const { query } = request;
      const { collection, page } = of(service).page(REST_CALLER, idOf(params), {
        order: query.get('Order') ?? undefined,
        from: query.get('From') ?? undefined,
        bounds: query.get('Bounds') ?? undefined,
        pageSize: query.get('PageSize') ?? undefined,
        pageToken: query.get('PageToken') ?? undefined,
      });
      const items = page.items.map((item) => views.item(collection, item));
      return { status: 200, body: itemPageBody(request, page, items) };
    }),
    route(
      'POST',
      `/${name}/:id/Items`,
      isMap ? ['Key', ...ITEM_FIELDS] : ITEM_FIELDS,
      ({ request, params, service, views }) => {
        const form = formOf(request);
        const written = isMap
          ? of(service).write(REST_CALLER, idOf(params), form.get('Key') ?? '', changeOf(form), 'add')
          : of(service).push(REST_CALLER, idOf(params), changeOf(form));
        return oneItem(views, written, 201);
      },
    ),
    route('GET', `/${name}/:id/Items/:key`, [], ({ params, service, views }) =>
      oneItem(views, of(service).getItem(REST_CALLER, idOf(params), keyOf(params))),
    ),
    route('POST', `/${name}/:id/Items/:key`, ITEM_FIELDS, ({ request, params, service, views }) => {
      const change = { ...changeOf(formOf(request)), ifMatch: ifMatchOf(request) };
      return oneItem(views, of(service).write(REST_CALLER, idOf(params), keyOf(params), change, 'update'));
    }),
    route('DELETE', `/${name}/:id/Items/:key`, [], ({ request, params, service }) => {
      of(service).removeItem(REST_CALLER, idOf(params), keyOf(params), ifMatchOf(request));
      return { status: 204 };
    }),
  ];
}

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
