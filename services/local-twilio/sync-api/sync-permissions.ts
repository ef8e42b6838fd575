import { PAGED } from '../http/documented-calls';
import type { EmulatedRoute } from '../http/documented-host';
import { formOf } from '../http/host-app';
import { SyncError } from '../sync/sync-error';
import { booleanOf } from './sync-form';
import type { ServiceRoute } from './sync-objects';
import { resourcePage } from './sync-page';

/** `…/{Documents|Maps|Lists}/{id}/Permissions`. */
export function permissionRoutes(route: ServiceRoute, name: 'Documents' | 'Maps' | 'Lists'): readonly EmulatedRoute[] {
  const kind = ({ Documents: 'document', Maps: 'map', Lists: 'list' } as const)[name];
  const path = `/${name}/:id/Permissions`;
  return [
    route('GET', path, PAGED, ({ request, params, service, views }) => {
      const { object, permissions } = service.permissions.list(kind, params['id'] ?? '');
      const body = resourcePage(request, 'permissions', permissions, (each) => views.permission(object, each));
      return { status: 200, body };
    }),
    route('GET', `${path}/:identity`, [], ({ params, service, views }) => {
      const { id = '', identity = '' } = params;
      const { object, permission } = service.permissions.get(kind, id, identity);
      return { status: 200, body: views.permission(object, permission) };
    }),
    route('POST', `${path}/:identity`, ['Read', 'Write', 'Manage'], ({ request, params, service, views }) => {
      const form = formOf(request);
      const [read, write, manage] = ['Read', 'Write', 'Manage'].map((field) => booleanOf(form, field));
      if (read === undefined || write === undefined || manage === undefined) {
        throw new SyncError(400, 20001, 'Read, Write and Manage are required');
      }
      const { id = '', identity = '' } = params;
      const { object, permission } = service.permissions.set(kind, id, identity, { read, write, manage });
      return { status: 200, body: views.permission(object, permission) };
    }),
    route('DELETE', `${path}/:identity`, [], ({ params, service }) => {
      service.permissions.remove(kind, params['id'] ?? '', params['identity'] ?? '');
      return { status: 204 };
    }),
  ];
}
