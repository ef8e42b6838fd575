import { parseJson } from '../base/json';
import type { HostRequest, HostResponse } from '../http/host-app';
import type { PathParams, Route } from '../http/router';
import { syncErrors } from '../sync/sync-error';
import type { Caller } from '../sync/sync-model';
import type { SyncService } from '../sync/sync-service';
import { parseIfMatch } from '../sync/validation';

/** The service of a connection's token, and who asks. */
export interface CdsScope {
  readonly service: SyncService;
  readonly caller: Caller;
}

/** Makes a route at both addresses of a resource. */
export type CdsRoute = (
  method: Route['method'],
  path: string,
  handle: (request: HostRequest, params: PathParams) => HostResponse,
) => readonly Route[];

/** Opening knows no service in the path, what follows does: both forms lead to the service of the token. */
export const cdsRouteOf =
  (serviceSid: string): CdsRoute =>
  (method, path, handle) => [
    { method, path: `/v3${path}`, handle },
    {
      method,
      path: `/v3/Services/:serviceSid${path}`,
      handle: (request, params) => {
        const wanted = params['serviceSid'];
        if (wanted !== serviceSid && wanted !== 'default') throw syncErrors.otherService();
        return handle(request, params);
      },
    },
  ];

export const idOf = (params: PathParams): string => params['id'] ?? '';

/** Fields of the body. @throws SyncError 400/54008 when it is no JSON object */
export function fieldsOf(request: HostRequest): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = parseJson(request.body);
  } catch {
    throw syncErrors.invalidJson();
  }
  if (typeof value !== 'object' || value === null) throw syncErrors.invalidJson();
  return value as Readonly<Record<string, unknown>>;
}

export const ifMatchOf = (request: HostRequest): string | undefined => parseIfMatch(request.headers['if-match']);

/** An answer with the revision of what it is about as its tag. */
export const withRevision = (status: number, revision: string, body: object): HostResponse => ({
  status,
  body,
  headers: { etag: `"${revision}"` },
});

/** A page of items, between the tokens of its neighbours. */
export const pageBody = (items: readonly object[], previousToken: string | null, nextToken: string | null): object => ({
  items,
  items_count: items.length,
  meta: { previous_token: previousToken, next_token: nextToken, direct_token: true, encode_token: false },
});
