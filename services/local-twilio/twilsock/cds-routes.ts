import { parseJson } from '../base/json';
import type { HostRequest, HostResponse } from '../http/host-app';
import type { PathParams, Route } from '../http/router';
import type { Collections } from '../sync/collections';
import { syncErrors, type SyncError } from '../sync/sync-error';
import type { Caller, SyncCollection } from '../sync/sync-model';
import type { SyncService } from '../sync/sync-service';
import { parseIfMatch } from '../sync/validation';
import { cdsServiceUrl, cdsUrl, collectionView, documentView, itemView, streamView } from './cds-views';
import type { Subscriptions } from './subscriptions';

export interface CdsOptions {
  readonly service: SyncService;
  readonly caller: Caller;
  readonly subscriptions: Subscriptions;
}

type Fields = Readonly<Record<string, unknown>>;
type Handle = (request: HostRequest, params: PathParams) => HostResponse;

/** The API that the SDK calls through the tunnel of one connection (`cds.us1.twilio.com`). */
export function cdsRoutes({ service, caller, subscriptions }: CdsOptions): readonly Route[] {
  const { sid, documents, streams } = service;

  /** Opening knows no service in the path, what follows does: both forms lead to the service of the token. */
  const routes = (method: Route['method'], path: string, handle: Handle): readonly Route[] => [
    { method, path: `/v3${path}`, handle },
    {
      method,
      path: `/v3/Services/:serviceSid${path}`,
      handle: (request, params) => {
        if (params['serviceSid'] !== sid && params['serviceSid'] !== 'default') throw syncErrors.otherService();
        return handle(request, params);
      },
    },
  ];
  const idOf = (params: PathParams): string => params['id'] ?? '';

  const collectionRoutes = (name: 'Maps' | 'Lists', collections: Collections): readonly Route[] => {
    const keyOf = (params: PathParams): string | number =>
      name === 'Maps' ? (params['key'] ?? '') : parseIndex(params['key'] ?? '');
    const found = (collection: SyncCollection, body: object, status = 200): HostResponse => ({
      status,
      body,
      headers: { etag: `"${collection.revision}"` },
    });
    const one = ({ collection, item }: ReturnType<Collections['getItem']>, status = 200, withData = false) =>
      found(collection, itemView(sid, collection, item, withData), status);
    return [
      ...routes('POST', `/${name}`, (request) => {
        const { unique_name, ttl } = fieldsOf(request);
        const collection = collections.create(caller, { uniqueName: unique_name, ttl });
        return found(collection, collectionView(sid, collection), 201);
      }),
      ...routes('GET', `/${name}/:id`, (request, params) => {
        const collection = collections.get(caller, idOf(params));
        const withItems = request.query.get('Include') === 'items';
        const items = withItems
          ? [...collection.items.values()].map((item) => itemView(sid, collection, item, true))
          : null;
        return found(collection, { ...collectionView(sid, collection), ...(items ? { items } : {}) });
      }),
      ...routes('POST', `/${name}/:id`, (request, params) => {
        const collection = collections.setTtl(caller, idOf(params), fieldsOf(request)['ttl']);
        return found(collection, collectionView(sid, collection));
      }),
      ...routes('DELETE', `/${name}/:id`, (_request, params) => {
        collections.remove(caller, idOf(params));
        return { status: 204 };
      }),
      ...routes('GET', `/${name}/:id/Items`, (request, params) => {
        const single = request.query.get(name === 'Maps' ? 'Key' : 'Index');
        if (single !== null) {
          const key = name === 'Maps' ? single : parseIndex(single);
          const { collection, item } = collections.findItem(caller, idOf(params), key);
          subscriptions.itemsRead(collection);
          return { status: 200, body: pageBody(item ? [itemView(sid, collection, item, true)] : [], null, null) };
        }
        const { collection, page } = collections.page(caller, idOf(params), pageQueryOf(request));
        subscriptions.itemsRead(collection);
        const items = page.items.map((item) => itemView(sid, collection, item, true));
        return { status: 200, body: pageBody(items, page.previousToken, page.nextToken) };
      }),
      ...routes('POST', `/${name}/:id/Items`, (request, params) => {
        const { key, data, ttl } = fieldsOf(request);
        if (name === 'Lists') return one(collections.push(caller, idOf(params), { data, ttl }), 201);
        return one(
          collections.write(caller, idOf(params), typeof key === 'string' ? key : '', { data, ttl }, 'add'),
          201,
        );
      }),
      ...routes('GET', `/${name}/:id/Items/:key`, (_request, params) =>
        one(collections.getItem(caller, idOf(params), keyOf(params)), 200, true),
      ),
      ...routes('PUT', `/${name}/:id/Items/:key`, (request, params) => {
        const { data, ttl } = fieldsOf(request);
        const change = { data, ttl, ifMatch: ifMatchOf(request) };
        const written = collections.write(
          caller,
          idOf(params),
          keyOf(params),
          change,
          name === 'Maps' ? 'set' : 'update',
        );
        return one(written, written.added ? 201 : 200);
      }),
      ...routes('POST', `/${name}/:id/Items/:key`, (request, params) => {
        const { data, ttl } = fieldsOf(request);
        const change = { data, ttl, ifMatch: ifMatchOf(request) };
        return one(collections.write(caller, idOf(params), keyOf(params), change, 'update'));
      }),
      ...routes('DELETE', `/${name}/:id/Items/:key`, (request, params) =>
        one(collections.removeItem(caller, idOf(params), keyOf(params), ifMatchOf(request))),
      ),
    ];
  };

  return [
    ...routes('POST', '/Documents', (request) => {
      const { unique_name, data, ttl } = fieldsOf(request);
      const document = documents.create(caller, { uniqueName: unique_name, data, ttl });
      return { status: 201, body: documentView(sid, document, false), headers: { etag: `"${document.revision}"` } };
    }),
    ...routes('GET', '/Documents/:id', (_request, params) => {
      const document = documents.get(caller, idOf(params));
      return { status: 200, body: documentView(sid, document, true), headers: { etag: `"${document.revision}"` } };
    }),
    ...routes('POST', '/Documents/:id', (request, params) => {
      const { data, ttl } = fieldsOf(request);
      const document = documents.update(caller, idOf(params), { data, ttl, ifMatch: ifMatchOf(request) });
      return { status: 200, body: documentView(sid, document, false), headers: { etag: `"${document.revision}"` } };
    }),
    ...routes('DELETE', '/Documents/:id', (_request, params) => {
      documents.remove(caller, idOf(params));
      return { status: 204 };
    }),
    ...collectionRoutes('Maps', service.maps),
    ...collectionRoutes('Lists', service.lists),
    ...routes('POST', '/Streams', (request) => {
      const { unique_name, ttl } = fieldsOf(request);
      return { status: 201, body: streamView(sid, streams.create(caller, { uniqueName: unique_name, ttl })) };
    }),
    ...routes('GET', '/Streams/:id', (_request, params) => ({
      status: 200,
      body: streamView(sid, streams.get(caller, idOf(params))),
    })),
    ...routes('POST', '/Streams/:id', (request, params) => ({
      status: 200,
      body: streamView(sid, streams.setTtl(caller, idOf(params), fieldsOf(request)['ttl'])),
    })),
    ...routes('DELETE', '/Streams/:id', (_request, params) => {
      streams.remove(caller, idOf(params));
      return { status: 204 };
    }),
    ...routes('POST', '/Streams/:id/Messages', (request, params) => {
      const message = streams.publish(caller, idOf(params), fieldsOf(request)['data']);
      return { status: 201, body: { sid: message.sid } };
    }),
    ...routes('POST', '/Insights/:index/Items', (request, params) => {
      const { query_string: query = '' } = fieldsOf(request);
      if (typeof query !== 'string') throw syncErrors.invalidQuery('query_string must be a string');
      const result = service.liveQueries.query(params['index'] ?? '', query);
      const page = pageBody(result.items, null, null);
      return { status: 200, body: { ...page, query_id: result.queryId, last_event_id: result.lastEventId } };
    }),
    { method: 'POST', path: '/v4/Subscriptions', handle: (request) => subscriptions.handle(fieldsOf(request)) },
    { method: 'GET', path: '/v3/Configuration', handle: () => ({ status: 200, body: configurationView(sid) }) },
  ];
}

