import { parseJson } from '../base/json';
import type { DocumentedCall } from './documented-calls';
import { formOf, type HostApp, type HostRequest, type HostResponse } from './host-app';
import { matchSegments, notEmulated, type PathParams, type Route } from './router';

/** A call that is emulated, with the parameters that have an effect. */
export interface EmulatedRoute extends Route {
  readonly parameters: readonly string[];
}

export interface DocumentedApi {
  /** `taskrouter.twilio.com` */
  readonly host: string;
  readonly calls: readonly DocumentedCall[];
  readonly routes: readonly EmulatedRoute[];
  /** Answers what is not documented: 501 by default. */
  readonly otherwise?: HostApp;
}

interface CompiledCall extends DocumentedCall {
  readonly segments: readonly string[];
  readonly route: EmulatedRoute | undefined;
}

/**
 * One host of a public API. A call or a parameter that Twilio documents and the emulator lacks answers 501 with its name: a
 * caller must not believe that it took effect. A parameter that Twilio does not know either is ignored, as by Twilio, and
 * named in the request log.
 */
export function createDocumentedHost({ host, calls, routes, otherwise }: DocumentedApi): HostApp {
  requireDocumented(host, calls, routes);
  const compiled = calls
    .map((call): CompiledCall => {
      const route = routes.find(({ method, path }) => method === call.method && shapeOf(path) === shapeOf(call.path));
      return { ...call, segments: (route ?? call).path.split('/'), route };
    })
    // `/Workers/Statistics` is a call of its own, not the Worker of that name.
    .sort((a, b) => countOfParams(a) - countOfParams(b));

  return async (request) => {
    const actual = request.path.split('/');
    const { method, path } = request;
    for (const call of compiled) {
      const params = call.method === method ? matchSegments(call.segments, actual) : null;
      if (params === null) continue;
      return call.route === undefined
        ? notEmulated(`${method} ${host}${path}`)
        : answer(request, params, call.route, call);
    }
    return otherwise?.(request) ?? notEmulated(`${method} ${host}${path}`);
  };
}

async function answer(
  request: HostRequest,
  params: PathParams,
  route: EmulatedRoute,
  { parameters, isJson }: DocumentedCall,
): Promise<HostResponse> {
  const { method, path, query, body } = request;
  const isPost = method === 'POST';
  const given = isPost ? (isJson ? keysOf(body) : [...formOf(request).keys()]) : [...query.keys()];
  const missing = given.find((name) => parameters.has(name) && !route.parameters.includes(name));
  if (missing !== undefined) return notEmulated(`${missing} in ${method} ${path}`);
  const isKnown = (name: string): boolean => parameters.has(name);
  // The query of a POST names nothing that Twilio reads.
  const ignored = [...given.filter((name) => !isKnown(name)), ...(isPost ? query.keys() : [])];
  if (ignored.length === 0) return route.handle(request, params);
  const response = await route.handle(
    {
      ...request,
      query: isPost ? new URLSearchParams() : only(query, isKnown),
      body: isPost && !isJson ? only(formOf(request), isKnown).toString() : body,
    },
    params,
  );
  return { ...response, ignored: [...new Set(ignored.map(loggable))] };
}

/** A name that only another call knows must not have an effect in this one. */
const only = (given: URLSearchParams, isWanted: (name: string) => boolean): URLSearchParams =>
  new URLSearchParams([...given].filter(([name]) => isWanted(name)));

function keysOf(json: string): readonly string[] {
  try {
    const value = parseJson(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  } catch {
    return []; // the route says what is wrong with it
  }
}

/** What does not look like a name may be somebody's data, such as JSON that was sent as a form: it is not logged. */
const loggable = (name: string): string => (/^[a-z]\w{0,63}$/iu.test(name) ? name : '(no name)');

/** A mistake of ours: a route or parameter that Twilio does not have would be emulated for nobody. */
function requireDocumented(host: string, calls: readonly DocumentedCall[], routes: readonly EmulatedRoute[]): void {
  for (const { method, path, parameters } of routes) {
    const call = calls.find((each) => each.method === method && shapeOf(each.path) === shapeOf(path));
    const unknown = call === undefined ? 'the call' : parameters.find((name) => !call.parameters.has(name));
    if (unknown !== undefined) throw new Error(`${method} ${host}${path}: Twilio does not document ${unknown}`);
  }
}

/** Paths that differ only in the names of their variable segments are the same call. */
const shapeOf = (path: string): string => path.replaceAll(/:\w*/gu, ':');

const countOfParams = ({ segments }: CompiledCall): number => segments.filter((each) => each.startsWith(':')).length;
