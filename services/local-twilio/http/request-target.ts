import type { IncomingMessage } from 'node:http';

/** Where a request goes, and under which name and port the caller reached us. */
export interface RequestTarget {
  /** Still percent-encoded; starts with a slash. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** `localhost:4000` */
  readonly address: string;
}

/**
 * The target of a request, as a path or as a whole address (which a proxy's client sends, and which wins over the Host
 * header: RFC 9112, 3.2.2); null when it is neither.
 */
export function requestTarget({ url = '/', headers, socket }: IncomingMessage): RequestTarget | null {
  const isPath = url.startsWith('/');
  const host = headers.host ?? `127.0.0.1:${socket.localPort ?? 0}`;
  // Two slashes at the front are part of the path, not another host.
  const target = parseHttp(isPath ? `http://local${url}` : url);
  const origin = isPath ? parseHttp(`http://${host}`) : target;
  if (target === null || origin === null || (isPath && !isOriginOnly(origin))) return null;
  return { path: target.pathname, query: target.searchParams, address: origin.host };
}

function parseHttp(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'http:' && url.username === '' && url.password === '' ? url : null;
}

const isOriginOnly = ({ pathname, search, hash }: URL): boolean => pathname === '/' && search === '' && hash === '';