/** What a refused request answers. */
export function errorResponse({ status, code, message }: SyncError): HostResponse {
  return { status, body: { status, message, code, more_info: `https://www.twilio.com/docs/errors/${code}` } };
}

function fieldsOf(request: HostRequest): Fields {
  let value: unknown;
  try {
    value = parseJson(request.body);
  } catch {
    throw syncErrors.invalidJson();
  }
  if (typeof value !== 'object' || value === null) throw syncErrors.invalidJson();
  return value as Fields;
}

const ifMatchOf = (request: HostRequest): string | undefined => parseIfMatch(request.headers['if-match']);

function parseIndex(text: string): number {
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

const pageBody = (items: readonly object[], previousToken: string | null, nextToken: string | null) => ({
  items,
  items_count: items.length,
  meta: { previous_token: previousToken, next_token: nextToken, direct_token: true, encode_token: false },
});

/** Where everything is, for the SDKs of mobile devices. */
function configurationView(serviceSid: string): object {
  const [opening, service] = [`${cdsUrl}/v3`, cdsServiceUrl(serviceSid)];
  return {
    links: {
      subscriptions: `${cdsUrl}/v4/Subscriptions`,
      documents: `${opening}/Documents`,
      document: `${service}/Documents/{id}`,
      maps: `${opening}/Maps`,
      map: `${service}/Maps/{id}`,
      map_items: `${service}/Maps/{mapId}/Items`,
      map_item: `${service}/Maps/{mapId}/Items/{itemId}`,
      lists: `${opening}/Lists`,
      list: `${service}/Lists/{id}`,
      list_items: `${service}/Lists/{listId}/Items`,
      list_item: `${service}/Lists/{listId}/Items/{itemId}`,
      streams: `${opening}/Streams`,
      stream: `${service}/Streams/{id}`,
      stream_messages: `${service}/Streams/{streamId}/Messages`,
      insights_items: `${opening}/Insights/{indexName}/Items`,
    },
  };
}
