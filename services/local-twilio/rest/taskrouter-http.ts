import { formOf, type HostRequest, type HostResponse } from '../http/host-app';
import { notEmulated, type PathParams, type Route } from '../http/router';
import { notFound, preconditionFailed, refused, TaskRouterError } from '../taskrouter/errors';
import type { TaskRouter } from '../taskrouter/task-router';
import { taskRouterViews, type TaskRouterViews } from './taskrouter-views';

/** What a handler works with. */
export interface TaskRouterCall {
  readonly request: HostRequest;
  readonly params: PathParams;
  readonly router: TaskRouter;
  readonly views: TaskRouterViews;
}

/** Makes a route below the workspace; refusals of the engine become Twilio's error answers. */
export type WorkspaceRoute = (
  method: Route['method'],
  path: string,
  handle: (call: TaskRouterCall) => HostResponse,
) => Route;

export const workspaceRoutes =
  (router: TaskRouter): WorkspaceRoute =>
  (method, path, handle) => ({
    method,
    path: `/v1/Workspaces/:workspaceSid${path}`,
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

/** Fields of the form. A field that is not emulated must be loud, or a caller would believe that it took effect. */
export function fieldsOf(request: HostRequest, allowed: readonly string[]): URLSearchParams {
  const form = formOf(request);
  for (const name of form.keys()) {
    if (!allowed.includes(name)) throw unsupported(request, name);
  }
  return form;
}

/** 501 for a parameter whose effect is not emulated. */
export function unsupported(request: HostRequest, field: string): TaskRouterError {
  const { status, body } = notEmulated(`${field} in ${request.method} ${request.path}`);
  return new TaskRouterError(status, 501, messageOf(body));
}

const messageOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : '';

/** Filters of a list, beside those of paging. */
export function filtersOf(request: HostRequest, allowed: readonly string[]): URLSearchParams {
  const paging = ['PageSize', 'Page', 'PageToken'];
  for (const name of request.query.keys()) {
    if (![...allowed, ...paging].includes(name)) throw unsupported(request, name);
  }
  return request.query;
}

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
