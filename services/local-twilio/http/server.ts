import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { answerThrough } from './answer-through';
import { createForeignPageCheck, type IsForeignPage } from './foreign-page';
import type { HostApp, HostRequest, HostResponse } from './host-app';
import { readBody } from './read-body';
import { refuseUpgrade } from './refuse-upgrade';
import { requestTarget, type RequestTarget } from './request-target';
import { isWithoutIpv6 } from './require-free-port';
import { notEmulated } from './router';
import { send } from './send-response';
import type { Traffic } from './traffic';

/** A request to become a WebSocket. */
export interface Upgrade {
  readonly request: IncomingMessage;
  /** Of the request, after `/__twilio/<host>` was taken off its path. */
  readonly target: RequestTarget;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Accepts the upgrade of one emulated WebSocket host. */
export type SocketApp = (upgrade: Upgrade) => void;

export interface ServerParts {
  /** Emulated HTTP hosts by name, or `*.` and the name of their parent, served under `/__twilio/<host>/…`. */
  readonly hosts: Readonly<Record<string, HostApp>>;
  /** Emulated WebSocket hosts by name, served under `/__twilio/<host>/…`. */
  readonly sockets: Readonly<Record<string, SocketApp>>;
  /** The control plane, `/emulator/…`. */
  readonly control: HostApp;
  /** Everything else: the page that hosts Flex UI. */
  readonly page: HostApp;
  readonly traffic: Traffic;
  /** Names beside those of loopback under which our page is reached. None by default. */
  readonly knownHosts?: readonly string[];
}

const MAX_BODY_BYTES = 8 * 1024 * 1024;
const EMULATED_PREFIX = '/__twilio/';
/** The one host that takes files: 25 MB, and the form around them. */
const UPLOADS = `${EMULATED_PREFIX}serverless-upload.twilio.com/`;
const MAX_UPLOAD_BYTES = 26 * 1024 * 1024;
/** A request must have arrived completely within this time; answering it may take longer. */
const REQUEST_WITHIN_MS = 15_000;

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts one port on both loopbacks: browsers say `localhost`, Node processes say `127.0.0.1`. */
export async function startServer(
  port: number,
  parts: ServerParts,
  requestWithinMs = REQUEST_WITHIN_MS,
): Promise<RunningServer> {
  const create = (): Server => createHttpServer(createApp(parts), requestWithinMs);
  const first = await listen(create(), port, '127.0.0.1');
  const actualPort = portOf(first);
  const second = await listen(create(), actualPort, '::1').catch(async (error: unknown) => {
    if (isWithoutIpv6(error)) return null;
    await closeServer(first);
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

/** {@link ServerParts} with its hosts by names that are theirs alone: an object would also answer to `constructor`. */
interface App extends Pick<ServerParts, 'control' | 'page' | 'traffic'> {
  readonly hosts: ReadonlyMap<string, HostApp>;
  readonly sockets: ReadonlyMap<string, SocketApp>;
  readonly isForeignPage: IsForeignPage;
}

const createApp = ({ hosts, sockets, knownHosts = [], ...rest }: ServerParts): App => ({
  ...rest,
  isForeignPage: createForeignPageCheck(knownHosts),
  hosts: new Map(Object.entries(hosts)),
  sockets: new Map(Object.entries(sockets)),
});

function createHttpServer(app: App, requestWithinMs: number): Server {
  const limits = {
    requestTimeout: requestWithinMs,
    headersTimeout: requestWithinMs,
    connectionsCheckingInterval: Math.ceil(requestWithinMs / 10),
  };
  const server = createServer(limits, (request, response) => {
    handle(app, request, response).catch((error: unknown) => {
      answerFailure(request, response, error);
    });
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    try {
      upgrade(app, request, socket, head);
    } catch (error) {
      logFailure(request, error);
      refuseUpgrade(socket, 500);
    }
  });
  return server;
}

/** The emulator must never fall over: Flex would reconnect every second with an error bar. */
function answerFailure(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  logFailure(request, error);
  try {
    if (response.headersSent) response.destroy();
    else send(request, response, { status: 500, body: { message: String(error) } });
  } catch {
    response.destroy();
  }
}

function logFailure({ method = '', url = '' }: IncomingMessage, error: unknown): void {
  process.stderr.write(`local-twilio: ${method} ${url.split('?')[0] ?? ''}: ${String(error)}\n`);
}

function upgrade({ sockets, isForeignPage }: App, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const target = requestTarget(request);
  if (target === null) {
    refuseUpgrade(socket, 400);
    return;
  }
  if (isForeignPage(request, target)) {
    refuseUpgrade(socket, 403);
    return;
  }
  const { host, path } = splitEmulated(target.path);
  const app = sockets.get(host);
  if (app === undefined) refuseUpgrade(socket, 501);
  else app({ request, target: { ...target, path }, socket, head });
}

async function handle(app: App, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'OPTIONS') {
    send(request, response, { status: 204 });
    return;
  }
  const isUpload = request.url?.startsWith(UPLOADS) ?? false;
  const body = await readBody(request, isUpload ? MAX_UPLOAD_BYTES : MAX_BODY_BYTES);
  if (body.kind === 'broken-off') {
    response.destroy();
    return;
  }
  const target = requestTarget(request);
  if (body.kind === 'too-large') send(request, response, { status: 413, body: { message: 'Request body too large' } });
  else if (target === null) {
    send(request, response, { status: 400, body: { message: 'Invalid request target or Host header' } });
  } else await answer(app, request, response, target, body.bytes);
}

const FOREIGN_PAGE: HostResponse = {
  status: 403,
  body: { status: 403, message: 'The control plane answers local callers only' },
};

async function answer(
  { control, page, hosts, traffic, isForeignPage }: App,
  request: IncomingMessage,
  response: ServerResponse,
  target: RequestTarget,
  bytes: Buffer,
): Promise<void> {
  const { path: pathname, query, address } = target;
  const body = bytes.toString('utf8');
  const common = { method: request.method ?? 'GET', query, headers: headersOf(request), body, bytes };
  if (!pathname.startsWith(EMULATED_PREFIX)) {
    const isControl = pathname === '/emulator' || pathname.startsWith('/emulator/');
    if (isControl && isForeignPage(request, target)) send(request, response, FOREIGN_PAGE);
    else {
      const app = isControl ? control : page;
      send(request, response, await app({ ...common, path: pathname, baseUrl: `http://${address}` }));
    }
    return;
  }

  const { host, path } = splitEmulated(pathname);
  const hostRequest: HostRequest = { ...common, path, baseUrl: `http://${address}${EMULATED_PREFIX}${host}` };
  const { method, headers } = hostRequest;
  const app =
    hosts.get(host) ?? hosts.get(host.replace(/^[^.]*/u, '*')) ?? (() => notEmulated(`${method} ${host}${path}`));
  const reply = await answerThrough(
    traffic,
    { surface: 'rest', identity: null, method, path: `/${host}${path}`, query: Object.fromEntries(query), headers },
    () => app(hostRequest),
  );
  if (reply === null) request.socket.destroy();
  else send(request, response, reply);
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

function listen(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

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
