import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from '../log';
import { answerProblems } from './problem';

/** A request that takes longer to arrive is cut: a callback is 2 KiB, and Twilio gives up after 15 s. */
const REQUEST_TIMEOUT_MS = 15_000;

/** A server with the suite's error shape and its log lines, and no routes. */
export function createHttpServer(log: Logger): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log;
  const server = Fastify({
    loggerInstance,
    // Fastify's own lines carry the URL and the caller's address.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestTimeout: REQUEST_TIMEOUT_MS,
    bodyLimit: 64 * 1024,
    return503OnClosing: true,
  });
  answerProblems(server);
  server.addHook('onResponse', (request, reply, done) => {
    const { method, url = 'unknown route' } = request.routeOptions;
    const ms = Math.round(reply.elapsedTime);
    request.log.debug({ method, route: url, status: reply.statusCode, ms }, 'request');
    done();
  });
  return server;
}

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Listens on `host`, or on both loopbacks: browsers say `localhost` and may mean either, Node says 127.0.0.1. A machine
 * without IPv6 has one loopback, which is enough; a port taken on one of the two is an error, because half of the
 * clients would reach another program.
 */
export async function listen(server: FastifyInstance, port: number, host: string | undefined): Promise<Listening> {
  await server.listen({ port, host: host ?? '127.0.0.1' });
  const address = server.server.address() as AddressInfo;
  const second = host === undefined ? await listenOnIpv6(server, address.port) : null;
  return {
    port: address.port,
    close: async () => {
      const closed = second === null ? Promise.resolve() : new Promise((resolve) => second.close(resolve));
      await server.close();
      second?.closeIdleConnections();
      await closed;
    },
  };
}

async function listenOnIpv6(server: FastifyInstance, port: number): Promise<Server | null> {
  const second = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    server.routing(request, response);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      second.once('error', reject);
      second.listen(port, '::1', resolve);
    });
    return second;
  } catch (error) {
    if (isWithoutIpv6(error)) return null;
    await server.close();
    throw error;
  }
}

function isWithoutIpv6(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
}
