import { randomUUID } from 'node:crypto';
import { createServer, STATUS_CODES, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { HttpError } from '@flex-sync-suite/shared/contract';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { createBoundedLog } from '../base/bounded-log';
import type { Logger } from '../base/log';
import { systemClock, type Clock } from '../base/clock';
import { StartError } from '../base/start-error';
import { errnoOf } from '../store/error-code';
import { answerProblems, sendRefusal } from './problem';
import { requireOriginForm } from './request-target';

export interface HttpServerOptions {
  /** Defaults to the system's. */
  readonly clock?: Clock;
  /** A request that takes longer to arrive is cut: a callback is 2 KiB, and Twilio gives up after 15 s, the default. */
  readonly requestTimeoutMs?: number;
  /** Told of each answer. */
  readonly onAnswer?: (answer: Answer) => void;
}

/** How a request was answered. */
export interface Answer {
  readonly method: string;
  /** As it was registered, such as `/queues/:queueSid`. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

const UNKNOWN_ROUTE = 'unknown route';

/** Of a server that closes: a caller who reads or writes no further cannot hold up the end of the process. */
const LAST_ANSWERS_MS = 5_000;

/** A server with the suite's error shape and its log lines, and no routes. */
export function createHttpServer(log: Logger, options: HttpServerOptions = {}): FastifyInstance {
  const { clock = systemClock, requestTimeoutMs = 15_000, onAnswer } = options;
  const loggerInstance: FastifyBaseLogger = log;
  const server = Fastify({
    loggerInstance,
    // Fastify's own lines carry the URL and the caller's address.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestTimeout: requestTimeoutMs,
    http: timeoutsOf(requestTimeoutMs),
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => {
      void sendRefusal(error, request, reply);
    },
    bodyLimit: 64 * 1024,
    // A shop's id of a user has 255 characters, each of which may be twelve of a URL.
    routerOptions: { maxParamLength: 4_096 },
    return503OnClosing: true,
  });
  const boundedLog = createBoundedLog(clock);
  server.addHook('onClose', () => {
    boundedLog.close();
  });
  requireOriginForm(server);
  answerProblems(server, boundedLog);
  server.addHook('onResponse', (request, reply, done) => {
    // What was not read of a refused body would be taken for the next request, or hold it up; what comes is let go.
    if (!request.raw.complete) request.raw.resume();
    const { url: route = UNKNOWN_ROUTE } = request.routeOptions;
    const answer = { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
    request.log.debug(answer, 'request');
    onAnswer?.(answer);
    done();
  });
  return server;
}

/** Node looks for late requests every 30 s only, unless it is told otherwise; headers get no time of their own. */
const timeoutsOf = (requestTimeout: number) => ({
  requestTimeout,
  headersTimeout: requestTimeout,
  connectionsCheckingInterval: Math.min(1_000, requestTimeout / 10),
});

/** Answers what is no HTTP, or came too late, in the contract's shape; there is no request to speak of. */
function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status = CLIENT_ERRORS.get(error.code) ?? 400;
  const problem: HttpError = {
    code: status === 408 ? 'request_timeout' : 'invalid_request',
    message: status === 408 ? 'The request took too long to arrive.' : 'The request could not be read.',
    requestId: randomUUID(),
  };
  const body = JSON.stringify(problem);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: application/json\r\n`;
  if (socket.writable) socket.write(`${head}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
  socket.destroy(error);
}

const CLIENT_ERRORS: ReadonlyMap<string | undefined, number> = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_HEADER_OVERFLOW', 431],
]);

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Listens on `host`, or on both loopbacks: browsers say `localhost` and may mean either, Node says 127.0.0.1. A machine
 * without IPv6 has one loopback, which is enough; a port taken on one of the two is an error, because half of the
 * clients would reach another program.
 *
 * @param lastAnswersMs how long `close` waits for answers under way. Default: 5 s
 */
export async function listen(
  server: FastifyInstance,
  port: number,
  host: string | undefined,
  lastAnswersMs = LAST_ANSWERS_MS,
): Promise<Listening> {
  await server.listen({ port, host: host ?? '127.0.0.1' }).catch((error: unknown) => {
    throw listenError(error, port, host);
  });
  const address = server.server.address() as AddressInfo;
  const second = host === undefined ? await listenOnIpv6(server, address.port) : null;
  return {
    port: address.port,
    close: async () => {
      // A closed server cuts late requests no more.
      const cut = setTimeout(() => {
        server.server.closeAllConnections();
        second?.closeAllConnections();
      }, lastAnswersMs);
      const closed = second === null ? Promise.resolve() : new Promise((resolve) => second.close(resolve));
      await server.close();
      second?.closeIdleConnections();
      await closed;
      clearTimeout(cut);
    },
  };
}

async function listenOnIpv6(server: FastifyInstance, port: number): Promise<Server | null> {
  const { requestTimeout, keepAliveTimeout } = server.server;
  const second = createServer({ ...timeoutsOf(requestTimeout), keepAliveTimeout }, (request, response) => {
    server.routing(request, response);
  });
  second.on('clientError', answerClientError);
  try {
    await new Promise<void>((resolve, reject) => {
      second.once('error', reject);
      second.listen(port, '::1', resolve);
    });
    return second;
  } catch (error) {
    if (isWithoutIpv6(error)) return null;
    await server.close();
    throw listenError(error, port, undefined);
  }
}

/** What a system error means for the variables that say where to listen. */
function listenError(error: unknown, port: number, host: string | undefined): unknown {
  const code = errnoOf(error);
  if (code === 'EADDRINUSE') {
    return new StartError(`Port ${port} is in use: stop the other program, or set BACKEND_PORT.`, { cause: error });
  }
  if (code === 'EACCES') {
    const message = `Port ${port} needs privileges that this process does not have: set BACKEND_PORT.`;
    return new StartError(message, { cause: error });
  }
  if (code === null || host === undefined) return error;
  const message = `HOST: this machine has no address ${host} to listen on (${code}): set HOST to one of its addresses.`;
  return new StartError(message, { cause: error });
}

function isWithoutIpv6(error: unknown): boolean {
  const code = errnoOf(error);
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
}
