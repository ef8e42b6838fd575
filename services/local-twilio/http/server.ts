import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { notEmulated } from './router';
import type { HostApp, HostRequest, HostResponse } from './host-app';
import type { Traffic } from '../control/traffic';

/** Accepts the upgrade of one emulated WebSocket host. */
export type SocketApp = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface ServerParts {
  /** Emulated HTTP hosts by name, served under `/__twilio/<host>/…`. */
  readonly hosts: Readonly<Record<string, HostApp>>;
  /** Emulated WebSocket hosts by name, served under `/__twilio/<host>/…`. */
  readonly sockets: Readonly<Record<string, SocketApp>>;
  /** The control plane, `/emulator/…`. */
  readonly control: HostApp;
  /** Everything else: the page that hosts Flex UI. */
  readonly page: HostApp;
  readonly traffic: Traffic;
}

const MAX_BODY_BYTES = 8 * 1024 * 1024;
const EMULATED_PREFIX = '/__twilio/';

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts one port on both loopbacks: browsers say `localhost`, Node processes say `127.0.0.1`. */
export async function startServer(port: number, parts: ServerParts): Promise<RunningServer> {
  const first = await listen(createHttpServer(parts), port, '127.0.0.1');
  const actualPort = portOf(first);
  const second = await listen(createHttpServer(parts), actualPort, '::1').catch((error: unknown) => {
    if (isWithoutIpv6(error)) return null;
    throw error;
  });
  const servers = second ? [first, second] : [first];
  return {
    port: actualPort,
    close: async () => {
      await Promise.all(servers.map(closeServer));
    },
  };
}

function createHttpServer(parts: ServerParts): Server {
  const server = createServer((request, response) => {
    handle(parts, request, response).catch((error: unknown) => {
      // The emulator must never fall over: Flex would reconnect every second with an error bar.
      process.stderr.write(`local-twilio: ${request.method ?? ''} ${pathOf(request)}: ${String(error)}\n`);
      if (!response.headersSent) send(request, response, { status: 500, body: { message: String(error) } });
      else response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const { host } = splitEmulated(pathOf(request));
    const app = parts.sockets[host];
    if (app) app(request, socket, head);
    else socket.end('HTTP/1.1 501 Not Implemented\r\nConnection: close\r\n\r\n');
  });
  return server;
}

async function handle(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'OPTIONS') {
    send(request, response, { status: 204 });
    return;
  }
  const body = await readBody(request);
  if (body === null) {
    send(request, response, { status: 413, body: { message: 'Request body too large' } });
    return;
  }
  const url = new URL(request.url ?? '/', 'http://local');
  const address = request.headers.host ?? `127.0.0.1:${request.socket.localPort ?? 0}`;
  const common = { method: request.method ?? 'GET', query: url.searchParams, headers: headersOf(request), body };

  if (!url.pathname.startsWith(EMULATED_PREFIX)) {
    const app = url.pathname === '/emulator' || url.pathname.startsWith('/emulator/') ? parts.control : parts.page;
    send(request, response, await app({ ...common, path: url.pathname, baseUrl: `http://${address}` }));
    return;
  }

  const { host, path } = splitEmulated(url.pathname);
  const hostRequest: HostRequest = { ...common, path, baseUrl: `http://${address}${EMULATED_PREFIX}${host}` };
  const app = parts.hosts[host] ?? (() => notEmulated(`${hostRequest.method} ${host}${path}`));
  const outcome = await parts.traffic.pass(
    {
      surface: 'rest',
      identity: null,
      method: hostRequest.method,
      path: `/${host}${path}`,
      query: Object.fromEntries(url.searchParams),
      headers: hostRequest.headers,
    },
    async () => {
      const reply = await app(hostRequest);
      const code = codeOf(reply.body);
      return code === undefined ? reply : { ...reply, code };
    },
  );
  if (outcome.kind === 'drop') request.socket.destroy();
  else if (outcome.kind === 'reply') send(request, response, outcome.reply);
  else {
    const { status, code = status } = outcome;
    send(request, response, { status, body: { status, code, message: 'Fault injected by the control plane' } });
  }
}

function send(request: IncomingMessage, response: ServerResponse, reply: HostResponse): void {
  const isText = typeof reply.body === 'string' || Buffer.isBuffer(reply.body);
  const payload = reply.body === undefined ? undefined : isText ? reply.body : JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    ...(payload === undefined || isText ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...corsHeaders(request),
    ...reply.headers,
  });
  response.end(payload);
}

/** Flex pages may be served from another port (the plugin builder's dev server) and send credentials. */
function corsHeaders(request: IncomingMessage): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET,POST,PUT,PATCH,DELETE,OPTIONS',
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
    'access-control-expose-headers': '*',
    vary: 'Origin',
  };
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

function splitEmulated(pathname: string): { host: string; path: string } {
  const rest = pathname.startsWith(EMULATED_PREFIX) ? pathname.slice(EMULATED_PREFIX.length) : '';
  const slash = rest.indexOf('/');
  return slash === -1 ? { host: rest, path: '/' } : { host: rest.slice(0, slash), path: rest.slice(slash) };
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?')[0] ?? '/';

function codeOf(body: unknown): number | undefined {
  if (typeof body !== 'object' || body === null || !('code' in body)) return undefined;
  return typeof body.code === 'number' ? body.code : undefined;
}

function listen(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

const isWithoutIpv6 = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT');

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port');
  return address.port;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
