import type { HostApp, HostRequest, HostResponse } from './host-app';

/** Values of the `:name` segments of a matched path, percent-decoded. */
export type PathParams = Readonly<Record<string, string>>;

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Segments; `:name` matches one segment, such as `/v1/Services/:serviceSid`. */
  readonly path: string;
  readonly handle: (request: HostRequest, params: PathParams) => HostResponse | Promise<HostResponse>;
}

/**
 * Joins routes into one host. What no route matches answers 501 with the name of the missing piece: a gap of the
 * emulator must be loud, or a test would pass on behaviour that Twilio does not have.
 */
export function createRouter(host: string, routes: readonly Route[]): HostApp {
  const compiled = routes.map((route) => ({ ...route, segments: route.path.split('/') }));
  return (request) => {
    const actual = request.path.split('/');
    for (const route of compiled) {
      if (route.method !== request.method) continue;
      const params = matchSegments(route.segments, actual);
      if (params) return route.handle(request, params);
    }
    return notEmulated(`${request.method} ${host}${request.path}`);
  };
}

/** The answer for what Local Twilio does not emulate. */
export function notEmulated(missing: string): HostResponse {
  return { status: 501, body: { status: 501, code: 501, message: `Local Twilio does not emulate ${missing}` } };
}

/** Values of the parameters, or null where the path is another. */
export function matchSegments(pattern: readonly string[], actual: readonly string[]): PathParams | null {
  if (pattern.length !== actual.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const value = actual[index] ?? '';
    if (segment.startsWith(':')) params[segment.slice(1)] = decodeSegment(value);
    else if (segment !== value) return null;
  }
  return params;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // a stray percent sign names nothing: the lookup that follows answers "not found"
  }
}
