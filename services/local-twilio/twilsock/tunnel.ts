import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { HostApp, HostRequest, HostResponse } from '../http/host-app';
import { notEmulated } from '../http/router';
import { SyncError } from '../sync/sync-error';
import { errorResponse } from './cds-routes';

const HttpRequest = v.object({
  host: v.string(),
  path: v.string(),
  method: v.string(),
  params: v.optional(v.record(v.string(), v.union([v.string(), v.array(v.string())])), {}),
  headers: v.optional(v.record(v.string(), v.string()), {}),
});

/** An HTTP request inside a Twilsock `message`. */
export interface TunnelledRequest {
  readonly host: string;
  readonly request: HostRequest;
}

/** The `http_request` of a packet's header and the packet's payload, or null when malformed. */
export function parseTunnelled(httpRequest: unknown, payload: Buffer): TunnelledRequest | null {
  const parsed = v.safeParse(HttpRequest, httpRequest);
  if (!parsed.success) return null;
  const { host, path, method, params, headers } = parsed.output;
  const [pathname = '/', search = ''] = path.split('?', 2);
  const query = new URLSearchParams(search);
  for (const [name, values] of Object.entries(params)) {
    for (const value of typeof values === 'string' ? [values] : values) query.append(name, decode(value));
  }
  return {
    host,
    request: {
      method,
      path: pathname,
      query,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      // GET and DELETE of the SDK carry its product id where the body belongs.
      body: method === 'GET' || method === 'DELETE' ? '' : payload.toString('utf8'),
      baseUrl: `https://${host}`,
    },
  };
}

/** Runs the host; what Sync refuses becomes its answer, what nobody expected a 500: one request must not end them all. */
export async function answerTunnelled(app: HostApp | undefined, tunnelled: TunnelledRequest): Promise<HostResponse> {
  const { host, request } = tunnelled;
  if (!app) return notEmulated(`${request.method} ${host}${request.path}`);
  try {
    return await app(request);
  } catch (error) {
    if (error instanceof SyncError) return errorResponse(error);
    process.stderr.write(`local-twilio: ${request.method} ${host}${request.path}: ${String(error)}\n`);
    return { status: 500, body: { status: 500, code: 500, message: String(error) } };
  }
}

/** Header fields and payload of the packet that answers. */
export function tunnelledReply(
  response: HostResponse,
  requestHeaders: Readonly<Record<string, string>>,
  at: Date,
): { readonly fields: object; readonly payload: string | undefined } {
  const payload =
    response.body === undefined
      ? undefined
      : typeof response.body === 'string'
        ? response.body
        : JSON.stringify(response.body);
  return {
    payload,
    fields: {
      http_status: { code: response.status, status: reasonOf(response.status) },
      http_headers: {
        server: 'local-twilio',
        date: at.toUTCString(),
        'content-type': 'application/json',
        'content-length': String(payload === undefined ? 0 : Buffer.byteLength(payload)),
        'twilio-request-id': requestHeaders['twilio-request-id'] ?? `RQ${randomBytes(16).toString('hex')}`,
        ...response.headers,
      },
    },
  };
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  404: 'Not Found',
  412: 'Precondition Failed',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

const reasonOf = (status: number): string => REASONS[status] ?? (status < 400 ? 'OK' : 'Error');

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
