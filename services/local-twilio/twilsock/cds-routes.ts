import type { HostResponse } from '../http/host-app';
import type { Route } from '../http/router';
import { syncErrors, type SyncError } from '../sync/sync-error';
import { collectionRoutes } from './cds-collection-routes';
import {
  cdsRouteOf,
  fieldsOf,
  idOf,
  ifMatchOf,
  pageBody,
  withRevision,
  type CdsRoute,
  type CdsScope,
} from './cds-request';
import { cdsServiceUrl, cdsUrl, documentView, streamView } from './cds-views';
import type { Subscriptions } from './subscriptions';

export interface CdsOptions extends CdsScope {
  readonly subscriptions: Subscriptions;
}

/** The API that the SDK calls through the tunnel of one connection (`cds.us1.twilio.com`). */
export function cdsRoutes({ subscriptions, ...scope }: CdsOptions): readonly Route[] {
  const { sid } = scope.service;
  const route = cdsRouteOf(sid);
  return [
    ...documentRoutes(route, scope),
    ...collectionRoutes(route, 'Maps', scope, subscriptions.itemsRead),
    ...collectionRoutes(route, 'Lists', scope, subscriptions.itemsRead),
    ...streamRoutes(route, scope),
    ...liveQueryRoutes(route, scope),
    { method: 'POST', path: '/v4/Subscriptions', handle: (request) => subscriptions.handle(fieldsOf(request)) },
    { method: 'GET', path: '/v3/Configuration', handle: () => ({ status: 200, body: configurationView(sid) }) },
  ];
}

const documentRoutes = (route: CdsRoute, { service: { sid, documents }, caller }: CdsScope): readonly Route[] => [
  ...route('POST', '/Documents', (request) => {
    const { unique_name, data, ttl } = fieldsOf(request);
    const document = documents.create(caller, { uniqueName: unique_name, data, ttl });
    return withRevision(201, document.revision, documentView(sid, document, false));
  }),
  ...route('GET', '/Documents/:id', (_request, params) => {
    const document = documents.get(caller, idOf(params));
    return withRevision(200, document.revision, documentView(sid, document, true));
  }),
  ...route('POST', '/Documents/:id', (request, params) => {
    const { data, ttl } = fieldsOf(request);
    const document = documents.update(caller, idOf(params), { data, ttl, ifMatch: ifMatchOf(request) });
    return withRevision(200, document.revision, documentView(sid, document, false));
  }),
  ...route('DELETE', '/Documents/:id', (_request, params) => {
    documents.remove(caller, idOf(params));
    return { status: 204 };
  }),
];

const streamRoutes = (route: CdsRoute, { service: { sid, streams }, caller }: CdsScope): readonly Route[] => [
  ...route('POST', '/Streams', (request) => {
    const { unique_name, ttl } = fieldsOf(request);
    return { status: 201, body: streamView(sid, streams.create(caller, { uniqueName: unique_name, ttl })) };
  }),
  ...route('GET', '/Streams/:id', (_request, params) => ({
    status: 200,
    body: streamView(sid, streams.get(caller, idOf(params))),
  })),
  ...route('POST', '/Streams/:id', (request, params) => ({
    status: 200,
    body: streamView(sid, streams.setTtl(caller, idOf(params), fieldsOf(request)['ttl'])),
  })),
  ...route('DELETE', '/Streams/:id', (_request, params) => {
    streams.remove(caller, idOf(params));
    return { status: 204 };
  }),
  ...route('POST', '/Streams/:id/Messages', (request, params) => {
    const message = streams.publish(caller, idOf(params), fieldsOf(request)['data']);
    return { status: 201, body: { sid: message.sid } };
  }),
];

const liveQueryRoutes = (route: CdsRoute, { service: { liveQueries } }: CdsScope): readonly Route[] =>
  route('POST', '/Insights/:index/Items', (request, params) => {
    const { query_string: query = '' } = fieldsOf(request);
    if (typeof query !== 'string') throw syncErrors.invalidQuery('query_string must be a string');
    const result = liveQueries.query(params['index'] ?? '', query);
    const page = pageBody(result.items, null, null);
    return { status: 200, body: { ...page, query_id: result.queryId, last_event_id: result.lastEventId } };
  });

/** What a refused request answers. */
export function errorResponse({ status, code, message }: SyncError): HostResponse {
  return { status, body: { status, message, code, more_info: `https://www.twilio.com/docs/errors/${code}` } };
}

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
