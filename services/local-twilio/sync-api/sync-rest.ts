import { PAGED } from '../http/documented-calls';
import { createDocumentedHost, type EmulatedRoute } from '../http/documented-host';
import { formOf, type HostApp } from '../http/host-app';
import { withBasicAuth } from '../identity/basic-auth';
import { SyncError, syncErrors } from '../sync/sync-error';
import type { SyncService } from '../sync/sync-service';
import type { SyncServices } from '../sync/sync-services';
import { SERVICE_FIELDS, settingsOf } from './service-settings';
import { SYNC_CALLS } from './sync-calls';
import { restError } from './sync-form';
import { collectionRoutes, contextOf, documentRoutes, streamRoutes, type ServiceRoute } from './sync-objects';
import { resourcePage } from './sync-page';
import { permissionRoutes } from './sync-permissions';
import { syncViews } from './sync-views';

/** The public REST API of Sync (`sync.twilio.com`), as the `twilio` helper calls it. */
export function syncRestApi(services: SyncServices): HostApp {
  const find = (idOrName: string | undefined): SyncService => {
    const service = services.find(idOrName ?? '');
    if (!service) throw syncErrors.serviceNotFound();
    return service;
  };
  const route: ServiceRoute = (method, path, parameters, handle) => ({
    method,
    path: `/v1/Services/:serviceSid${path}`,
    parameters,
    handle: (request, params) => handle(contextOf(request, params, find(params['serviceSid']))),
  });

  const routes = [
    ...servicesRoutes(services),
    ...serviceRoutes(services, route),
    ...documentRoutes(route),
    ...collectionRoutes(route, 'Maps'),
    ...collectionRoutes(route, 'Lists'),
    ...streamRoutes(route),
    ...(['Documents', 'Maps', 'Lists'] as const).flatMap((name) => permissionRoutes(route, name)),
  ];
  const api = createDocumentedHost({ host: 'sync.twilio.com', calls: SYNC_CALLS, routes: routes.map(withSyncErrors) });
  return withBasicAuth(api);
}

/** `…/Services`. */
const servicesRoutes = (services: SyncServices): readonly EmulatedRoute[] => [
  {
    method: 'GET',
    path: '/v1/Services',
    parameters: PAGED,
    handle: (request) => ({
      status: 200,
      body: resourcePage(request, 'services', services.list(), (service) =>
        syncViews(request.baseUrl, service).service(),
      ),
    }),
  },
  {
    method: 'POST',
    path: '/v1/Services',
    parameters: SERVICE_FIELDS,
    handle: (request) => {
      const settings = settingsOf(formOf(request));
      const service = services.create();
      Object.assign(service.config, settings);
      return { status: 201, body: syncViews(request.baseUrl, service).service() };
    },
  },
];

/** `…/Services/{IS}`. */
const serviceRoutes = (services: SyncServices, route: ServiceRoute): readonly EmulatedRoute[] => [
  route('GET', '', [], ({ views }) => ({ status: 200, body: views.service() })),
  route('POST', '', SERVICE_FIELDS, ({ request, service, views }) => {
    Object.assign(service.config, settingsOf(formOf(request)), { updatedAt: services.clock.now() });
    return { status: 200, body: views.service() };
  }),
  route('DELETE', '', [], ({ service }) => {
    services.remove(service.sid);
    return { status: 204 };
  }),
];

const withSyncErrors = (route: EmulatedRoute): EmulatedRoute => ({
  ...route,
  handle(request, params) {
    try {
      return route.handle(request, params);
    } catch (error) {
      if (error instanceof SyncError) return restError(error, request);
      throw error;
    }
  },
});
