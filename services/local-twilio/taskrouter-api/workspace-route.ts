import type { EmulatedRoute } from '../http/documented-host';
import type { HostRequest, HostResponse } from '../http/host-app';
import { notEmulated, type PathParams } from '../http/router';
import type { TaskRouter } from '../taskrouter/task-router';
import { notFound, preconditionFailed, refused, TaskRouterError } from '../base/task-router-error';
import { taskRouterViews, type TaskRouterViews } from './task-router-views';

/** What a handler works with. */
export interface TaskRouterCall {
  readonly request: HostRequest;
  readonly params: PathParams;
  readonly router: TaskRouter;
  readonly views: TaskRouterViews;
}

/** Makes a route below the workspace, with the parameters that it takes; refusals of the engine become Twilio's errors. */
export type WorkspaceRoute = (
  method: EmulatedRoute['method'],
  path: string,
  parameters: readonly string[],
  handle: (call: TaskRouterCall) => HostResponse,
) => EmulatedRoute;

export const workspaceRoutes =
  (router: TaskRouter): WorkspaceRoute =>
  (method, path, parameters, handle) => ({
    method,
    path: `/v1/Workspaces/:workspaceSid${path}`,
    parameters,
    handle: (request, params) => {
      try {
        const workspaceSid = param(params, 'workspaceSid');
        if (workspaceSid !== router.state.workspace.sid) throw notFound(`Workspaces/${workspaceSid}`);
        return handle({ request, params, router, views: taskRouterViews(request.baseUrl, router) });
      } catch (error) {
        if (error instanceof TaskRouterError) return restError(error);
        throw error;
      }
    },
  });

const restError = ({ status, code, message }: TaskRouterError): HostResponse => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

export const param = (params: PathParams, name: string): string => params[name] ?? '';

/** The 501 error for a value that is not emulated. */
export function unsupported(request: HostRequest, field: string): TaskRouterError {
  const { status, body } = notEmulated(`${field} in ${request.method} ${request.path}`);
  return new TaskRouterError(status, 501, messageOf(body));
}

const messageOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : '';

export function booleanOf(form: URLSearchParams, name: string): boolean | undefined {
  const text = form.get(name)?.toLowerCase();
  if (text === undefined) return undefined;
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw refused(`${name} must be true or false`);
}

export function numberOf(form: URLSearchParams, name: string): number | undefined {
  const text = form.get(name);
  if (text === null) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw refused(`${name} must be a number`);
  return value;
}

/** @throws TaskRouterError 412 when `If-Match` names another version */
export function requireVersion({ headers }: HostRequest, resource: { sid: string; version: number }): void {
  const wanted = headers['if-match'];
  if (wanted === undefined || wanted === '*') return;
  if (wanted.replace(/^W\//u, '').replaceAll('"', '') !== String(resource.version)) {
    throw preconditionFailed(resource.sid);
  }
}

/** A versioned resource with its ETag. */
export const versioned = (status: number, body: object, version: number): HostResponse => ({
  status,
  body,
  headers: { etag: `"${version}"` },
});
